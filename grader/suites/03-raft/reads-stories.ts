// The scripted stories of reads. A client asks n1 first, and the next one when its timer `retry` runs out. So n2 is the
// leader of the past in these stories, and n1 the one that comes after it.
import type { NodeId, Schedule, Step } from '../../sim/index.ts';
import { asks, beats, deliver, elects, heal, partition, settle, timer, toTheEnd } from './steps.ts';
import { appendTo, get, put } from './store.ts';

const retry = (client: NodeId): Step => timer(client, 'retry');

/** The client asks n2 for x. What it asks of n1 first is still under way. */
const readsAtN2 = (client: NodeId): Step[] => [
  asks(client, get('read1')),
  retry(client),
  deliver(client, 'n2', 'call'),
];

/** All goes well from here, and what is still open is asked again. */
const finish = (leader: NodeId): Schedule => {
  const retries = [retry('c1'), settle(), retry('c2'), settle()];
  return [...toTheEnd(leader), ...retries, ...retries];
};

export const quietStories: Record<string, Schedule> = {
  'two clients write and read': [
    ...elects('n1'),
    asks('c1', get('read1')),
    settle(),
    ...beats('n1'),
    asks('c1', put('write1', 'a')),
    settle(),
    asks('c2', get('read2')),
    settle(),
    ...beats('n1'),
    asks('c2', appendTo('write2', 'b')),
    settle(),
    asks('c1', get('read3')),
    settle(),
    ...beats('n1'),
  ],
  'n2 leads': [
    ...elects('n2'),
    asks('c1', put('write1', 'a')),
    settle(),
    asks('c1', get('read1')),
    settle(),
    ...beats('n2'),
  ],
};

export const aloneStories: Record<string, Schedule> = {
  'the leader of the past is asked': [
    ...elects('n2'),
    partition(['n2', 'c1'], ['n1', 'n3', 'c2']),
    ...elects('n1', 'n1', 'n3'),
    asks('c2', put('write1', 'a')),
    settle('c2', 'n1', 'n3'),
    ...readsAtN2('c1'),
    settle('n2', 'c1'),
    ...finish('n1'),
  ],
};

export const oldStories: Record<string, Schedule> = {
  'an answer to an earlier heartbeat comes late': [
    ...elects('n2'),
    timer('n2', 'heartbeat'),
    deliver('n2', 'n3', 'appendEntries'),
    ...elects('n1', 'n1', 'n3'),
    asks('c2', put('write1', 'a')),
    settle('c2', 'n1', 'n3'),
    ...readsAtN2('c1'),
    deliver('n3', 'n2', 'appended'),
    settle('n2', 'c1'),
    ...finish('n1'),
  ],
};

export const termStories: Record<string, Schedule> = {
  'a new leader is asked before its first commit': [
    ...elects('n1', 'n1', 'n2'),
    asks('c2', put('write1', 'a')),
    settle('c2', 'n1', 'n2'),
    timer('n2', 'election'),
    deliver('n2', 'n3', 'requestVote'),
    deliver('n3', 'n2', 'vote'),
    ...readsAtN2('c1'),
    settle('n2', 'n3', 'c1'),
    ...finish('n2'),
  ],
};

/** With servers that apply one entry at a time. */
export const applyStories: Record<string, Schedule> = {
  'a new leader has not applied all that is committed': [
    ...elects('n1'),
    ...['c1', 'c2', 'c3'].flatMap((client, index) => [
      asks(client, appendTo(`write${index + 1}`, `${index + 1}`)),
      deliver(client, 'n1', 'call'),
    ]),
    settle('n1', 'n3', 'c1', 'c2', 'c3'),
    // n2 is told of the entries, and not yet that they are committed.
    ...Array.from({ length: 3 }, () => deliver('n1', 'n2', 'appendEntries')),
    partition(['n1'], ['n2', 'n3', 'c1', 'c2', 'c3']),
    ...elects('n2', 'n2', 'n3'),
    ...readsAtN2('c1'),
    settle('n2', 'n3', 'c1'),
    ...finish('n2'),
  ],
};

/** With five servers. */
export const fiveStories: Record<string, Schedule> = {
  'two of five can be reached': [
    ...elects('n1'),
    partition(['n1', 'n2', 'c1'], ['n3', 'n4', 'n5']),
    asks('c1', get('read1')),
    settle(),
    ...beats('n1'),
    ...beats('n1'),
    ...finish('n1'),
  ],
};

export const stepDownStories: Record<string, Schedule> = {
  'a leader leads again': [
    ...elects('n1', 'n1', 'n2'),
    ...beats('n1', 'n1', 'n2'),
    timer('n2', 'election'),
    deliver('n2', 'n1', 'requestVote'),
    timer('n1', 'election'),
    deliver('n1', 'n2', 'requestVote'),
    settle('n1', 'n2'),
    asks('c1', get('read1')),
    deliver('c1', 'n1', 'call'),
    ...finish('n1'),
  ],
  'a read waits when another leader comes': [
    timer('n1', 'election'),
    deliver('n1', 'n2', 'requestVote'),
    deliver('n2', 'n1', 'vote'),
    asks('c1', get('read1')),
    deliver('c1', 'n1', 'call'),
    ...elects('n2', 'n2', 'n3'),
    ...beats('n2', 'n1', 'n2'),
    ...beats('n2', 'n1', 'n2'),
    ...finish('n2'),
  ],
};

/** n3 hears of nothing, so that what is told of a client that waits in vain is short. */
export const redirectStories: Record<string, Schedule> = {
  'a follower is asked': [
    ...elects('n2', 'n1', 'n2'),
    asks('c1', get('read1')),
    settle('c1', 'n1', 'n2'),
  ],
  'a follower is asked that has heard of no commit': [
    ...elects('n2', 'n1', 'n2'),
    asks('c1', put('write1', 'a')),
    settle('c1', 'n1', 'n2'),
    asks('c2', get('read1')),
    settle('c2', 'n1', 'n2'),
  ],
};

export const laterStories: Record<string, Schedule> = {
  'the round is lost, and the next heartbeat is not': [
    ...elects('n1', 'n1', 'n2'),
    asks('c1', get('read1')),
    deliver('c1', 'n1', 'call'),
    partition(['n1', 'c1'], ['n2', 'n3']),
    heal,
    ...beats('n1', 'n1', 'n2', 'c1'),
  ],
  'a read comes before the first commit of the term': [
    timer('n1', 'election'),
    deliver('n1', 'n2', 'requestVote'),
    deliver('n2', 'n1', 'vote'),
    asks('c1', get('read1')),
    deliver('c1', 'n1', 'call'),
    settle('n1', 'n2', 'c1'),
    ...beats('n1', 'n1', 'n2', 'c1'),
  ],
};

export const costStories: Record<string, Schedule> = {
  'a read of a quiet cluster': [
    ...elects('n1', 'n1', 'n2'),
    asks('c1', get('read1')),
    settle('n1', 'n2', 'c1'),
  ],
  'three reads wait for the first commit of the term': [
    timer('n1', 'election'),
    deliver('n1', 'n2', 'requestVote'),
    deliver('n2', 'n1', 'vote'),
    ...['c1', 'c2', 'c3'].flatMap((client, index) => [
      asks(client, get(`read${index + 1}`)),
      deliver(client, 'n1', 'call'),
    ]),
    settle('n1', 'n2', 'c1', 'c2', 'c3'),
  ],
};
