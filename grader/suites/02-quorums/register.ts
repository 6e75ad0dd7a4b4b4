// The checks of the register: what clients see is linearizable, and each rule that this rests on has a check of its own.
import {
  type AnyProtocol,
  type Cluster,
  named,
  type NodeId,
  type PlanShape,
} from '../../sim/index.ts';
import { type Answer, defineSuite } from '../suite.ts';
import { operationOf, read, write } from './register-fields.ts';
import {
  acknowledgedOnDisk,
  allAnswered,
  answeredOnce,
  chainsAtMost,
  laterIsNewer,
  linearizableRegister,
  majorityReplied,
  messagesAtMost,
  neverOlder,
  oneStampOneValue,
  writeOnMajority,
} from './register-promises.ts';
import {
  aCrashWhileStoring,
  anAnswer,
  anOlderStore,
  anOverlap,
  aReadOfAnUnfinishedWrite,
  aRepeatedMessage,
  aRestart,
  equalCounts,
  twoDisks,
} from './register-sightings.ts';
import {
  crashStories,
  inversionStories,
  lostStories,
  fiveStories,
  majorityStories,
  newestStories,
  quietStories,
  stampStories,
  writersStories,
} from './register-stories.ts';

const clusterOf =
  ({ replicas, clients }: { replicas: number; clients: number }) =>
  (answer: Answer): Cluster => ({
    roles: {
      replica: { nodes: named('r', replicas), protocol: () => answer()['replica'] as AnyProtocol },
      client: { nodes: named('c', clients), protocol: () => answer()['client'] as AnyProtocol },
    },
  });

const three = clusterOf({ replicas: 3, clients: 3 });
const five = clusterOf({ replicas: 5, clients: 3 });

/** How a request and its answer are told to belong together. */
const operations = { asked: operationOf, answered: operationOf };

const linearizable = { 'What clients see is linearizable': linearizableRegister };
const once = { 'Every operation is answered once': answeredOnce };
const replied = { 'A client answers only when a majority has replied': majorityReplied };
const onMajority = {
  ...replied,
  'A write that was answered is on the disks of a majority': writeOnMajority,
};
const finished = { 'Every operation is answered': allAnswered };
const seenBoth = {
  'a read was answered': anAnswer('read-done'),
  'a write was answered': anAnswer('write-done'),
};

/** Clients that write and read now and then, each value once. */
function traffic(clients: readonly NodeId[], rounds: number) {
  const values = 'abcdefghijklmnopqrstuvwxyz';
  let count = 0;
  return Array.from({ length: rounds }, () =>
    clients.flatMap((node) => {
      count++;
      return [
        { node, request: write(`write${count}`, values[count - 1]!) },
        { node, request: read(`read${count}`) },
      ];
    }),
  ).flat();
}

const everyFault: PlanShape['faults'] = [
  'loss',
  'duplicate',
  'straggle',
  'crash',
  'crash at write',
  'crash between effects',
  'pause',
  'partition',
  'one-way',
  'clog',
  'slow node',
  'slow disk',
  'failing disk',
  'drift',
  'skew',
  'jump',
];

export default defineSuite({
  exercise: '02-quorums/register',
  title: 'A register that survives its copies',
  exports: { replica: 'protocol', client: 'protocol' },
  hints: [
    'Which two groups of replicas must share a member, so that a read finds the last write?',
    'Follow one operation through its phases: what does the client count, who is counted, and what does it do with the count?',
    'Both operations ask a majority, then store at a majority. A write stores its value under a new stamp, a read what it found.',
    'On a request: send query to all. On a majority of replies: pick the newest, make the version to store, send store to all. On a majority of stored: answer. On the timer: send again to those that were silent.',
  ],
  checks: [
    {
      id: 'quiet',
      title: 'In a quiet world, a read returns what was written last',
      kind: 'scenario',
      opens: true,
      safety: true,
      points: 6,
      chapter: '02-quorums/register#the-brief',
      cluster: three,
      stories: quietStories,
      always: { ...once, ...linearizable },
      sometimes: seenBoth,
      finally: finished,
    },
    {
      id: 'majority',
      title: 'Nothing is answered without a majority',
      kind: 'scenario',
      safety: true,
      points: 10,
      chapter: '02-quorums/register#majorities-meet',
      hints: [
        'How many different replicas stand behind the answer in this story?',
        'Look at what you count, and at whose answers you count: of this operation, of this phase, of this replica?',
        'A majority is more than half of all replicas, and each replica is counted once for each phase of each operation.',
        'Keep, for each operation and phase, a map or a set keyed by the replica. Start it empty with each phase. Ignore what names another operation.',
      ],
      cluster: three,
      stories: majorityStories,
      always: onMajority,
      sometimes: seenBoth,
      finally: finished,
    },
    {
      id: 'five',
      title: 'With five replicas, three are a majority',
      kind: 'scenario',
      safety: true,
      points: 4,
      chapter: '02-quorums/register#majorities-meet',
      cluster: five,
      stories: fiveStories,
      always: onMajority,
      sometimes: seenBoth,
      finally: finished,
    },
    {
      id: 'disk',
      title: 'A replica keeps what it has acknowledged',
      kind: 'scenario',
      safety: true,
      points: 10,
      chapter: '02-quorums/register#disk-before-network',
      hints: [
        'What does the replica in this story know after it has come back?',
        'Look at the order of `persist` and `send` where a replica stores, and at what `start` makes of `durable`.',
        'Whatever a replica acknowledges is on its disk before, and is there again after a crash.',
        'If the version is newer: keep it and persist it. Then, in any case, send stored. In start, begin with `durable ?? initial`.',
      ],
      cluster: three,
      stories: crashStories,
      always: {
        'A replica acknowledges what is on its disk': acknowledgedOnDisk,
        'A replica never goes back to an older version': neverOlder,
      },
      sometimes: { ...seenBoth, 'a node crashed and came back': aRestart },
      finally: finished,
    },
    {
      id: 'newest',
      title: 'The newest version wins, whatever comes last',
      kind: 'scenario',
      safety: true,
      points: 10,
      chapter: '02-quorums/register#stamps',
      hints: [
        'Two versions meet at one node in this story. Which of them is newer, and which one stays?',
        'Look at where a replica decides whether to keep what it is sent, and where a client picks from the replies.',
        'The stamp decides, never the order of arrival: the greater count, then the greater writer.',
        'A replica replaces its version only if the stamp that comes is greater. A client takes the version with the greatest stamp of all replies.',
      ],
      cluster: three,
      stories: newestStories,
      always: {
        ...replied,
        'A replica never goes back to an older version': neverOlder,
        ...linearizable,
      },
      sometimes: seenBoth,
      finally: finished,
    },
    {
      id: 'writers',
      title: 'A write that comes later is newer, whoever writes',
      kind: 'scenario',
      safety: true,
      points: 10,
      chapter: '02-quorums/register#ask-before-you-write',
      hints: [
        'What does the writer in this story know of what others have written?',
        'Look at how a new stamp is made, and at what two replicas hold that were sent equal counts.',
        'A write asks a majority first and takes a count above all that it hears of. Between equal counts, the writer decides, in the same way everywhere.',
        'count = 1 + the greatest of all counts in the replies and of your own; writer = node.id. compareStamps: counts first, then writers.',
      ],
      cluster: three,
      stories: writersStories,
      always: {
        'A replica acknowledges what is on its disk': acknowledgedOnDisk,
        'A write is newer than what was done before it was asked': laterIsNewer,
      },
      sometimes: seenBoth,
      finally: finished,
    },
    {
      id: 'stamps',
      title: 'A stamp belongs to one value, and a value to one stamp',
      kind: 'scenario',
      safety: true,
      points: 10,
      chapter: '02-quorums/register#stamps-across-crashes',
      hints: [
        'In this story, what could the client have known when it picked the stamp for the second time?',
        'Look at what a client has on disk when its first store leaves, and at what a read stores.',
        'A count that has left a client is never used by it again, not even after a crash. A read stores under the stamp that it found.',
        'When a write has its majority of replies: disk.count = 1 + max(disk.count, the newest count); persist it; then send the stores.',
      ],
      cluster: three,
      stories: stampStories,
      always: { 'One stamp, one value': oneStampOneValue },
      sometimes: { ...seenBoth, 'a node crashed and came back': aRestart },
      finally: finished,
    },
    {
      id: 'inversion',
      title: 'No read goes back behind an earlier read',
      kind: 'scenario',
      safety: true,
      points: 12,
      chapter: '02-quorums/register#write-back',
      hints: [
        'Who holds the value that the first read returned, at the moment when it returns it?',
        'Look at what your client does between the majority of replies to a read and its answer.',
        'A read stores the version that it found at a majority before it returns it.',
        'Treat a read like a write from here on: send store with the version and the stamp that you found, wait for a majority of stored, then answer.',
      ],
      cluster: three,
      stories: inversionStories,
      always: { ...replied, ...linearizable },
      sometimes: seenBoth,
      finally: finished,
    },
    {
      id: 'interleavings',
      title: 'A write and two reads are linearizable in every order of events',
      kind: 'exploration',
      safety: true,
      points: 4,
      chapter: '02-quorums/register#write-back',
      cluster: clusterOf({ replicas: 3, clients: 2 }),
      space: {
        requests: { c1: [write('write1', 'a')], c2: [read('read1'), read('read2')] },
        requestOrder: 'one at a time',
        symmetric: [named('r', 3)],
      },
      statesMax: 100_000,
      always: linearizable,
      sometimes: {
        'two disks held what was written': twoDisks,
        'a read returned a value that was still being written': aReadOfAnUnfinishedWrite,
      },
    },
    {
      id: 'replica-crash',
      title: 'A write and a read are linearizable, whenever a replica crashes',
      kind: 'exploration',
      safety: true,
      points: 4,
      chapter: '02-quorums/register#disk-before-network',
      cluster: clusterOf({ replicas: 3, clients: 2 }),
      space: {
        requests: { c1: [write('write1', 'a')], c2: [read('read1')] },
        crashes: { total: 1, roles: ['replica'] },
        symmetric: [named('r', 3)],
      },
      statesMax: 100_000,
      always: linearizable,
      sometimes: {
        'two disks held what was written': twoDisks,
        ...seenBoth,
        'a node crashed and came back': aRestart,
      },
    },
    {
      id: 'writer-crash',
      title: 'No stamp is used twice, whenever the writer crashes',
      kind: 'exploration',
      safety: true,
      points: 4,
      chapter: '02-quorums/register#stamps-across-crashes',
      cluster: clusterOf({ replicas: 2, clients: 1 }),
      space: {
        requests: { c1: [write('write1', 'a'), write('write2', 'b')] },
        requestOrder: 'one at a time',
        crashes: { total: 1, roles: ['client'] },
        symmetric: [named('r', 2)],
      },
      statesMax: 100_000,
      always: { 'One stamp, one value': oneStampOneValue },
      sometimes: {
        'a write was answered': anAnswer('write-done'),
        'a node crashed and came back': aRestart,
      },
    },
    {
      id: 'worlds',
      title: 'What clients see is linearizable under every fault',
      kind: 'simulation',
      safety: true,
      points: 6,
      chapter: '02-quorums/register#one-copy-dies-two-copies-disagree',
      cluster: three,
      runs: 60,
      plan: ({ roles }) => ({
        requests: traffic(roles['client']!.nodes, 2),
        afterHeal: [{ node: 'c1', request: read('last') }],
        healAtMs: 600,
        endAtMs: 2_000,
        faults: everyFault,
        mortal: roles['client']!.nodes,
      }),
      progress: operations,
      always: {
        ...once,
        ...onMajority,
        'A replica acknowledges what is on its disk': acknowledgedOnDisk,
        'A replica never goes back to an older version': neverOlder,
        'One stamp, one value': oneStampOneValue,
        ...linearizable,
      },
      sometimes: {
        'two operations overlapped': anOverlap,
        'a read returned a value that was still being written': aReadOfAnUnfinishedWrite,
        'a replica crashed while a write was stored': aCrashWhileStoring('replica'),
        'a client crashed while it stored': aCrashWhileStoring('client'),
        'an older store came after a newer one': anOlderStore,
        'two writers chose the same count': equalCounts,
        'a message came twice': aRepeatedMessage,
      },
    },
    {
      id: 'lost',
      title: 'What is lost is asked again, until a majority has answered',
      kind: 'scenario',
      points: 4,
      chapter: '02-quorums/register#asking-again',
      hints: [
        'What does your client do when a message of its own, or the answer to it, is lost?',
        'Look at where the timer is set, where it is set anew, and what happens when it runs out in each phase.',
        'Each phase is repeated, to those that have not answered, until a majority has. An older version is acknowledged too.',
        'Set `retry OPERATION` whenever you send a phase. When it fires: send the same message to the silent ones and set it again. Cancel it with the answer.',
      ],
      cluster: three,
      stories: lostStories,
      always: {},
      sometimes: seenBoth,
      finally: finished,
    },
    {
      id: 'progress',
      title: 'When the faults are over, every operation is answered',
      kind: 'simulation',
      points: 4,
      chapter: '02-quorums/register#asking-again',
      hints: [
        'What does your client do when a message of its own, or the answer to it, is lost?',
        'Look at where the timer is set, where it is set anew, and what happens when it runs out in each phase.',
        'Each phase is repeated, to those that have not answered, until a majority has. An older version is acknowledged too.',
        'Set `retry OPERATION` whenever you send a phase. When it fires: send the same message to the silent ones and set it again. Cancel it with the answer.',
      ],
      cluster: five,
      runs: 40,
      plan: ({ roles }) => ({
        requests: traffic(roles['client']!.nodes, 2),
        afterHeal: [{ node: 'c2', request: write('last', 'z') }],
        healAtMs: 400,
        endAtMs: 1_400,
        faults: everyFault,
        mortal: roles['client']!.nodes,
      }),
      live: {
        operations,
        withinMs: 1_000,
        title: 'Every operation of a client that is up is answered',
      },
      always: linearizable,
      sometimes: seenBoth,
    },
    {
      id: 'cost',
      title: 'An operation takes at most two round trips',
      kind: 'budget',
      points: 2,
      chapter: '02-quorums/register#what-it-costs',
      cluster: three,
      runs: 10,
      plan: () => ({
        requests: traffic(['c1'], 1),
        healAtMs: 400,
        endAtMs: 1_000,
        faults: [],
      }),
      costs: {
        ...finished,
        'An operation takes at most two round trips': chainsAtMost(4),
        'An operation takes at most four messages for each replica': messagesAtMost(4),
      },
      always: {},
      sometimes: seenBoth,
    },
  ],
});
