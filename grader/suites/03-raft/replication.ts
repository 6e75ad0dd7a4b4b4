// The checks of log replication: what a server takes, what it acknowledges, and what its leader makes of that.
import { named } from '../../sim/index.ts';
import { defineSuite } from '../suite.ts';
import { everyFault } from './clusters.ts';
import { rules } from './replication-rules.ts';
import { pace } from './replication-pace.ts';
import { proposal as propose } from './steps.ts';
import { raftProperties } from './promises.ts';
import { appliedByAll } from './replication-goals.ts';
import {
  onDisk,
  stays,
  match,
  ordered,
  appendOnly,
  truthful,
  counted,
  applied,
  seenAppended,
  chapter,
} from './replication-kept.ts';
import {
  answersAll,
  entriesAtMost,
  noNewsNoMessage,
  rejectsOnlyConflicts,
} from './replication-promises.ts';
import {
  aBatch,
  aConflict,
  aLateMessage,
  anApplication,
  aRejection,
  aRepeatedMessage,
  aRestart,
  aRound,
  holds,
  leads,
  severalLeaders,
} from './replication-sightings.ts';
import { quietStories } from './replication-stories.ts';
import { cluster, withoutCommits, withReads, withSnapshots } from './replication-worlds.ts';
import { operations, traffic } from './store.ts';

export default defineSuite({
  exercise: '03-raft/replication',
  title: 'Log replication',
  exports: {
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
  },
  imports: ['#raft'],
  hints: [
    'Which entry of whose log is the first that differs in this story, and which message brought it there?',
    'Follow one AppendEntries: what it says (`prevLogIndex`, `prevLogTerm`, `entries`), what the follower makes of its log, and what it answers.',
    'A follower takes entries only where its log holds the entry that they follow on; it gives up entries only for others in their place; and it acknowledges what the message has shown, once that is on disk.',
    'onAppendEntries: old term or no entry of prevLogTerm at prevLogIndex: reject. Else walk over the entries; at the first one whose term differs from yours, truncate there and append the rest; persist; answer with prevLogIndex + entries.length.',
  ],
  checks: [
    {
      id: 'quiet',
      title: 'In a quiet world, what is proposed reaches every log',
      kind: 'scenario',
      opens: true,
      safety: true,
      points: 6,
      chapter: chapter('the-brief'),
      cluster: cluster({ servers: 3 }),
      stories: quietStories,
      always: {
        ...truthful,
        ...applied,
        'An answer without news is not answered': noNewsNoMessage,
      },
      sometimes: { ...seenAppended, 'entries were applied': anApplication },
      finally: {
        'In the end, all servers have applied what was proposed': appliedByAll('a', 'b', 'c'),
      },
    },
    ...rules,
    {
      id: 'answers',
      title: 'Every AppendEntries is answered, and rightly',
      kind: 'simulation',
      points: 4,
      chapter: chapter('what-an-answer-says'),
      cluster: withReads({ servers: 3, clients: 1 }),
      runs: 30,
      plan: () => ({
        requests: traffic(['c1'], 4),
        healAtMs: 1_500,
        endAtMs: 3_000,
        faults: ['straggle', 'duplicate', 'partition', 'pause'],
      }),
      progress: operations,
      always: {
        'Every AppendEntries is answered, for its round': answersAll,
        'Nobody rejects what follows on its log': rejectsOnlyConflicts,
      },
      sometimes: { ...seenAppended, 'rounds were counted': aRound },
    },
    {
      id: 'orders',
      title:
        'Two entries reach a follower, in every order of messages and whenever somebody crashes',
      kind: 'exploration',
      safety: true,
      points: 4,
      chapter: chapter('only-a-conflict-takes-away'),
      cluster: withoutCommits({ servers: 2 }),
      space: {
        requests: { n1: [propose('a'), propose('b')] },
        timerFires: 1,
        crashes: { total: 1 },
      },
      statesMax: 100_000,
      always: { ...onDisk, ...stays, ...match, ...appendOnly },
      sometimes: { ...seenAppended, 'a server crashed and came back': aRestart },
    },
    {
      id: 'conflicts',
      title:
        'Two entries replace two others, in every order of messages and whenever somebody crashes',
      kind: 'exploration',
      safety: true,
      points: 4,
      chapter: chapter('the-consistency-check'),
      cluster: withoutCommits({ servers: 3 }),
      space: {
        requests: { n1: [propose('x'), propose('y')], n2: [propose('a'), propose('b')] },
        towards: [
          {
            name: 'n1 leads',
            until: leads('n1'),
            only: ['n1', 'n2'],
            timerFires: 1,
            thenLose: true,
          },
          { name: 'n1 holds x and y', until: holds('n1', 2), only: ['n1'], thenLose: true },
          {
            name: 'n2 leads',
            until: leads('n2'),
            only: ['n2', 'n3'],
            timerFires: 1,
            thenLose: true,
          },
        ],
        crashes: { total: 1 },
      },
      statesMax: 100_000,
      always: { ...onDisk, ...stays, ...match, ...ordered },
      sometimes: { ...seenAppended, 'a server gave up entries': aConflict },
    },
    {
      id: 'worlds',
      title: 'Logs agree under every fault',
      kind: 'simulation',
      safety: true,
      points: 6,
      chapter: chapter('the-consistency-check'),
      cluster: withSnapshots({
        servers: 3,
        clients: 2,
        entriesPerMessageMax: 4,
        snapshotEntries: 8,
      }),
      runs: 130,
      plan: ({ roles }) => ({
        requests: traffic(named('c', 2), 4),
        healAtMs: 2_000,
        endAtMs: 3_500,
        faults: everyFault,
        victims: roles['server']!.nodes,
      }),
      progress: operations,
      always: {
        ...raftProperties,
        ...onDisk,
        ...stays,
        ...ordered,
        ...truthful,
        ...counted,
        'At most four entries are in a message': entriesAtMost(4),
      },
      sometimes: {
        'several servers led': severalLeaders,
        'a server rejected entries': aRejection,
        'a server gave up entries': aConflict,
        'a message came late': aLateMessage,
        'a message came twice': aRepeatedMessage,
        'a message held several entries': aBatch,
        'a server crashed and came back': aRestart,
      },
    },
    ...pace,
  ],
});
