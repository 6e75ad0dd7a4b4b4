// The checks of a hand-over: the successor can win, the leader waits for it, and gives up in time.
import type { Transferring } from '#raft';
import { leases } from '../../../solutions/03-raft/leases.ts';
import { preVoting } from '../../../solutions/03-raft/pre-vote.ts';
import { reads } from '../../../solutions/03-raft/reads.ts';
import { defineSuite } from '../suite.ts';
import { clusterOf, everyFault } from './clusters.ts';
import { aLeader, appliedBy } from './pre-vote-promises.ts';
import { raftProperties } from './promises.ts';
import { termsOnlyRise, votesOnce } from './servers-promises.ts';
import { three } from './steps.ts';
import { get, linearizableStore, operations, put, traffic } from './store.ts';
import {
  aHandOver,
  anAnsweredRead,
  anAskedSuccessor,
  asksOnce,
  lead,
  standsOnlyWhenAsked,
  successorIsUpToDate,
  takesNoEntries,
} from './transfer-promises.ts';
import {
  backStories,
  behindStories,
  downStories,
  heldStories,
  lateStories,
  leaseStories,
  quietStories,
  selfStories,
  transferTo,
  uncommittedStories,
} from './transfer-stories.ts';

const alone = clusterOf(({ transferring }) => ({ transferring: transferring as Transferring }));
/** With everything that a hand-over has to get along with. */
const amongAll = clusterOf(({ transferring }) => ({
  transferring: transferring as Transferring,
  reads,
  leases,
  preVoting,
}));
const ofThree = alone({ servers: 3, clients: 1 });

const rules = {
  'A successor is asked when it holds the whole log': successorIsUpToDate,
  'A server stands as the chosen one only when it was chosen': standsOnlyWhenAsked,
};
const seen = { 'a server was elected': aLeader };
const asked = { ...seen, 'a successor was asked': anAskedSuccessor };

/** The operator asks whoever may lead. */
const operator = three.flatMap((node) => three.map((to) => ({ node, request: transferTo(to) })));

export default defineSuite({
  exercise: '03-raft/transfer',
  title: 'Handing over the leadership',
  starred: true,
  exports: {
    transferring: {
      handlers: [
        'start',
        'onTransfer',
        'onProgress',
        'isHandingOver',
        'onTimeoutNow',
        'onTransferTimeout',
        'onSteppedDown',
      ],
    },
  },
  imports: ['#raft'],
  hints: [
    'What must be true of the successor, so that the others vote for it?',
    'Follow one hand-over: who is brought up to date, when is it asked, what does the leader refuse meanwhile, and how does it end if nobody answers?',
    'The leader takes no more entries, waits until the successor holds the whole log, asks it once to stand, and leads on if nothing comes of it.',
    'onTransfer: remember `to`, set the timer, ask if matchIndex is lastIndex, else replicate. onProgress: ask when it is. Timer or step-down: forget `to`.',
  ],
  checks: [
    {
      id: 'quiet',
      title: 'In a quiet world, the leadership goes where it is sent',
      kind: 'scenario',
      opens: true,
      safety: true,
      points: 8,
      chapter: '03-raft/transfer#the-brief',
      cluster: ofThree,
      stories: quietStories,
      always: raftProperties,
      sometimes: asked,
      finally: {
        'Each of them leads in its turn': lead('n1', 'n2', 'n1', 'n2'),
        'What is proposed to the last one is applied': appliedBy('a', three),
      },
    },
    {
      id: 'behind',
      title: 'A successor that is behind is brought up to date first',
      kind: 'scenario',
      safety: true,
      points: 12,
      chapter: '03-raft/transfer#who-can-win',
      cluster: ofThree,
      stories: { ...behindStories, ...backStories },
      always: rules,
      sometimes: asked,
      finally: { 'The successor leads': lead('n1', 'n3') },
    },
    {
      id: 'uncommitted',
      title: 'A successor holds all of the log, not only what is committed',
      kind: 'scenario',
      safety: true,
      points: 6,
      chapter: '03-raft/transfer#who-can-win',
      cluster: ofThree,
      stories: uncommittedStories,
      always: rules,
      sometimes: asked,
      finally: { 'The successor leads': lead('n1', 'n2') },
    },
    {
      id: 'held',
      title: 'A leader that hands over takes no more entries',
      kind: 'scenario',
      safety: true,
      points: 10,
      chapter: '03-raft/transfer#the-moving-target',
      cluster: ofThree,
      stories: heldStories,
      always: { 'A leader that hands over takes no entries': takesNoEntries('n1'), ...rules },
      sometimes: asked,
      finally: { 'The successor leads': lead('n1', 'n3') },
    },
    {
      id: 'down',
      title: 'A leader whose successor does not come leads on',
      kind: 'scenario',
      points: 10,
      chapter: '03-raft/transfer#when-nothing-comes-of-it',
      cluster: ofThree,
      stories: downStories,
      always: raftProperties,
      sometimes: seen,
      finally: { 'What is proposed after that is applied': appliedBy('a', ['n1']) },
    },
    {
      id: 'itself',
      title: 'A leader does not hand over to itself',
      kind: 'scenario',
      points: 4,
      chapter: '03-raft/transfer#when-nothing-comes-of-it',
      cluster: ofThree,
      stories: selfStories,
      always: raftProperties,
      sometimes: seen,
      finally: { 'What is proposed is applied': appliedBy('a', ['n1', 'n2']) },
    },
    {
      id: 'late',
      title: 'A request of an old term deposes nobody',
      kind: 'scenario',
      safety: true,
      points: 8,
      chapter: '03-raft/transfer#a-request-that-comes-late',
      cluster: ofThree,
      stories: lateStories,
      always: rules,
      sometimes: asked,
      finally: {
        'Nobody leads but those two': lead('n1', 'n3'),
        'What is proposed to the new leader is applied': appliedBy('a', three),
      },
    },
    {
      id: 'lease',
      title: 'Who has asked for a successor reads no more by its lease',
      kind: 'scenario',
      safety: true,
      points: 10,
      chapter: '03-raft/transfer#the-lease-goes-first',
      cluster: amongAll({ servers: 3, clients: 2 }),
      stories: leaseStories,
      always: { 'What clients see is linearizable': linearizableStore },
      sometimes: asked,
      finally: { 'The successor leads': lead('n1', 'n2') },
    },
    {
      id: 'worlds',
      title: 'Raft keeps its promises under every fault, whoever hands over',
      kind: 'simulation',
      safety: true,
      points: 8,
      chapter: '03-raft/transfer#who-can-win',
      cluster: amongAll({ servers: 3, clients: 2 }),
      runs: 150,
      plan: () => ({
        requests: [...traffic(['c1', 'c2'], 2), ...operator],
        afterHeal: [{ node: 'c1', request: get('last') }],
        healAtMs: 2_000,
        endAtMs: 4_500,
        faults: everyFault,
        mortal: ['c1', 'c2'],
      }),
      progress: operations,
      always: {
        ...raftProperties,
        'A server votes once in a term, and on disk': votesOnce,
        'A term never goes back, and is on disk before it is sent': termsOnlyRise,
        ...rules,
        'What clients see is linearizable': linearizableStore,
      },
      sometimes: {
        ...asked,
        'a successor was elected': aHandOver,
        'a read was answered without an entry': anAnsweredRead,
      },
    },
    {
      id: 'progress',
      title: 'When the faults are over, every operation is answered',
      kind: 'simulation',
      points: 6,
      chapter: '03-raft/transfer#when-nothing-comes-of-it',
      cluster: alone({ servers: 3, clients: 2 }),
      runs: 160,
      plan: () => ({
        requests: [...traffic(['c1'], 1), ...operator, ...operator, ...operator],
        afterHeal: [...operator, { node: 'c2', request: put('last', 'z') }],
        healAtMs: 1_000,
        endAtMs: 4_000,
        faults: everyFault,
        mortal: ['c1'],
      }),
      live: {
        operations,
        withinMs: 3_000,
        title: 'Every operation of a client that is up is answered',
      },
      always: raftProperties,
      sometimes: { ...asked, 'a successor was elected': aHandOver },
    },
    {
      id: 'cost',
      title: 'A successor is asked once',
      kind: 'budget',
      points: 4,
      chapter: '03-raft/transfer#what-it-costs',
      cluster: ofThree,
      runs: 30,
      plan: () => ({
        requests: [{ node: 'c1', request: put('write1', 'a') }],
        afterHeal: ['n1', 'n2', 'n3'].map((node) => ({
          node,
          request: transferTo(node === 'n1' ? 'n2' : 'n1'),
        })),
        healAtMs: 600,
        endAtMs: 1_200,
        faults: [],
      }),
      costs: {},
      always: { 'A successor is asked once for each hand-over': asksOnce },
      sometimes: asked,
    },
  ],
});
