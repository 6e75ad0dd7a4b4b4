// The checks of commits: what is committed stays, what is applied was committed, in order and once in a boot, and nothing
// that can be committed waits for long.
import { defineSuite, type Hints } from '../suite.ts';
import { compacting, growing, plain, probing, rivalsInTurn, twoRivals } from './commit-clusters.ts';
import {
  allApplied,
  appliedIsOnMajorityOf,
  commitNeverFalls,
  hasApplied,
  oneEntryMoreForEachTerm,
  writesAtMost,
} from './commit-promises.ts';
import {
  aCommit,
  anOverwrite,
  appliedOfType,
  appliesAgain,
  aRestart,
  commitBeyondMatch,
  inheritsUnapplied,
  leadsInTerm,
  oldEntryOnMajority,
  restartsBesideSnapshot,
  severalAtOnce,
} from './commit-sightings.ts';
import {
  figureEight,
  followerStories,
  inheritedStories,
  learnerStories,
  majorityStories,
  orderStories,
  quietStories,
  restartStories,
  roundTripStories,
  stayStories,
} from './commit-stories.ts';
import { everyFault } from './clusters.ts';
import { leadersHoldAllCommitted, raftProperties, sameApplied } from './promises.ts';
import { appliedIsOnMajority, appliesInOrder } from './servers-promises.ts';
import { get, linearizableStore, operations, traffic } from './store.ts';
import { proposal, three } from './steps.ts';

const inOrder = { 'A server applies one entry after the other, each once': appliesInOrder };
const same = { 'All servers apply the same entries': sameApplied };
const onMajority = { 'What is applied is on the disks of a majority': appliedIsOnMajority };
const stays = { 'The commit index of a server never goes back': commitNeverFalls };
const everything = { ...raftProperties, ...onMajority, ...inOrder, ...stays };
const everywhere = { 'All that is on the disks is applied, everywhere': allApplied };
const aValue = { 'a value was applied': appliedOfType('value') };

const figureEightHints: Hints = [
  'The entry that was lost in this story was on the disks of a majority. Who could still be elected without it?',
  'Look at the terms: of the entry that is committed, and of the leader that commits it.',
  'A leader counts copies of entries of its own term only. What comes before such an entry is committed along with it.',
  'In onProgress: from the end of the log down to commitIndex + 1, as long as termAt(disk, index) is disk.currentTerm, take the first index that hasQuorum of holders.',
];
const inheritedHints: Hints = [
  'Who could commit the entry that waits in this story, and what would have to happen first?',
  'Look at onElected, and at what your onProgress does with entries of earlier terms.',
  'A leader begins its term with an entry of its own, a no-op. As soon as that is committed, all before it is.',
  'onElected: append { term: disk.currentTerm, command: no-op }, then persist. onProgress must get past entries of earlier terms to see the one of its own term behind them.',
];

/** Proposals to everybody: those who don't lead ignore them. */
const proposalsToAll = (rounds: number) =>
  Array.from({ length: rounds }, (_, round) =>
    three.map((node) => ({ node, request: proposal(`${node}-${round + 1}`) })),
  ).flat();

export default defineSuite({
  exercise: '03-raft/commit',
  title: 'Commit and apply',
  exports: {
    commit: {
      handlers: ['start', 'onElected', 'onProgress', 'onMatched', 'applyCommitted'],
    },
  },
  imports: ['#raft'],
  hints: [
    'Which entries can no future leader be without? Only those may be applied.',
    'Each of the five handlers is a few lines. Which of them runs on a leader, which on a follower, and which on both?',
    'A leader commits what a majority holds and is of its own term; a follower what its leader has committed and its own log is known to match. Both apply up to there, in order.',
    'start: both indexes begin at the snapshot. onElected: append a no-op, persist. onProgress: the highest index of the own term on a majority. onMatched: max(commitIndex, min(leaderCommit, matchIndex)). applyCommitted: while lastApplied < commitIndex.',
  ],
  checks: [
    {
      id: 'quiet',
      title: 'In a quiet cluster, what is proposed is applied by everybody',
      kind: 'scenario',
      opens: true,
      safety: true,
      points: 6,
      chapter: '03-raft/commit#the-brief',
      cluster: plain({ servers: 3 }),
      stories: quietStories,
      always: { ...same, ...inOrder },
      sometimes: aValue,
      finally: everywhere,
    },
    {
      id: 'majority',
      title: 'Nothing is applied before a majority has it on disk',
      kind: 'scenario',
      safety: true,
      points: 10,
      chapter: '03-raft/commit#counting-copies',
      hints: [
        'How many servers hold the entry in this story, on disk, when it is applied?',
        'Look at whom you count, and at what you know of each: that it has answered, or that it holds this entry?',
        'A server holds an entry if its match index reaches it. The leader holds all of its log. More than half of all voters must hold it.',
        'Holders of index: node.id, and every peer of server.matchIndex with match >= index. Ask hasQuorum(server.configuration, holders).',
      ],
      cluster: plain({ servers: 4 }),
      stories: majorityStories,
      always: { ...onMajority, ...same },
      sometimes: aValue,
      finally: everywhere,
    },
    {
      id: 'inherited',
      title: 'What a leader inherits is committed without any client',
      kind: 'scenario',
      safety: true,
      points: 10,
      chapter: '03-raft/commit#a-no-op-to-begin-with',
      hints: inheritedHints,
      cluster: plain({ servers: 3 }),
      stories: inheritedStories,
      always: { ...raftProperties, ...onMajority, ...inOrder },
      sometimes: aValue,
      finally: everywhere,
    },
    {
      id: 'figure-8',
      title: 'What was committed is never overwritten: Figure 8',
      kind: 'scenario',
      safety: true,
      points: 14,
      chapter: '03-raft/commit#figure-8',
      hints: figureEightHints,
      cluster: plain({ servers: 5, entriesPerMessageMax: 1 }),
      stories: figureEight,
      always: {
        'Every leader holds all that was committed': leadersHoldAllCommitted,
        ...same,
        ...onMajority,
      },
      sometimes: {
        'an entry of an earlier term was on a majority': oldEntryOnMajority,
        'an entry of term 4 was committed in the end': aCommit('4 no-op'),
      },
    },
    {
      id: 'two-rivals',
      title: 'Two leaders in turn, in every order of events: nothing committed is lost',
      kind: 'exploration',
      safety: true,
      points: 6,
      chapter: '03-raft/commit#figure-8',
      hints: figureEightHints,
      cluster: twoRivals({ servers: 3, entriesPerMessageMax: 1 }),
      space: rivalsInTurn,
      statesMax: 100_000,
      always: {
        'Every leader holds all that was committed': leadersHoldAllCommitted,
        ...same,
        ...inOrder,
      },
      sometimes: {
        'the entry of term 3 was committed': aCommit('3 no-op'),
        'n3 led in term 4': leadsInTerm('n3', 4),
      },
    },
    {
      id: 'follower',
      title: 'A follower applies only what its leader is known to have as well',
      kind: 'scenario',
      safety: true,
      points: 8,
      chapter: '03-raft/commit#followers',
      hints: [
        'Who put the entry that was applied in this story into that log, and does the leader have it?',
        'Look at onMatched: what do you know of the log beyond matchIndex?',
        'The leader has committed all up to leaderCommit in its own log. This log equals it up to matchIndex, and no further.',
        'onMatched: server.commitIndex = max(server.commitIndex, min(leaderCommit, matchIndex)).',
      ],
      cluster: probing({ servers: 3 }),
      stories: followerStories,
      always: { ...same, ...onMajority, ...inOrder },
      sometimes: {
        'a leader committed more than a message showed to match': commitBeyondMatch,
        'an entry of term 2 was committed': aCommit('2 no-op'),
      },
    },
    {
      id: 'stays',
      title: 'The commit index never goes back',
      kind: 'scenario',
      safety: true,
      points: 5,
      chapter: '03-raft/commit#followers',
      hints: [
        'What did the server in this story know before the message came that says less?',
        'Look at every place where commitIndex is set. Can what is set be lower than what was there?',
        'What is committed stays committed. An old message may say less, and takes nothing back.',
        'onMatched: never below server.commitIndex. onElected: leave it alone; a new leader knows what it knew before.',
      ],
      cluster: plain({ servers: 3 }),
      stories: stayStories,
      always: { ...stays, ...same },
      sometimes: { 'an entry of term 2 was committed': aCommit('2 no-op') },
    },
    {
      id: 'alone',
      title: 'A cluster of one applies what is on its disk, whenever it crashes',
      kind: 'exploration',
      safety: true,
      points: 5,
      chapter: '03-raft/commit#its-own-disk-first',
      hints: [
        'Where is the entry when it is applied, and what is left of it after a crash?',
        'Look at onElected: a leader counts itself among those who hold an entry. Since when does it hold the no-op?',
        'A leader may count itself, since what it appends is on its own disk before anything else happens. That is true of the no-op only if you persist it.',
        'onElected: append, then node.persist(server.disk), in this order, and nothing before it.',
      ],
      cluster: plain({ servers: 1 }),
      space: {
        requests: { n1: [proposal('a'), proposal('b')] },
        timerFires: 2,
        crashes: { total: 2 },
      },
      statesMax: 50_000,
      always: { ...onMajority, ...inOrder, ...same },
      sometimes: { ...aValue, 'a server crashed and came back': aRestart },
    },
    {
      id: 'order',
      title: 'All that is committed at once is applied at once, in order',
      kind: 'scenario',
      safety: true,
      points: 5,
      chapter: '03-raft/commit#applying',
      cluster: plain({ servers: 3 }),
      stories: orderStories,
      always: { ...inOrder, ...same },
      sometimes: { 'one event made a server apply several entries': severalAtOnce },
      finally: everywhere,
    },
    {
      id: 'restart',
      title: 'After a crash, a server goes on where its snapshot ends',
      kind: 'scenario',
      safety: true,
      points: 8,
      chapter: '03-raft/commit#after-a-crash',
      hints: [
        'What state is the machine in when the server boots, and what is known to be committed?',
        'Look at start, and at where you count: server.lastApplied, or something of your own?',
        'The machine begins in the state of the snapshot. All after it is applied once more, as soon as it is known to be committed; that it is on the disk says nothing.',
        'start: commitIndex and lastApplied begin at server.disk.snapshot.lastIndex. applyCommitted goes by server.lastApplied and entryAt, which know of snapshots.',
      ],
      cluster: compacting({ servers: 3, snapshotEntries: 3 }),
      stories: restartStories,
      always: { ...inOrder, ...everything },
      sometimes: {
        'a server applied again what it had applied before a crash': appliesAgain,
        'a server came back beside a snapshot': restartsBesideSnapshot,
      },
      finally: everywhere,
    },
    {
      id: 'learners',
      title: 'Only those who have a vote are counted',
      kind: 'scenario',
      safety: true,
      points: 3,
      chapter: '03-raft/commit#counting-copies',
      cluster: growing({ servers: 4, voters: three }),
      stories: learnerStories,
      always: {
        'What is applied is on the disks of a majority of the voters': appliedIsOnMajorityOf(three),
      },
      sometimes: { 'a configuration was applied': appliedOfType('configuration') },
      finally: everywhere,
    },
    {
      id: 'round-trip',
      title: 'A commit takes one round trip to a majority',
      kind: 'scenario',
      points: 5,
      chapter: '03-raft/commit#what-it-costs',
      hints: [
        'What else does your leader wait for in this story?',
        'Look at what must be so for an index to be committed: does it depend on later entries, on heartbeats, or on servers beyond a majority?',
        'An entry is committed in the very event in which the leader hears that a majority holds it, whatever comes behind it in the log.',
        'onProgress goes down from the end of the log to the first index that a majority holds, and takes that one.',
      ],
      cluster: plain({ servers: 3 }),
      stories: roundTripStories,
      always: same,
      sometimes: aValue,
      finally: { 'A value that a majority holds is applied by its leader': hasApplied('n1', 'a') },
    },
    {
      id: 'worlds',
      title: 'Raft’s promises hold under every fault, with snapshots and clients',
      kind: 'simulation',
      safety: true,
      points: 7,
      chapter: '03-raft/commit#what-must-hold',
      cluster: compacting({
        servers: 3,
        clients: 2,
        snapshotEntries: 5,
        entriesPerMessageMax: 3,
      }),
      runs: 100,
      plan: ({ roles }) => ({
        requests: traffic(roles['client']!.nodes, 4),
        afterHeal: [{ node: 'c1', request: get('last') }],
        healAtMs: 1_500,
        endAtMs: 3_000,
        faults: everyFault,
      }),
      progress: operations,
      always: { ...everything, 'What clients see is linearizable': linearizableStore },
      sometimes: {
        'a leader inherited what nobody had applied': inheritsUnapplied,
        'a server applied again what it had applied before a crash': appliesAgain,
        'a server came back beside a snapshot': restartsBesideSnapshot,
        'an entry gave way to another leader’s': anOverwrite,
        'one event made a server apply several entries': severalAtOnce,
      },
    },
    {
      id: 'progress',
      title: 'When the faults are over, all that is on the disks is applied',
      kind: 'simulation',
      points: 5,
      chapter: '03-raft/commit#a-no-op-to-begin-with',
      hints: inheritedHints,
      cluster: plain({ servers: 3 }),
      runs: 100,
      plan: () => ({
        requests: proposalsToAll(4),
        healAtMs: 1_000,
        endAtMs: 4_000,
        faults: everyFault,
      }),
      always: same,
      sometimes: { 'a leader inherited what nobody had applied': inheritsUnapplied },
      finally: everywhere,
    },
    {
      id: 'cost',
      title: 'Commits write nothing, and logs grow by what is proposed',
      kind: 'budget',
      points: 3,
      chapter: '03-raft/commit#what-it-costs',
      cluster: plain({ servers: 3 }),
      runs: 5,
      plan: () => ({
        requests: [],
        afterHeal: proposalsToAll(3),
        healAtMs: 320,
        endAtMs: 430,
        faults: [],
      }),
      costs: {
        'A log grows by one entry for each term, beside what is proposed': oneEntryMoreForEachTerm,
        'A server writes once for each entry, and twice for each term': writesAtMost,
      },
      always: {},
      sometimes: aValue,
    },
  ],
});
