// The scripted stories of the store. n1, n2, n3 are its servers. A client asks n1 first, and the next one when its timer
// `retry` runs out.
import { fingerprint, type NodeId, type Schedule, type Step } from '../../sim/index.ts';
import {
  asks,
  beats,
  deliver,
  elects,
  heal,
  partition,
  reboot,
  settle,
  three,
  timer,
  toTheEnd,
} from './steps.ts';
import { appendTo, get, put, type StoreRequest } from './store.ts';

export const retry = (client: NodeId): Step => timer(client, 'retry');

/** This very call of the client's first session arrives: for the first time, or once more. */
export function callArrives(
  client: NodeId,
  server: NodeId,
  sequence: number,
  { operation: _name, ...operation }: StoreRequest,
): Step & { do: 'deliver' } {
  const call = { type: 'call', session: `${client}#1`, sequence, operation };
  return { do: 'deliver', from: client, to: server, type: 'call', content: fingerprint(call) };
}

/** What servers have sent to clients, and clients to servers, is lost. */
const clientsCutOff = (...clients: NodeId[]): Step[] => [partition(three, clients), heal];

/** All goes well from here, and what is still open is asked again. */
export const finish = (leader: NodeId): Schedule => {
  const retries = [retry('c1'), settle(), retry('c2'), settle()];
  return [...toTheEnd(leader), ...retries, ...retries];
};

const markA = appendTo('write1', 'a');
const markB = appendTo('write2', 'b');

export const quietStories: Record<string, Schedule> = {
  'two clients write and read': [
    ...elects('n1'),
    asks('c1', put('write1', 'a')),
    settle(),
    asks('c2', markB),
    settle(),
    asks('c2', get('read1', 'y')),
    settle(),
    asks('c1', appendTo('write3', 'c', 'y')),
    settle(),
    asks('c1', get('read2', 'y')),
    settle(),
    asks('c1', put('write4', 'd')),
    settle(),
    ...beats('n1'),
    // An impatient one: it asks n1, and n2 before n1 has heard of it.
    asks('c2', get('read3')),
    retry('c2'),
    deliver('c2', 'n2', 'call'),
    settle(),
  ],
};

export const onceStories: Record<string, Schedule> = {
  'the answer is lost, and the call comes again': [
    ...elects('n1'),
    asks('c1', markA),
    deliver('c1', 'n1', 'call'),
    settle(...three),
    ...clientsCutOff('c1', 'c2'),
    retry('c1'),
    settle(),
    asks('c2', get('read1')),
    settle(),
    ...finish('n1'),
  ],
  'a call comes twice before anything is committed': [
    ...elects('n1'),
    asks('c1', markA),
    callArrives('c1', 'n1', 1, markA),
    callArrives('c1', 'n1', 1, markA),
    settle(),
    asks('c2', get('read1')),
    settle(),
    ...finish('n1'),
  ],
};

export const lateStories: Record<string, Schedule> = {
  'a copy of a call comes after the next call': [
    ...elects('n1'),
    asks('c1', markA),
    settle(),
    asks('c1', markB),
    settle(),
    callArrives('c1', 'n1', 1, markA),
    settle(),
    asks('c2', get('read1')),
    settle(),
    ...finish('n1'),
  ],
  'a copy of a get comes after a write': [
    ...elects('n1'),
    asks('c1', get('read1')),
    settle(),
    asks('c1', markA),
    settle(),
    callArrives('c1', 'n1', 1, get('read1')),
    settle(),
    ...finish('n1'),
  ],
  'a copy of a put comes after a put of somebody else': [
    ...elects('n1'),
    asks('c1', put('write1', 'a')),
    settle(),
    asks('c2', put('write2', 'b')),
    settle(),
    callArrives('c1', 'n1', 1, put('write1', 'a')),
    settle(),
    asks('c2', get('read1')),
    settle(),
    ...finish('n1'),
  ],
  'a copy of a call comes an hour later': [
    ...elects('n1'),
    asks('c1', markA),
    settle(),
    { ...callArrives('c1', 'n1', 1, markA), atMs: 3_600_000 },
    settle(),
    asks('c2', get('read1')),
    settle(),
    ...finish('n1'),
  ],
};

export const sessionStories: Record<string, Schedule> = {
  'a client that comes back begins a new session': [
    ...elects('n1'),
    asks('c1', markA),
    settle(),
    ...reboot('c1'),
    asks('c1', markB),
    settle(),
    asks('c2', get('read1')),
    settle(),
    ...finish('n1'),
  ],
};

/** With a snapshot after every second entry. */
export const failoverStories: Record<string, Schedule> = {
  'the leader is cut off before its answer arrives': [
    ...elects('n1'),
    asks('c1', markA),
    deliver('c1', 'n1', 'call'),
    settle(...three),
    partition(['n1'], ['n2', 'n3', 'c1', 'c2']),
    ...elects('n2', 'n2', 'n3'),
    retry('c1'),
    settle(),
    asks('c2', get('read1')),
    retry('c2'),
    settle(),
    ...finish('n2'),
  ],
  'the next leader has only followed so far': [
    ...elects('n1'),
    asks('c1', markA),
    settle(),
    partition(['n1'], ['n2', 'n3', 'c1', 'c2']),
    ...elects('n2', 'n2', 'n3'),
    asks('c2', get('read1')),
    retry('c2'),
    settle(),
    ...finish('n2'),
  ],
  'the leader comes back with a snapshot': [
    ...elects('n1'),
    asks('c1', markA),
    deliver('c1', 'n1', 'call'),
    settle(...three),
    ...clientsCutOff('c1', 'c2'),
    ...reboot('n1'),
    ...elects('n1'),
    retry('c1'),
    settle(),
    asks('c2', get('read1')),
    settle(),
    ...finish('n1'),
  ],
};

export const logStories: Record<string, Schedule> = {
  'a leader that is cut off is asked to write': [
    ...elects('n1'),
    partition(['n1', 'c1'], ['n2', 'n3', 'c2']),
    asks('c1', markA),
    settle(),
    ...elects('n2', 'n2', 'n3'),
    asks('c2', get('read1')),
    retry('c2'),
    settle(),
    ...finish('n2'),
  ],
  'a leader that is cut off is asked to read': [
    ...elects('n1'),
    partition(['n1', 'c1'], ['n2', 'n3', 'c2']),
    ...elects('n2', 'n2', 'n3'),
    asks('c2', put('write1', 'a')),
    retry('c2'),
    settle(),
    asks('c1', get('read1')),
    settle(),
    ...finish('n2'),
  ],
  'a follower is asked to read': [
    ...elects('n2'),
    asks('c2', put('write1', 'a')),
    settle(),
    asks('c1', get('read1')),
    settle(),
    ...finish('n2'),
  ],
};

export const whoseStories: Record<string, Schedule> = {
  "another leader's entry takes the place": [
    ...elects('n1'),
    asks('c1', markA),
    deliver('c1', 'n1', 'call'),
    asks('c2', markB),
    deliver('c2', 'n1', 'call'),
    partition(['n1'], ['n2', 'n3', 'c1', 'c2']),
    ...elects('n2', 'n2', 'n3'),
    retry('c1'),
    settle(),
    heal,
    ...beats('n2'),
    ...beats('n2'),
    ...finish('n2'),
  ],
};

/** n3 hears of nothing, so that what is told of a client that waits in vain is short. */
const few = (...nodes: NodeId[]) => [...nodes, 'n1', 'n2'];

export const redirectStories: Record<string, Schedule> = {
  'a follower is asked': [...elects('n2', ...few()), asks('c1', markA), settle(...few('c1'))],
  'a leader of the past is asked': [
    ...elects('n1', ...few()),
    ...elects('n2', ...few()),
    asks('c1', markA),
    settle(...few('c1')),
  ],
  'nobody leads yet': [
    asks('c1', markA),
    settle(...few('c1')),
    ...elects('n2', ...few()),
    retry('c1'),
    settle(...few('c1')),
  ],
};

export const retryStories: Record<string, Schedule> = {
  'the answer to a write is lost': [
    ...elects('n1', ...few()),
    asks('c1', markA),
    deliver('c1', 'n1', 'call'),
    settle(...few()),
    ...clientsCutOff('c1'),
    retry('c1'),
    settle(...few('c1')),
  ],
  'the answer to a get is lost': [
    ...elects('n1', ...few()),
    asks('c1', get('read1')),
    deliver('c1', 'n1', 'call'),
    settle(...few()),
    ...clientsCutOff('c1'),
    retry('c1'),
    settle(...few('c1')),
  ],
  'the entry was overwritten, and the call comes again': [
    ...elects('n1', ...few()),
    asks('c1', markA),
    deliver('c1', 'n1', 'call'),
    partition(['n1'], ['n2', 'n3', 'c1']),
    ...elects('n2', 'n2', 'n3'),
    heal,
    ...beats('n2', ...few()),
    ...elects('n1', ...few()),
    callArrives('c1', 'n1', 1, markA),
    settle(...few('c1')),
  ],
};

/** With one server, whose every second entry is in a snapshot. */
export const costStories: Record<string, Schedule> = {
  'a client writes nine times': [
    ...elects('n1'),
    ...Array.from({ length: 9 }, (_, index) => [
      asks('c1', put(`write${index + 1}`, `${index + 1}`)),
      settle(),
    ]).flat(),
  ],
};
