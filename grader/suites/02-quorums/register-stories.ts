// The scripted stories of the register. Each goes on to its end: what is still open is asked again, until all is
// delivered; so an answer that asks in another order, or fewer replicas at first, comes through as well.
import { fingerprint, type NodeId, type Schedule, type Step } from '../../sim/index.ts';
import { type Named, operationOf, read, write } from './register-fields.ts';

const asks = (node: NodeId, request: Named): Step => ({ do: 'request', node, request });

const deliver = (from: NodeId, to: NodeId, type: string) =>
  ({ do: 'deliver', from, to, type }) as const;

/** This very message, be it for the first time or once more. */
const deliverThis = (from: NodeId, to: NodeId, message: Named) => ({
  ...deliver(from, to, message.type),
  content: fingerprint(message),
});

const query = (client: NodeId, operation: string, replica: NodeId) =>
  deliverThis(client, replica, { type: 'query', operation });

const queries = (client: NodeId, operation: string, replicas: readonly NodeId[]) =>
  replicas.flatMap((replica) => [
    query(client, operation, replica),
    deliver(replica, client, 'reply'),
  ]);

const stores = (client: NodeId, replicas: readonly NodeId[]) =>
  replicas.flatMap((replica) => [
    deliver(client, replica, 'store'),
    deliver(replica, client, 'stored'),
  ]);

const crash = (node: NodeId): Step => ({ do: 'crash', node });
const restart = (node: NodeId): Step => ({ do: 'restart', node });
const settle: Step = { do: 'settle' };

/** All goes well from here: the network is whole, and what is still open is asked again, twice. */
function toTheEnd(story: Schedule): Schedule {
  const retries = story.flatMap((step): Step[] => {
    if (step.do !== 'request') return [];
    return [{ do: 'timer', node: step.node, timer: `retry ${operationOf(step.request)}` }];
  });
  return [...story, { do: 'heal' }, settle, ...retries, settle, ...retries, settle];
}

const told = (stories: Record<string, Schedule>): Record<string, Schedule> =>
  Object.fromEntries(Object.entries(stories).map(([name, story]) => [name, toTheEnd(story)]));

/** One writer, nothing at the same time, nothing lost. */
export const quietStories = told({
  'one writes, all read': [
    asks('c2', read('read1')),
    settle,
    asks('c1', write('write1', 'a')),
    settle,
    asks('c2', read('read2')),
    settle,
    asks('c1', write('write2', 'b')),
    settle,
    asks('c3', read('read3')),
    settle,
    asks('c1', read('read4')),
    settle,
  ],
});

const nothingYet: Named = {
  type: 'reply',
  operation: 'write1',
  stamp: { count: 0, writer: '' },
  value: null,
};

export const majorityStories = told({
  'one of three can be reached': [
    {
      do: 'partition',
      groups: [
        ['c1', 'r1'],
        ['c2', 'r2', 'r3'],
      ],
    },
    asks('c1', read('read1')),
    settle,
    asks('c1', write('write1', 'a')),
    settle,
    asks('c2', write('write2', 'b')),
    settle,
    asks('c2', read('read2')),
    settle,
  ],
  'one of three is down': [
    crash('r3'),
    asks('c1', write('write1', 'a')),
    settle,
    asks('c2', read('read1')),
    settle,
  ],
  'one replica replies again and again': [
    asks('c1', write('write1', 'a')),
    ...queries('c1', 'write1', ['r1']),
    deliverThis('r1', 'c1', nothingYet),
    deliverThis('r1', 'c1', nothingYet),
    ...stores('c1', ['r1', 'r2']),
  ],
  'one replica acknowledges again and again': [
    asks('c1', write('write1', 'a')),
    ...queries('c1', 'write1', ['r1', 'r2']),
    ...stores('c1', ['r1']),
    deliverThis('r1', 'c1', { type: 'stored', operation: 'write1' }),
    deliverThis('r1', 'c1', { type: 'stored', operation: 'write1' }),
  ],
  'late replies to the query': [
    asks('c1', write('write1', 'a')),
    ...queries('c1', 'write1', ['r1', 'r2', 'r3']),
    ...stores('c1', ['r1']),
  ],
  'late acknowledgements of an earlier write': [
    asks('c1', write('write1', 'a')),
    ...queries('c1', 'write1', ['r1', 'r2']),
    ...stores('c1', ['r1', 'r2']),
    deliver('c1', 'r3', 'store'),
    asks('c1', write('write2', 'b')),
    ...queries('c1', 'write2', ['r1', 'r2']),
    deliver('r3', 'c1', 'stored'),
    ...stores('c1', ['r1']),
  ],
  'late replies to an earlier read': [
    asks('c1', read('read1')),
    ...queries('c1', 'read1', ['r1', 'r2']),
    query('c1', 'read1', 'r3'),
    ...stores('c1', ['r1', 'r2']),
    asks('c1', read('read2')),
    deliver('r3', 'c1', 'reply'),
    ...queries('c1', 'read2', ['r1']),
    ...stores('c1', ['r1', 'r2']),
  ],
});

/** With five replicas. */
export const fiveStories = told({
  'two of five can be reached': [
    {
      do: 'partition',
      groups: [
        ['c1', 'r1', 'r2'],
        ['c2', 'r3', 'r4', 'r5'],
      ],
    },
    asks('c1', write('write1', 'a')),
    settle,
    asks('c2', write('write2', 'b')),
    settle,
    asks('c2', read('read1')),
    settle,
  ],
  'two of five have stored': [
    asks('c1', write('write1', 'a')),
    ...queries('c1', 'write1', ['r1', 'r2', 'r3']),
    ...stores('c1', ['r1', 'r2']),
    asks('c2', read('read1')),
    ...queries('c2', 'read1', ['r3', 'r4', 'r5']),
  ],
  'two of five are down': [
    crash('r1'),
    crash('r5'),
    asks('c1', write('write1', 'a')),
    settle,
    asks('c2', read('read1')),
    settle,
  ],
});

export const crashStories = told({
  'a replica crashes after it has acknowledged': [
    asks('c1', write('write1', 'a')),
    ...queries('c1', 'write1', ['r1', 'r2']),
    ...stores('c1', ['r1', 'r2']),
    crash('r1'),
    restart('r1'),
    asks('c2', read('read1')),
    ...queries('c2', 'read1', ['r1', 'r3']),
    ...stores('c2', ['r1', 'r3']),
  ],
  'a replica crashes before its disk is done': [
    asks('c1', write('write1', 'a')),
    ...queries('c1', 'write1', ['r1', 'r2']),
    { ...deliver('c1', 'r1', 'store'), cut: 0 },
    ...stores('c1', ['r2']),
    restart('r1'),
    asks('c2', read('read1')),
    ...queries('c2', 'read1', ['r1', 'r3']),
    ...stores('c2', ['r1', 'r3']),
  ],
  'a replica crashes after the first effect of a store': [
    asks('c1', write('write1', 'a')),
    ...queries('c1', 'write1', ['r1', 'r2']),
    { ...deliver('c1', 'r1', 'store'), cut: 1 },
    restart('r1'),
    deliver('r1', 'c1', 'stored'),
    ...stores('c1', ['r2']),
    asks('c2', read('read1')),
    ...queries('c2', 'read1', ['r1', 'r3']),
    ...stores('c2', ['r1', 'r3']),
  ],
});

export const newestStories = told({
  'an old store comes last': [
    asks('c1', write('write1', 'a')),
    ...queries('c1', 'write1', ['r1', 'r2']),
    ...stores('c1', ['r1', 'r2']),
    asks('c2', write('write2', 'b')),
    ...queries('c2', 'write2', ['r1', 'r2']),
    ...stores('c2', ['r2', 'r3']),
    deliver('c1', 'r3', 'store'),
    asks('c3', read('read1')),
    ...queries('c3', 'read1', ['r1', 'r3']),
    ...stores('c3', ['r1', 'r3']),
  ],
  'a store comes too late everywhere': [
    crash('r3'),
    asks('c1', write('write1', 'a')),
    asks('c2', write('write2', 'b')),
    ...queries('c1', 'write1', ['r1', 'r2']),
    ...queries('c2', 'write2', ['r1', 'r2']),
    ...stores('c2', ['r1', 'r2']),
    ...stores('c1', ['r1', 'r2']),
  ],
  'the replica that missed the write replies first': [
    asks('c1', write('write1', 'a')),
    ...queries('c1', 'write1', ['r1', 'r2']),
    ...stores('c1', ['r1', 'r2']),
    asks('c2', read('read1')),
    ...queries('c2', 'read1', ['r3', 'r1']),
    ...stores('c2', ['r3', 'r1']),
  ],
  'the replica that missed the write replies last': [
    asks('c1', write('write1', 'a')),
    ...queries('c1', 'write1', ['r1', 'r2']),
    ...stores('c1', ['r1', 'r2']),
    asks('c2', read('read1')),
    ...queries('c2', 'read1', ['r1', 'r3']),
    ...stores('c2', ['r1', 'r3']),
  ],
});

export const writersStories = told({
  'a newcomer writes last': [
    asks('c2', write('write1', 'a')),
    settle,
    asks('c2', write('write2', 'b')),
    settle,
    asks('c1', write('write3', 'c')),
    settle,
    asks('c3', read('read1')),
    settle,
  ],
  'two write at once': [
    asks('c1', write('write1', 'a')),
    asks('c2', write('write2', 'b')),
    ...queries('c1', 'write1', ['r1', 'r2']),
    ...queries('c2', 'write2', ['r1', 'r2']),
    ...stores('c1', ['r1']),
    ...stores('c2', ['r2']),
    ...stores('c1', ['r2']),
    ...stores('c2', ['r1']),
    asks('c3', read('read1')),
    ...queries('c3', 'read1', ['r1', 'r3']),
    ...stores('c3', ['r1', 'r3']),
    asks('c3', read('read2')),
    ...queries('c3', 'read2', ['r2', 'r3']),
    ...stores('c3', ['r2', 'r3']),
  ],
});

/** The client crashes right before the effect of this index, in the handler in which it picks its stamp. */
const writerCrashes = (cut: number): Schedule => [
  asks('c1', write('write1', 'a')),
  ...queries('c1', 'write1', ['r1']),
  query('c1', 'write1', 'r2'),
  { ...deliver('r2', 'c1', 'reply'), cut },
  restart('c1'),
  asks('c1', write('write2', 'b')),
  ...queries('c1', 'write2', ['r2', 'r3']),
];

export const stampStories = told({
  'the writer crashes half-way and writes again': [
    asks('c1', write('write1', 'a')),
    ...queries('c1', 'write1', ['r1', 'r2']),
    deliver('c1', 'r1', 'store'),
    crash('c1'),
    restart('c1'),
    asks('c1', write('write2', 'b')),
    ...queries('c1', 'write2', ['r2', 'r3']),
  ],
  'the writer crashes before its first store': writerCrashes(1),
  'the writer crashes after its first store': writerCrashes(2),
  'the writer crashes after its second store': writerCrashes(3),
  'one client writes twice at once': [
    asks('c1', write('write1', 'a')),
    asks('c1', write('write2', 'b')),
    ...queries('c1', 'write1', ['r1', 'r2']),
    ...queries('c1', 'write2', ['r1', 'r2']),
  ],
  'two write at once, then one reads': [
    asks('c1', write('write1', 'a')),
    asks('c2', write('write2', 'b')),
    ...queries('c1', 'write1', ['r1', 'r2']),
    ...queries('c2', 'write2', ['r1', 'r2']),
    ...stores('c1', ['r1', 'r2']),
    asks('c3', read('read1')),
    ...queries('c3', 'read1', ['r1', 'r2']),
  ],
});

export const inversionStories = told({
  'one reads after the other': [
    asks('c1', write('write1', 'a')),
    ...queries('c1', 'write1', ['r1', 'r2']),
    deliver('c1', 'r1', 'store'),
    asks('c2', read('read1')),
    ...queries('c2', 'read1', ['r1', 'r2']),
    ...stores('c2', ['r1', 'r2']),
    asks('c3', read('read2')),
    ...queries('c3', 'read2', ['r2', 'r3']),
    ...stores('c3', ['r2', 'r3']),
  ],
  'the second reads before the first has written back': [
    asks('c1', write('write1', 'a')),
    ...queries('c1', 'write1', ['r1', 'r2']),
    deliver('c1', 'r1', 'store'),
    asks('c2', read('read1')),
    ...queries('c2', 'read1', ['r1', 'r2']),
    ...stores('c2', ['r1']),
    asks('c3', read('read2')),
    ...queries('c3', 'read2', ['r2', 'r3']),
    ...stores('c3', ['r2', 'r3']),
    ...stores('c2', ['r2']),
  ],
});

const cutOff: Step = { do: 'partition', groups: [['c1'], ['r1', 'r2', 'r3']] };
const retry = (operation: string): Step => ({
  do: 'timer',
  node: 'c1',
  timer: `retry ${operation}`,
});

export const lostStories = told({
  'all queries are lost, twice': [
    cutOff,
    asks('c1', read('read1')),
    retry('read1'),
    { do: 'heal' },
    retry('read1'),
    settle,
  ],
  'all stores are lost, twice': [
    asks('c1', write('write1', 'a')),
    ...queries('c1', 'write1', ['r1', 'r2', 'r3']),
    cutOff,
    retry('write1'),
    { do: 'heal' },
    retry('write1'),
    settle,
  ],
  'all acknowledgements are lost': [
    asks('c1', write('write1', 'a')),
    ...queries('c1', 'write1', ['r1', 'r2', 'r3']),
    deliver('c1', 'r1', 'store'),
    deliver('c1', 'r2', 'store'),
    deliver('c1', 'r3', 'store'),
    cutOff,
    { do: 'heal' },
    retry('write1'),
    settle,
  ],
});
