// The checks of snapshots that try many orders of events: all of a small world, and random worlds with every fault.
import type { Check } from '../suite.ts';
import { everyFault } from './clusters.ts';
import { cluster, three, threeWith } from './snapshots-clusters.ts';
import {
  anApplied,
  anOldSnapshot,
  aRestartFromASnapshot,
  aTail,
  keptAtMost,
  oneSnapshotFor,
} from './snapshots-sightings.ts';
import { costStories } from './snapshots-stories.ts';
import {
  acknowledged,
  caughtUp,
  everything,
  inOrder,
  installed,
  notBack,
  taken,
} from './snapshots-watched.ts';
import { proposal } from './steps.ts';
import { get, operations, put, traffic } from './store.ts';

export const worldChecks: readonly Check[] = [
  {
    id: 'interleavings',
    title: 'An acknowledgement holds, whatever comes when, and whoever crashes',
    kind: 'exploration',
    safety: true,
    points: 4,
    chapter: '03-raft/snapshots#one-write',
    cluster: three,
    // n1 has begun to lead with the help of n2. From there a value is proposed, and any one server crashes.
    space: {
      requests: { n1: [proposal('a')] },
      crashes: { total: 1 },
      towards: [
        {
          name: 'n1 leads and has applied its first entry',
          until: anApplied,
          only: ['n1', 'n2'],
          timerFires: 1,
          thenLose: true,
        },
      ],
    },
    statesMax: 200_000,
    always: { ...acknowledged, ...notBack, ...inOrder },
    sometimes: {
      ...taken,
      'a server began with a snapshot': aRestartFromASnapshot,
    },
  },
  {
    id: 'worlds',
    title: 'Snapshots change nothing that clients see, under every fault',
    kind: 'simulation',
    safety: true,
    points: 6,
    chapter: '03-raft/snapshots#the-brief',
    cluster: threeWith(4),
    runs: 120,
    plan: ({ roles }) => ({
      requests: traffic(roles['client']!.nodes, 5),
      afterHeal: [{ node: 'c1', request: get('last') }],
      healAtMs: 1_200,
      endAtMs: 2_000,
      faults: everyFault,
    }),
    progress: operations,
    always: everything,
    sometimes: {
      ...taken,
      ...installed,
      'the log went on after a snapshot': aTail,
      'a server began with a snapshot': aRestartFromASnapshot,
      'a snapshot came late or twice': anOldSnapshot,
    },
  },
  {
    id: 'catch-up',
    title: 'When the faults are over, every server catches up while the others go on',
    kind: 'simulation',
    points: 5,
    chapter: '03-raft/snapshots#one-that-never-catches-up',
    cluster: threeWith(4),
    runs: 90,
    plan: ({ roles }) => ({
      requests: traffic(roles['client']!.nodes, 6),
      afterHeal: Array.from({ length: 10 }, (_, index) => ({
        node: index % 2 === 0 ? 'c1' : 'c2',
        request: put(`late${index}`, `${index}`),
      })),
      healAtMs: 1_000,
      endAtMs: 4_000,
      // What makes a server fall behind, and then miss the snapshot that it is sent.
      faults: ['loss', 'straggle', 'crash', 'pause'],
      faultsMax: 6,
      victims: roles['server']!.nodes,
    }),
    live: {
      operations,
      withinMs: 3_000,
      title: 'Every operation of a client that is up is answered',
    },
    finally: caughtUp,
    always: { ...inOrder, ...notBack },
    sometimes: { ...taken, ...installed },
  },
  {
    id: 'cost',
    title: 'A disk holds few entries, and is not filled with snapshots',
    kind: 'scenario',
    points: 4,
    chapter: '03-raft/snapshots#what-it-costs',
    hints: [
      'How many entries had been applied since the last snapshot when the next one was taken, in this story?',
      'Look at the condition under which a snapshot is taken: what is counted, and from where?',
      'A snapshot costs a write of the whole state, and an entry costs room until it is in one. `snapshotEntries` is the measure of both.',
      'if (lastApplied - disk.snapshot.lastIndex < settings.snapshotEntries) return;',
    ],
    cluster: cluster({ servers: 3, snapshotEntries: 10 }),
    stories: costStories,
    finally: {
      'A server takes a snapshot for every 5 entries at most': oneSnapshotFor(5),
      'A disk holds at most 20 entries that are applied': keptAtMost(20),
    },
    always: {},
    sometimes: taken,
  },
];
