// The checks of changing the members: one vote at a time, one change at a time, what counts from when on, and who goes.
import type { Membership } from '#raft';
import { preVoting } from '../../../solutions/03-raft/pre-vote.ts';
import { reads } from '../../../solutions/03-raft/reads.ts';
import { snapshots } from '../../../solutions/03-raft/snapshots.ts';
import { transferring } from '../../../solutions/03-raft/transfer.ts';
import { named } from '../../sim/index.ts';
import { defineSuite } from '../suite.ts';
import { clusterOf, everyFault } from './clusters.ts';
import { aChangeOfLeader, anElection } from './election-sightings.ts';
import {
  appliedAlike,
  changesWaitTheirTurn,
  configurationsMakeSense,
  electedByItsLog,
  membersLeadOn,
  oneVoteApart,
  theRemovedStepDown,
  votersHaveCaughtUp,
} from './membership-promises.ts';
import {
  aLeaderRemovesItself,
  aNewVoter,
  appliedBy,
  aRequest,
  aRollback,
  membersAre,
} from './membership-sightings.ts';
import {
  againStories,
  appendedStories,
  availableStories,
  backAgainStories,
  caughtUpStories,
  finishesStories,
  leavesStories,
  oneVoteStories,
  ownTermStories,
  pendingStories,
  quietStories,
  rolledBackStories,
  senseStories,
} from './membership-stories.ts';
import { changes, entriesAtMost, removals } from './membership-worlds.ts';
import { raftProperties } from './promises.ts';
import { get, linearizableStore, operations, put, traffic } from './store.ts';

const cluster = clusterOf(({ membership }) => ({ membership: membership as Membership }));

/** With all that makes a server fit for changes: no removed server disturbs the others, and logs stay short. */
const whole = clusterOf(({ membership }) => ({
  membership: membership as Membership,
  snapshots,
  reads,
  preVoting,
  transferring,
}));

/** n4 has no vote at first. */
const joining = cluster({ servers: 4, voters: named('n', 3) });

const alike = { 'All servers apply the same entries, by majorities that meet': appliedAlike };
const elected = { 'A leader is elected by the configuration in its log': electedByItsLog };
const oneVote = { 'Configurations differ by one vote': oneVoteApart };
const sense = { 'A configuration names voters, and nobody twice': configurationsMakeSense };
const turn = { 'A change waits until the one before it is committed': changesWaitTheirTurn };
const caughtUp = { 'Who gets a vote has caught up': votersHaveCaughtUp };
const stepDown = { 'Who has been removed leads no more': theRemovedStepDown };
const asked = { 'a leader was asked for a change': aRequest };
const newVoter = { 'a server was given a vote': aNewVoter };

export default defineSuite({
  exercise: '03-raft/membership',
  title: 'Changing the members',
  starred: true,
  exports: {
    membership: { handlers: ['start', 'inForce', 'onChange', 'onProgress', 'onApplied'] },
  },
  imports: ['#raft'],
  hints: [
    'Two groups of servers each take themselves for a majority. Of which configurations, and who knew of them?',
    'In the story, write down for each server the last configuration in its log, committed or not. Then look whose acknowledgements were counted, and by whom.',
    'The last configuration in the log counts. The next one may be appended when that one, and an entry of the own term, are committed; it differs by one vote. A new server is a learner until it holds all that is committed.',
    'inForce: the last configuration of the log, else the snapshot. onChange: return if a change is pending or the term has committed nothing; then append a learner, or take a member away, unless nothing would change or nobody could vote. onProgress: the same condition, then one learner whose match index has reached the commit index becomes a voter. onApplied: a leader without a vote in the last configuration steps down.',
  ],
  checks: [
    {
      id: 'quiet',
      title: 'A server joins, and another one leaves',
      kind: 'scenario',
      opens: true,
      points: 4,
      chapter: '03-raft/membership#the-brief',
      cluster: joining,
      stories: quietStories,
      always: {},
      sometimes: newVoter,
      finally: { 'The members are those that were asked for': membersAre('n1', 'n2', 'n4') },
    },
    {
      id: 'one-change',
      title: 'A change is committed before the next one begins',
      kind: 'scenario',
      safety: true,
      points: 9,
      chapter: '03-raft/membership#one-change-at-a-time',
      cluster: joining,
      stories: pendingStories,
      always: { ...alike, ...oneVote },
      sometimes: asked,
    },
    {
      id: 'own-term',
      title: 'A new leader commits an entry of its own before any change',
      kind: 'scenario',
      safety: true,
      points: 9,
      chapter: '03-raft/membership#a-committed-entry-first',
      cluster: cluster({ servers: 4 }),
      stories: ownTermStories,
      always: { ...alike, ...elected },
      sometimes: { ...asked, 'one server led after another': aChangeOfLeader },
    },
    {
      id: 'one-vote',
      title: 'Each change gives one vote, or takes one',
      kind: 'scenario',
      safety: true,
      points: 7,
      chapter: '03-raft/membership#one-vote-at-a-time',
      cluster: cluster({ servers: 5, voters: named('n', 3) }),
      stories: oneVoteStories,
      always: alike,
      sometimes: { ...newVoter, 'one server led after another': aChangeOfLeader },
    },
    {
      id: 'appended',
      title: 'A configuration counts as soon as it is in the log',
      kind: 'scenario',
      safety: true,
      points: 9,
      chapter: '03-raft/membership#in-force-when-it-is-in-the-log',
      cluster: cluster({ servers: 3 }),
      stories: appendedStories,
      always: alike,
      sometimes: asked,
    },
    {
      id: 'rolled-back',
      title: 'A configuration counts no longer than its entry is in the log',
      kind: 'scenario',
      safety: true,
      points: 7,
      chapter: '03-raft/membership#gone-with-its-entry',
      cluster: cluster({ servers: 4 }),
      stories: rolledBackStories,
      always: { ...elected, ...alike },
      sometimes: { 'a configuration went with its entry': aRollback },
    },
    {
      id: 'caught-up',
      title: 'A new server gets its vote when it has caught up',
      kind: 'scenario',
      points: 6,
      chapter: '03-raft/membership#catch-up-first',
      cluster: cluster({ servers: 4, voters: named('n', 3), entriesPerMessageMax: 1 }),
      stories: caughtUpStories,
      always: caughtUp,
      sometimes: newVoter,
    },
    {
      id: 'available',
      title: 'A server that joins is in nobody’s way',
      kind: 'scenario',
      points: 6,
      chapter: '03-raft/membership#catch-up-first',
      cluster: joining,
      stories: availableStories,
      always: {},
      sometimes: asked,
      finally: { 'Two of three servers go on committing': appliedBy('a', 'n1', 'n2') },
    },
    {
      id: 'finishes',
      title: 'Whoever leads finishes what another leader has begun',
      kind: 'scenario',
      points: 5,
      chapter: '03-raft/membership#catch-up-first',
      cluster: cluster({ servers: 3, voters: named('n', 2) }),
      stories: finishesStories,
      always: {},
      sometimes: { 'one server led after another': aChangeOfLeader },
      finally: { 'The members are those that were asked for': membersAre('n1', 'n2', 'n3') },
    },
    {
      id: 'leaves',
      title: 'Who removes itself leads until that is committed, and no longer',
      kind: 'scenario',
      points: 7,
      chapter: '03-raft/membership#the-leader-that-leaves',
      cluster: cluster({ servers: 3 }),
      stories: leavesStories,
      always: { ...stepDown, ...alike },
      sometimes: { 'a leader removed itself': aLeaderRemovesItself },
      finally: { 'The members are those that were asked for': membersAre('n2', 'n3') },
    },
    {
      id: 'back-again',
      title: 'A server that is a member again may lead again',
      kind: 'scenario',
      points: 4,
      chapter: '03-raft/membership#the-leader-that-leaves',
      cluster: cluster({ servers: 2 }),
      stories: backAgainStories,
      always: alike,
      sometimes: newVoter,
      finally: { 'Its entries are committed': appliedBy('a', 'n1') },
    },
    {
      id: 'sense',
      title: 'Nobody is a member twice, and somebody always has a vote',
      kind: 'scenario',
      points: 5,
      chapter: '03-raft/membership#requests-that-are-refused',
      cluster: cluster({ servers: 2, voters: ['n1'] }),
      stories: senseStories,
      always: sense,
      sometimes: asked,
      finally: { 'Entries are still committed': appliedBy('a', 'n1') },
    },
    {
      id: 'again',
      title: 'A change that came too early can be asked for again',
      kind: 'scenario',
      points: 3,
      chapter: '03-raft/membership#requests-that-are-refused',
      cluster: joining,
      stories: againStories,
      always: {},
      sometimes: newVoter,
      finally: { 'The members are those that were asked for': membersAre('n1', 'n2', 'n4') },
    },
    {
      id: 'left-alone',
      title: 'While members come and go, a leader that stays leads on',
      kind: 'simulation',
      points: 4,
      chapter: '03-raft/membership#servers-that-dont-know-that-they-are-gone',
      cluster: whole({ servers: 5 }),
      runs: 30,
      plan: ({ roles }) => ({
        requests: changes(roles['server']!.nodes, [
          ['removeServer', 'n4'],
          ['removeServer', 'n5'],
        ]),
        healAtMs: 2_000,
        endAtMs: 3_000,
        faults: [],
      }),
      always: { 'Nobody stands against a leader that stays': membersLeadOn, ...stepDown },
      sometimes: { 'a server was elected': anElection(), ...asked },
    },
    {
      id: 'worlds',
      title: 'Changes keep their promises under every fault',
      kind: 'simulation',
      safety: true,
      points: 8,
      chapter: '03-raft/membership#the-brief',
      cluster: whole({ servers: 5, clients: 1, voters: named('n', 3), snapshotEntries: 10 }),
      runs: 100,
      plan: ({ roles }) => ({
        requests: [
          ...traffic(['c1'], 4),
          ...changes(roles['server']!.nodes, [
            ['addServer', 'n4'],
            ['removeServer', 'n1'],
            ['addServer', 'n5'],
            ['removeServer', 'n2'],
            ['addServer', 'n1'],
          ]),
        ],
        healAtMs: 2_000,
        endAtMs: 3_500,
        faults: everyFault,
        victims: roles['server']!.nodes,
      }),
      progress: operations,
      always: {
        ...raftProperties,
        ...turn,
        ...oneVote,
        ...sense,
        ...caughtUp,
        ...elected,
        ...alike,
        ...stepDown,
        'Operations take effect once, in one order': linearizableStore,
      },
      sometimes: {
        ...newVoter,
        'a leader removed itself': aLeaderRemovesItself,
        'one server led after another': aChangeOfLeader,
      },
    },
    {
      id: 'progress',
      title: 'However few voters remain, operations are answered when the faults are over',
      kind: 'simulation',
      points: 5,
      chapter: '03-raft/membership#requests-that-are-refused',
      cluster: whole({ servers: 3, clients: 1 }),
      runs: 40,
      plan: ({ roles }) => ({
        requests: [
          ...traffic(['c1'], 1),
          ...removals(roles['server']!.nodes),
          ...removals(roles['server']!.nodes),
        ],
        afterHeal: [
          { node: 'c1', request: put('lastPut', 'z') },
          { node: 'c1', request: get('lastGet') },
          ...removals(roles['server']!.nodes),
        ],
        healAtMs: 2_000,
        endAtMs: 5_000,
        faults: everyFault,
        victims: roles['server']!.nodes,
      }),
      live: {
        operations,
        withinMs: 3_000,
        title: 'Every operation of a client that is up is answered',
      },
      always: alike,
      sometimes: { 'a leader removed itself': aLeaderRemovesItself },
    },
    {
      id: 'cost',
      title: 'A removal takes one entry, a server that joins takes two',
      kind: 'budget',
      points: 2,
      chapter: '03-raft/membership#what-it-costs',
      cluster: cluster({ servers: 4, voters: named('n', 3) }),
      runs: 10,
      plan: ({ roles }) => ({
        requests: changes(roles['server']!.nodes, [['addServer', 'n4']]),
        healAtMs: 1_500,
        endAtMs: 2_500,
        faults: [],
      }),
      costs: {},
      always: { 'Two entries make a server a voter': entriesAtMost(2) },
      sometimes: asked,
    },
  ],
});
