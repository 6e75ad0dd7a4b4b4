// How fast replication mends what differs, that it comes to an end, and what it costs.
import { named } from '../../sim/index.ts';
import type { Check } from '../suite.ts';
import { everyFault } from './clusters.ts';
import {
  appendEntriesAtMost,
  entriesSentAtMost,
  roundTripsAtMost,
  termsAtMost,
} from './replication-goals.ts';
import { applied, equal, seenAppended, chapter } from './replication-kept.ts';
import { backUpStories, catchUpStories, sparingStories } from './replication-pace-stories.ts';
import { entriesAtMost } from './replication-promises.ts';
import { aBatch, aConflict, anApplication, severalLeaders } from './replication-sightings.ts';
import { cluster } from './replication-worlds.ts';
import { allAnswered, get, operations, traffic } from './store.ts';

export const pace: readonly Check[] = [
  {
    id: 'catch-up',
    title: 'A server that is far behind is brought up to date by answers, not by heartbeats',
    kind: 'scenario',
    points: 6,
    chapter: chapter('batches'),
    hints: [
      'What makes your leader send the next batch: an answer, or its timer?',
      'Look at what `onAppended` and `onRejected` return, and at how many entries a message holds.',
      'As long as there is more to send, an answer is a reason to send it. A message holds as many entries as it may.',
      'onAppended: return true if this answer was news and match < lastIndex(disk). onRejected: return true. replicate: entriesFrom(disk, next, entriesPerMessageMax).',
    ],
    cluster: cluster({ servers: 3 }),
    stories: catchUpStories,
    always: { 'At most 16 entries are in a message': entriesAtMost(16) },
    sometimes: { ...seenAppended, 'a message held several entries': aBatch },
    finally: {
      ...equal,
      'A hundred entries take twenty round trips at most': roundTripsAtMost('n3', 20),
    },
  },
  {
    id: 'back-up',
    title: 'Fifty entries that differ are found in a few round trips',
    kind: 'scenario',
    points: 6,
    chapter: chapter('the-fast-way-back'),
    hints: [
      'How many entries does each rejection in this story skip?',
      'Look at which index a follower names when it rejects, and at where `onRejected` goes from there.',
      'A rejection skips all entries of a term at once: the follower says where that term begins in its log.',
      'Follower: conflictTerm = termAt(disk, prevLogIndex); go back while the entry before is of that term. Leader: if it has entries of conflictTerm, next = the index after the last of them; else next = conflictIndex.',
    ],
    cluster: cluster({ servers: 3 }),
    stories: backUpStories,
    always: {},
    sometimes: { ...seenAppended, 'a server gave up entries': aConflict },
    finally: {
      ...equal,
      'Fifty entries take twenty round trips at most': roundTripsAtMost('n1', 20),
    },
  },
  {
    id: 'sparing',
    title: 'What both logs share is not sent again',
    kind: 'scenario',
    points: 4,
    chapter: chapter('where-to-begin'),
    hints: [
      'What was this server sent, and which of it did it hold already?',
      'Look at where a new leader begins, and at how far `onRejected` goes back.',
      'A new leader begins at the end of its log. After a rejection it goes back as far as the answer says, and no further.',
      'onElected: forget all; nextIndex of a follower that has not answered yet is lastIndex + 1, or the first entry of the own term. onRejected: see the check before this one.',
    ],
    cluster: cluster({ servers: 3 }),
    stories: sparingStories,
    always: {},
    sometimes: seenAppended,
    finally: {
      ...equal,
      'A server is sent little more than it lacks': entriesSentAtMost('n3', 100),
    },
  },
  {
    id: 'progress',
    title: 'When the faults are over, every operation is answered',
    kind: 'simulation',
    points: 4,
    chapter: chapter('the-fast-way-back'),
    cluster: cluster({ servers: 3, clients: 2 }),
    runs: 50,
    plan: ({ roles }) => ({
      requests: traffic(named('c', 2), 3),
      afterHeal: [{ node: 'c1', request: get('last') }],
      healAtMs: 1_200,
      endAtMs: 4_200,
      faults: everyFault,
      victims: roles['server']!.nodes,
    }),
    live: {
      operations,
      withinMs: 3_000,
      title: 'Every operation is answered',
    },
    always: applied,
    sometimes: { 'several servers led': severalLeaders, 'entries were applied': anApplication },
    finally: equal,
  },
  {
    id: 'cost',
    title: 'Two seconds with ten operations cost little more than their heartbeats',
    kind: 'budget',
    points: 6,
    chapter: chapter('what-it-costs'),
    cluster: cluster({ servers: 3, clients: 1 }),
    runs: 10,
    plan: () => ({
      requests: traffic(['c1'], 5),
      healAtMs: 1_000,
      endAtMs: 2_000,
      faults: [],
    }),
    always: {},
    sometimes: seenAppended,
    costs: {
      'Every operation is answered': allAnswered,
      'Nobody stands for election while the leader is heard': termsAtMost(3),
      'Two seconds with ten operations take 150 AppendEntries at most': appendEntriesAtMost(150),
    },
  },
];
