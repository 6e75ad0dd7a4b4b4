// The checks of whole servers: every part is the answer's. What each part promises has been judged by itself; here it is
// what they make of each other.
import type { Commit, Election, KeyValue, Reads, Replication, Snapshots } from '#raft';
import { defineSuite } from '../suite.ts';
import { messagesAtMost } from './all-parts-costs.ts';
import * as hints from './all-parts-hints.ts';
import {
  awayStories,
  crashStories,
  cutOffStories,
  lateStories,
  newLeaderStories,
} from './all-parts-stories.ts';
import { clusterOf, everyFault } from './clusters.ts';
import {
  aRestart,
  inheritsUnapplied,
  oldEntryOnMajority,
  restartsBesideSnapshot,
} from './commit-sightings.ts';
import { figureEight } from './commit-stories.ts';
import { entriesPerCallAtMost } from './key-value-promises.ts';
import {
  aChangeOfLeaders,
  anAnswered,
  aRedirect,
  aRepeatedCall,
  aRestoredMachine,
} from './key-value-sightings.ts';
import { quietStories } from './key-value-stories.ts';
import { raftProperties } from './promises.ts';
import { entriesForWritesOnly } from './reads-promises.ts';
import { aReadBeforeTheFirstCommit, aReadOfADeposedLeader } from './reads-sightings.ts';
import { aConflict, anAcknowledgement } from './replication-sightings.ts';
import { appliedIsOnMajority, appliesInOrder } from './servers-promises.ts';
import { allCaughtUp, keptAtMost } from './snapshots-sightings.ts';
import { allAnswered, appendTo, get, linearizableStore, operations, traffic } from './store.ts';

/** No reference is among them. */
const whole = clusterOf((answer) => ({
  election: answer['election'] as Election,
  replication: answer['replication'] as Replication,
  commit: answer['commit'] as Commit,
  snapshots: answer['snapshots'] as Snapshots,
  keyValue: answer['keyValue'] as KeyValue,
  reads: answer['reads'] as Reads,
}));

const linearizable = { 'What clients see is linearizable': linearizableStore };
const everything = {
  ...raftProperties,
  'What is applied is on the disks of a majority': appliedIsOnMajority,
  'A server applies one entry after the other, each once': appliesInOrder,
  ...linearizable,
};
const finished = { 'Every operation is answered': allAnswered };
const caughtUp = { 'Every server comes as far as all others': allCaughtUp };
const both = {
  'a get was answered': anAnswered('get'),
  'a write was answered': anAnswered('write'),
};

/** Ten writes and ten gets of one client, who waits for each. */
const tenOfEach = Array.from({ length: 10 }, (_, index) => [
  { node: 'c1', request: appendTo(`write${index + 1}`, `${index + 1},`) },
  { node: 'c1', request: get(`read${index + 1}`) },
]).flat();

const chapter = (section: string): string => `03-raft/all-parts#${section}`;

export default defineSuite({
  exercise: '03-raft/all-parts',
  title: 'All parts are yours',
  exports: {
    election: {
      handlers: ['start', 'campaign', 'onHigherTerm', 'onRequestVote', 'onVote', 'onLeader'],
    },
    replication: {
      handlers: [
        'start',
        'onElected',
        'nextIndex',
        'replicate',
        'onAppendEntries',
        'onAppended',
        'onRejected',
      ],
    },
    commit: { handlers: ['start', 'onElected', 'onProgress', 'onMatched', 'applyCommitted'] },
    snapshots: { handlers: ['start', 'onApplied', 'sendSnapshot', 'onInstallSnapshot'] },
    keyValue: { handlers: ['start', 'onCall', 'apply', 'onSteppedDown'] },
    reads: { handlers: ['start', 'onRead', 'onAcknowledged', 'onApplied', 'onSteppedDown'] },
  },
  imports: ['#raft'],
  hints: [
    'Which part made the first wrong step in this story, and does its own exercise still pass?',
    'Follow the story backwards from what broke: what was on the disks, who had acknowledged it, and which part had said so?',
    'A part may rely on what the others promise, and on nothing else. Where two parts meet, it is in the memory of the server and on its disk.',
    'Grade each part by itself: npx quorate grade 03-raft. Mend what fails there first. Then look at what a part keeps for itself across terms, crashes and snapshots: indexes, rounds, who waits.',
  ],
  checks: [
    {
      id: 'quiet',
      title: 'In a quiet world, a get sees what was written before',
      kind: 'scenario',
      opens: true,
      safety: true,
      points: 4,
      chapter: chapter('the-brief'),
      cluster: whole({ servers: 3, clients: 2 }),
      stories: quietStories,
      always: linearizable,
      sometimes: both,
      finally: finished,
    },
    {
      id: 'crashes',
      title: 'What was promised outlives every crash, of one server or of all',
      kind: 'scenario',
      safety: true,
      points: 12,
      chapter: chapter('one-disk'),
      hints: hints.crashes,
      cluster: whole({ servers: 3, clients: 2, snapshotEntries: 3 }),
      stories: crashStories,
      always: everything,
      sometimes: { ...both, 'a server crashed and came back': aRestart },
      finally: finished,
    },
    {
      id: 'late',
      title: 'What comes late takes nothing away, and adds nothing',
      kind: 'scenario',
      safety: true,
      points: 10,
      chapter: chapter('what-comes-late'),
      hints: hints.late,
      cluster: whole({ servers: 3, clients: 2 }),
      stories: lateStories,
      always: everything,
      sometimes: { ...both, 'a call came twice': aRepeatedCall },
      finally: finished,
    },
    {
      id: 'figure-8',
      title: 'What is committed can not be outvoted: Figure 8',
      kind: 'scenario',
      safety: true,
      points: 12,
      chapter: chapter('who-counts-and-who-votes'),
      hints: hints.figureEight,
      cluster: whole({ servers: 5, entriesPerMessageMax: 1 }),
      stories: figureEight,
      always: everything,
      sometimes: { 'an entry of an earlier term was on a majority': oldEntryOnMajority },
    },
    {
      id: 'away',
      title: 'Who was away comes back by a snapshot, and can lead',
      kind: 'scenario',
      safety: true,
      points: 12,
      chapter: chapter('the-one-that-was-away'),
      hints: hints.away,
      cluster: whole({ servers: 3, clients: 2, snapshotEntries: 2 }),
      stories: awayStories,
      always: everything,
      sometimes: { ...both, 'a server took over a snapshot': aRestoredMachine },
      finally: { ...finished, ...caughtUp },
    },
    {
      id: 'cut-off',
      title: 'A leader of the past tells its clients nothing',
      kind: 'scenario',
      safety: true,
      points: 12,
      chapter: chapter('the-leader-of-the-past'),
      hints: hints.cutOff,
      cluster: whole({ servers: 3, clients: 3 }),
      stories: cutOffStories,
      always: everything,
      sometimes: { ...both, 'a leader of the past was asked to read': aReadOfADeposedLeader },
      finally: finished,
    },
    {
      id: 'new-leader',
      title: 'A new leader answers reads, rightly, though nobody writes',
      kind: 'scenario',
      safety: true,
      points: 8,
      chapter: chapter('the-first-read-of-a-term'),
      hints: hints.newLeader,
      cluster: whole({ servers: 3, clients: 3 }),
      stories: newLeaderStories,
      always: everything,
      sometimes: { ...both, 'a read came before the first commit': aReadBeforeTheFirstCommit },
      finally: finished,
    },
    {
      id: 'worlds-3',
      title: 'Three servers keep every promise under every fault',
      kind: 'simulation',
      safety: true,
      points: 10,
      chapter: chapter('many-worlds'),
      cluster: whole({ servers: 3, clients: 2, snapshotEntries: 8 }),
      runs: 600,
      plan: ({ roles }) => ({
        requests: traffic(roles['client']!.nodes, 4),
        afterHeal: [
          { node: 'c1', request: get('lastX', 'x') },
          { node: 'c2', request: get('lastY', 'y') },
        ],
        healAtMs: 1_200,
        endAtMs: 2_200,
        faults: everyFault,
        mortal: roles['client']!.nodes,
      }),
      progress: operations,
      always: everything,
      sometimes: {
        ...both,
        'a client was redirected': aRedirect,
        'the leader changed while a call was open': aChangeOfLeaders,
        'a leader inherited what nobody had applied': inheritsUnapplied,
        'a server gave up entries': aConflict,
        'a server took over a snapshot': aRestoredMachine,
        'a server came back beside a snapshot': restartsBesideSnapshot,
        'a read came before the first commit': aReadBeforeTheFirstCommit,
      },
    },
    {
      id: 'worlds-5',
      title: 'Five servers keep every promise, with two entries in a message',
      kind: 'simulation',
      safety: true,
      points: 8,
      chapter: chapter('many-worlds'),
      cluster: whole({ servers: 5, clients: 3, snapshotEntries: 8, entriesPerMessageMax: 2 }),
      runs: 350,
      plan: ({ roles }) => ({
        requests: traffic(roles['client']!.nodes, 3),
        afterHeal: [{ node: 'c1', request: get('lastX', 'x') }],
        healAtMs: 1_200,
        endAtMs: 2_200,
        faults: everyFault,
        faultsMax: 6,
        mortal: roles['client']!.nodes,
      }),
      progress: operations,
      always: everything,
      sometimes: {
        ...both,
        'the leader changed while a call was open': aChangeOfLeaders,
        'a leader inherited what nobody had applied': inheritsUnapplied,
        'a server gave up entries': aConflict,
        'a server took over a snapshot': aRestoredMachine,
      },
    },
    {
      id: 'progress',
      title: 'When the faults are over, every operation is answered',
      kind: 'simulation',
      points: 6,
      chapter: chapter('many-worlds'),
      cluster: whole({ servers: 3, clients: 2, snapshotEntries: 6 }),
      runs: 150,
      plan: ({ roles }) => ({
        requests: traffic(roles['client']!.nodes, 3),
        afterHeal: [{ node: 'c2', request: get('lastX', 'x') }],
        healAtMs: 800,
        endAtMs: 3_800,
        faults: everyFault,
        mortal: roles['client']!.nodes,
      }),
      live: {
        operations,
        withinMs: 3_000,
        title: 'Every operation of a client that is up is answered',
      },
      finally: caughtUp,
      always: linearizable,
      sometimes: { ...both, 'the leader changed while a call was open': aChangeOfLeaders },
    },
    {
      id: 'idle',
      title: 'Two idle seconds cost their heartbeats, and little more',
      kind: 'budget',
      points: 3,
      chapter: chapter('what-the-whole-costs'),
      cluster: whole({ servers: 3 }),
      runs: 5,
      plan: () => ({ requests: [], healAtMs: 1_000, endAtMs: 2_000, faults: [] }),
      costs: { 'Two idle seconds take 240 messages between servers at most': messagesAtMost(240) },
      always: {},
      sometimes: { 'a round was answered': anAcknowledgement },
    },
    {
      id: 'cost',
      title: 'Twenty operations cost a round trip each, an entry for a write, and a short log',
      kind: 'budget',
      points: 3,
      chapter: chapter('what-the-whole-costs'),
      cluster: whole({ servers: 3, clients: 1, snapshotEntries: 5 }),
      runs: 5,
      plan: () => ({
        requests: [],
        afterHeal: tenOfEach,
        healAtMs: 1_000,
        endAtMs: 2_000,
        faults: [],
      }),
      costs: {
        ...finished,
        'Ten writes and ten gets in two seconds take 400 messages between servers at most':
          messagesAtMost(400),
        'A call that is asked once takes one entry': entriesPerCallAtMost(1),
        'Reads leave no entry in the log': entriesForWritesOnly,
        'A disk holds at most 10 entries that are applied': keptAtMost(10),
      },
      always: {},
      sometimes: both,
    },
  ],
});
