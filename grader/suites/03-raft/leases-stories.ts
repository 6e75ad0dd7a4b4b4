// The scripted stories of leases, told with times. n1 is elected at 200 ms, when the promises that all servers make at boot
// are over, and its lease is renewed by the round that it sends at 250 ms. Followers keep their promise for 150 ms.
import type { Message, NodeId, Schedule, Step } from '../../sim/index.ts';
import { asks, crash, deliver, heal, partition, reboot, settle, timer } from './steps.ts';
import { appendTo, get, put } from './store.ts';

type Timed = Extract<Step, { readonly atMs?: number }>;

/** The step happens so long after the beginning, and so does all after it, until another time is told. */
const at = (atMs: number, step: Step): Step => ({ ...(step as Timed), atMs });

/** A message that takes until then. */
const arrives = (atMs: number, from: string, to: string, type: string): Step =>
  at(atMs, deliver(from, to, type));

const beat = (atMs: number, ...among: readonly string[]): Schedule => [
  at(atMs, timer('n1', 'heartbeat')),
  settle(...among),
];

const n1Leads: Schedule = [at(200, timer('n1', 'election')), settle()];

/** c1 has appended `a`, and was told that it is done. */
const a: Schedule = [asks('c1', appendTo('write1', 'a')), settle()];

/** n1 and its client on one side, all others on the other. */
const n1IsAlone = partition(['n1', 'c1'], ['n2', 'n3', 'n4', 'n5', 'c2']);

/** n2 is elected, and c2 has `b` written by it. */
const n2TakesOver = (atMs: number, ...among: readonly string[]): Schedule => [
  at(atMs, timer('n2', 'election')),
  settle(...among),
  asks('c2', put('write2', 'b')),
  settle(...among, 'c2'),
  timer('c2', 'retry'),
  settle(...among, 'c2'),
];

const c1Reads = (atMs: number): Schedule => [
  at(atMs, asks('c1', get('read1'))),
  deliver('c1', 'n1', 'call'),
  deliver('n1', 'c1', 'reply'),
];

const theEnd: Schedule = [heal, settle(), timer('n2', 'heartbeat'), settle()];

export const quietStories: Record<string, Schedule> = {
  // By then a lease that was never renewed since the election would be over.
  'a read while the lease is renewed': [
    ...n1Leads,
    ...a,
    ...beat(330),
    at(430, asks('c1', get('read1'))),
    settle(),
  ],
};

export const endStories: Record<string, Schedule> = {
  'the old leader is cut off': [
    ...n1Leads,
    ...a,
    ...beat(250),
    n1IsAlone,
    at(400, timer('n1', 'heartbeat')),
    ...n2TakesOver(401, 'n2', 'n3'),
    ...c1Reads(402),
    ...theEnd,
  ],
};

export const sentStories: Record<string, Schedule> = {
  // n2 hears of the round at once, and its answer takes until 390.
  'an answer is late': [
    ...n1Leads,
    ...a,
    at(250, timer('n1', 'heartbeat')),
    deliver('n1', 'n2', 'appendEntries'),
    deliver('n1', 'n3', 'appendEntries'),
    arrives(390, 'n2', 'n1', 'appended'),
    arrives(390, 'n3', 'n1', 'appended'),
    n1IsAlone,
    ...n2TakesOver(401, 'n2', 'n3'),
    ...c1Reads(402),
    ...theEnd,
  ],
};

export const roundStories: Record<string, Schedule> = {
  // While the answers to the round of 250 are under way, n1 sends another one, which is lost.
  'an answer to an earlier round': [
    ...n1Leads,
    ...a,
    at(250, timer('n1', 'heartbeat')),
    deliver('n1', 'n2', 'appendEntries'),
    deliver('n1', 'n3', 'appendEntries'),
    at(300, timer('n1', 'heartbeat')),
    at(350, timer('n1', 'heartbeat')),
    arrives(380, 'n2', 'n1', 'appended'),
    arrives(380, 'n3', 'n1', 'appended'),
    n1IsAlone,
    ...n2TakesOver(401, 'n2', 'n3'),
    ...c1Reads(402),
    ...theEnd,
  ],
  // n1 leads in term 1, n2 in term 2, n1 again in term 3: its rounds begin at 1 again.
  'answers of an earlier term': [
    ...n1Leads,
    ...a,
    ...beat(250),
    ...beat(300),
    at(500, timer('n2', 'election')),
    settle(),
    at(700, timer('n1', 'election')),
    settle(),
    n1IsAlone,
    at(750, timer('n1', 'heartbeat')),
    at(800, timer('n1', 'heartbeat')),
    at(850, timer('n1', 'heartbeat')),
    ...n2TakesOver(860, 'n2', 'n3'),
    ...c1Reads(861),
    ...theEnd,
  ],
};

export const majorityStories: Record<string, Schedule> = {
  'two of five still hear from the old leader': [
    ...n1Leads,
    ...a,
    ...beat(250),
    partition(['n1', 'n4', 'c1'], ['n2', 'n3', 'n5', 'c2']),
    ...beat(300, 'n1', 'n4'),
    ...beat(350, 'n1', 'n4'),
    ...beat(400, 'n1', 'n4'),
    ...n2TakesOver(401, 'n2', 'n3', 'n5'),
    ...c1Reads(402),
    ...theEnd,
  ],
};

/**
 * The clock of n1 is slow, all others are fast: theirs show 150 ms more after 143, that of n1 after 158. n2 stands for
 * election at one moment after the other, from well within the promise to well after it.
 */
export const driftStories: Record<string, Schedule> = Object.fromEntries(
  [394, 388, 391, 397, 400, 403, 406].map((atMs) => [
    `a successor stands at ${atMs} ms`,
    [
      ...n1Leads,
      ...a,
      ...beat(250),
      n1IsAlone,
      ...n2TakesOver(atMs, 'n2', 'n3'),
      ...c1Reads(atMs + 1),
      ...theEnd,
    ],
  ]),
);

/** n1 has no way to n2, nor n2 to n1. n3 hears both. */
const bridge = partition(['n1', 'n3', 'c1'], ['n2', 'n3', 'c2']);

export const promiseStories: Record<string, Schedule> = {
  'one that does not hear the leader stands for election': [
    ...n1Leads,
    ...a,
    bridge,
    ...beat(250, 'n1', 'n3'),
    ...n2TakesOver(360, 'n2', 'n3'),
    ...c1Reads(361),
    ...theEnd,
  ],
};

export const restartStories: Record<string, Schedule> = {
  'a follower crashes and comes back': [
    ...n1Leads,
    ...a,
    bridge,
    ...beat(250, 'n1', 'n3'),
    at(255, reboot('n3')[0]!),
    at(256, reboot('n3')[1]!),
    ...n2TakesOver(360, 'n2', 'n3'),
    ...c1Reads(361),
    ...theEnd,
  ],
};

export const ownTermStories: Record<string, Schedule> = {
  // n1 and n2 hold `a`, and only n1 knows that it is committed.
  'a new leader has committed nothing': [
    partition(['n1', 'n2', 'c1', 'c2'], ['n3']),
    at(200, timer('n1', 'election')),
    settle('n1', 'n2'),
    asks('c1', appendTo('write1', 'a')),
    settle('n1', 'n2', 'c1'),
    partition(['n1', 'c1'], ['n2', 'n3', 'c2']),
    at(360, timer('n2', 'election')),
    deliver('n2', 'n3', 'requestVote'),
    deliver('n3', 'n2', 'vote'),
    deliver('n2', 'n3', 'appendEntries'),
    deliver('n3', 'n2', 'rejected'),
    asks('c2', get('read1')),
    timer('c2', 'retry'),
    deliver('c2', 'n2', 'call'),
    deliver('n2', 'c2', 'reply'),
    ...theEnd,
  ],
};

export const appliedStories: Record<string, Schedule> = {
  // n2 holds both writes and has not heard that they are committed. In term 2 it learns so at once, and has one of the two
  // applied when it is asked.
  'what is committed is not applied yet': [
    ...n1Leads,
    asks('c1', appendTo('write1', 'a')),
    asks('c2', appendTo('write2', 'b')),
    deliver('c1', 'n1', 'call'),
    deliver('c2', 'n1', 'call'),
    deliver('n1', 'n2', 'appendEntries'),
    deliver('n1', 'n2', 'appendEntries'),
    deliver('n2', 'n1', 'appended'),
    deliver('n2', 'n1', 'appended'),
    deliver('n1', 'c1', 'reply'),
    deliver('n1', 'c2', 'reply'),
    n1IsAlone,
    at(360, timer('n2', 'election')),
    deliver('n2', 'n3', 'requestVote'),
    deliver('n3', 'n2', 'vote'),
    deliver('n2', 'n3', 'appendEntries'),
    deliver('n3', 'n2', 'rejected'),
    deliver('n2', 'n3', 'appendEntries'),
    deliver('n3', 'n2', 'appended'),
    asks('c2', get('read1')),
    timer('c2', 'retry'),
    deliver('c2', 'n2', 'call'),
    deliver('n2', 'c2', 'reply'),
    ...theEnd,
  ],
};

export const deposedStories: Record<string, Schedule> = {
  // n3 has answered at 250. n2 has not heard from n1 since 200, and n1 itself gives it its vote.
  'a leader votes for its successor': [
    ...n1Leads,
    ...a,
    partition(['n1', 'n3', 'c1'], ['n2', 'c2']),
    ...beat(250, 'n1', 'n3'),
    partition(['n1', 'n2', 'c1', 'c2'], ['n3']),
    at(360, timer('n2', 'election')),
    settle('n1', 'n2'),
    timer('n2', 'heartbeat'),
    settle('n1', 'n2'),
    n1IsAlone,
    asks('c2', put('write2', 'b')),
    settle('n2', 'n3', 'c2'),
    timer('c2', 'retry'),
    settle('n2', 'n3', 'c2'),
    ...c1Reads(370),
    ...theEnd,
  ],
};

interface Transfer extends Message {
  readonly to: NodeId;
}

const handOver: Transfer = { type: 'transfer', to: 'n2' };

/** The operator has n1 hand over to n2. */
const handsOver: Step = asks('n1', handOver);

/** n2 leads by the leave of n1, and writes `b`; n1 has not heard of it. */
const n2LeadsByLeave: Schedule = [
  n1IsAlone,
  settle('n2', 'n3'),
  asks('c2', put('write2', 'b')),
  settle('n2', 'n3', 'c2'),
  timer('c2', 'retry'),
  settle('n2', 'n3', 'c2'),
];

export const transferStories: Record<string, Schedule> = {
  'the successor is elected at once': [
    ...n1Leads,
    ...a,
    ...beat(250),
    at(260, handsOver),
    deliver('n1', 'n2', 'timeoutNow'),
    ...n2LeadsByLeave,
    ...c1Reads(270),
    ...theEnd,
  ],
  // n1 has given up on the transfer when n2 hears of it.
  'the successor is asked late': [
    ...n1Leads,
    ...a,
    ...beat(250),
    at(260, handsOver),
    at(570, timer('n1', 'transfer')),
    at(571, timer('n1', 'heartbeat')),
    deliver('n1', 'n2', 'appendEntries'),
    deliver('n2', 'n1', 'appended'),
    deliver('n1', 'n3', 'appendEntries'),
    deliver('n3', 'n1', 'appended'),
    arrives(580, 'n1', 'n2', 'timeoutNow'),
    ...n2LeadsByLeave,
    ...c1Reads(590),
    ...theEnd,
  ],
};

export const goneStories: Record<string, Schedule> = {
  // n2 asks again and again, each time before a promise that its last request had renewed would be over.
  'the leader crashes': [
    ...n1Leads,
    ...a,
    ...beat(250),
    at(255, crash('n1')),
    at(350, timer('n2', 'election')),
    settle(),
    at(480, timer('n2', 'election')),
    settle(),
    at(610, timer('n2', 'election')),
    settle(),
    at(740, timer('n2', 'election')),
    settle(),
    asks('c2', get('read1')),
    settle(),
    timer('c2', 'retry'),
    settle(),
  ],
};
