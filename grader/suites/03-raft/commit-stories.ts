// The scripted stories of commits. Each goes on to its end, where a leader has had the time to bring everybody up to date,
// unless it is about what must be so at once.
import { named, type NodeId, type Schedule, type Step } from '../../sim/index.ts';
import {
  asks,
  beats,
  crash,
  deliver,
  elects,
  heal,
  partition,
  proposes,
  reboot,
  restart,
  settle,
  timer,
  toTheEnd,
} from './steps.ts';

/** The candidate is heard by these servers alone, and they vote for it. */
const electedBy = (candidate: NodeId, ...voters: readonly NodeId[]): Step[] => [
  timer(candidate, 'election'),
  ...voters.flatMap((voter) => [
    deliver(candidate, voter, 'requestVote'),
    deliver(voter, candidate, 'vote'),
  ]),
];

const addServer = (to: NodeId, server: NodeId): Step => {
  const request = { type: 'addServer', server };
  return asks(to, request);
};

/** The newest message of this type on this link: no message has that content. */
const deliverNewest = (from: NodeId, to: NodeId, type: string): Step => ({
  do: 'deliver',
  from,
  to,
  type,
  content: -1,
});

/** All that is under way is lost. */
const lost: readonly Step[] = [partition(), heal];

/** Two heartbeats: one to catch up, one to tell. As long as nothing was lost, they are enough. */
const andTells = (leader: NodeId): Step[] => [settle(), ...beats(leader), ...beats(leader)];

const proposesAll = (node: NodeId, ...values: readonly string[]): Step[] =>
  values.map((value) => proposes(node, value));

export const quietStories: Readonly<Record<string, Schedule>> = {
  'two values, one after the other': [
    ...elects('n1'),
    proposes('n1', 'a'),
    settle(),
    proposes('n1', 'b'),
    settle(),
    ...beats('n1'),
  ],
};

/** The leader has heard of one follower: with itself, that is two of three. */
export const roundTripStories: Readonly<Record<string, Schedule>> = {
  'one of two followers answers': [
    ...elects('n1'),
    ...beats('n1'),
    proposes('n1', 'a'),
    deliver('n1', 'n2', 'appendEntries'),
    deliver('n2', 'n1', 'appended'),
  ],
  'the next value is under way already': [
    ...elects('n1'),
    ...beats('n1'),
    proposes('n1', 'a'),
    proposes('n1', 'b'),
    deliver('n1', 'n2', 'appendEntries'),
    deliver('n2', 'n1', 'appended'),
  ],
};

const eight = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

export const orderStories: Readonly<Record<string, Schedule>> = {
  'eight values at once': [
    ...elects('n1'),
    ...beats('n1'),
    partition(['n1'], ['n2', 'n3']),
    ...proposesAll('n1', ...eight),
    heal,
    ...andTells('n1'),
  ],
};

/** Of four servers, three are a majority, and two are not. */
export const majorityStories: Readonly<Record<string, Schedule>> = {
  'two of four hold it': [
    ...electedBy('n1', 'n2', 'n3'),
    settle('n1', 'n2'),
    proposes('n1', 'a'),
    settle('n1', 'n2'),
    ...toTheEnd('n1'),
  ],
  'nobody has heard of it yet': [
    ...elects('n1'),
    ...beats('n1'),
    partition(),
    proposes('n1', 'a'),
    ...toTheEnd('n1'),
  ],
  'all followers but one are a value behind': [
    ...elects('n1'),
    ...beats('n1'),
    partition(['n1', 'n2'], ['n3'], ['n4']),
    proposes('n1', 'a'),
    settle(),
    ...toTheEnd('n1'),
  ],
  'more than nine entries': [
    ...elects('n1'),
    partition(),
    ...proposesAll('n1', ...eight),
    heal,
    ...beats('n1'),
    partition(['n1', 'n2'], ['n3'], ['n4']),
    proposes('n1', 'i'),
    deliver('n1', 'n2', 'appendEntries'),
    ...proposesAll('n1', 'j', 'k'),
    deliver('n2', 'n1', 'appended'),
    ...toTheEnd('n1'),
  ],
  'one of four is down': [
    crash('n4'),
    ...elects('n1'),
    proposes('n1', 'a'),
    settle(),
    ...beats('n1'),
  ],
};

/** n4 has just been added, and has no vote yet. */
export const learnerStories: Readonly<Record<string, Schedule>> = {
  'a learner and one voter of three hold it': [
    ...elects('n1'),
    ...beats('n1'),
    partition(['n1', 'n4'], ['n2'], ['n3']),
    addServer('n1', 'n4'),
    settle(),
    ...beats('n1'),
    ...toTheEnd('n1'),
  ],
};

export const followerStories: Readonly<Record<string, Schedule>> = {
  'an old leader comes back with what nobody else has': [
    ...elects('n1'),
    ...beats('n1'),
    ...beats('n1'),
    partition(['n1'], ['n2', 'n3']),
    proposes('n1', 'x'),
    ...elects('n2'),
    ...beats('n2'),
    ...beats('n2'),
    heal,
    ...beats('n2'),
    ...toTheEnd('n2'),
  ],
  'a follower that was away has much to catch up': [
    ...elects('n1'),
    partition(['n1', 'n2'], ['n3']),
    ...beats('n1'),
    ...proposesAll('n1', 'a', 'b', 'c'),
    settle(),
    ...beats('n1'),
    ...toTheEnd('n1'),
  ],
};

export const stayStories: Readonly<Record<string, Schedule>> = {
  'an old heartbeat comes late': [
    ...elects('n1'),
    timer('n1', 'heartbeat'),
    proposes('n1', 'a'),
    deliverNewest('n1', 'n2', 'appendEntries'),
    deliver('n2', 'n1', 'appended'),
    timer('n1', 'heartbeat'),
    deliverNewest('n1', 'n2', 'appendEntries'),
    deliver('n1', 'n2', 'appendEntries'),
    crash('n1'),
    ...electedBy('n2', 'n3'),
    settle(),
    ...toTheEnd('n2'),
  ],
};

/** Nobody proposes anything after the leader has changed. */
export const inheritedStories: Readonly<Record<string, Schedule>> = {
  'the leader crashes before it has heard of any copy': [
    ...elects('n1'),
    ...beats('n1'),
    proposes('n1', 'a'),
    deliver('n1', 'n2', 'appendEntries'),
    deliver('n1', 'n3', 'appendEntries'),
    crash('n1'),
    ...elects('n2'),
    ...andTells('n2'),
  ],
  'one follower has it, and leads next': [
    ...elects('n1'),
    ...beats('n1'),
    proposes('n1', 'a'),
    deliver('n1', 'n2', 'appendEntries'),
    crash('n1'),
    ...elects('n2'),
    restart('n1'),
    ...andTells('n2'),
  ],
  'everybody has been down': [
    ...elects('n1'),
    ...proposesAll('n1', 'a', 'b'),
    settle(),
    ...named('n', 3).map(crash),
    ...named('n', 3).map(restart),
    ...elects('n3'),
    ...andTells('n3'),
  ],
};

/** Servers take a snapshot when they have applied three entries since the last one. */
export const restartStories: Readonly<Record<string, Schedule>> = {
  'a follower comes back with its log': [
    ...elects('n1'),
    proposes('n1', 'a'),
    settle(),
    ...beats('n1'),
    ...reboot('n2'),
    ...andTells('n1'),
  ],
  'a follower comes back with its snapshot': [
    ...elects('n1'),
    ...proposesAll('n1', 'a', 'b', 'c'),
    settle(),
    ...beats('n1'),
    ...reboot('n2'),
    ...beats('n1'),
    proposes('n1', 'd'),
    settle(),
    ...andTells('n1'),
  ],
  'a leader comes back, and leads again': [
    ...elects('n1'),
    ...proposesAll('n1', 'a', 'b', 'c'),
    settle(),
    ...reboot('n1'),
    ...elects('n1'),
    proposes('n1', 'd'),
    settle(),
    ...andTells('n1'),
  ],
  'a leader comes back with what nobody else has': [
    ...electedBy('n1', 'n2'),
    ...lost,
    ...reboot('n1'),
    ...electedBy('n1', 'n2'),
    ...andTells('n1'),
  ],
  'a follower that was away is sent a snapshot': [
    ...elects('n1'),
    ...beats('n1'),
    partition(['n1', 'n2'], ['n3']),
    ...proposesAll('n1', 'a', 'b', 'c'),
    settle(),
    ...beats('n1'),
    heal,
    ...beats('n1'),
    proposes('n1', 'd'),
    settle(),
    ...andTells('n1'),
  ],
};

/**
 * Ongaro and Ousterhout 2014, Figure 8, with the no-ops of the terms as entries: n1 and n5 lead in turn, and neither hears
 * of the other.
 */
export const figureEight: Readonly<Record<string, Schedule>> = {
  'Figure 8': [
    // (a) n1 leads in term 1: its entry is on its own disk alone.
    ...electedBy('n1', 'n2', 'n3'),
    ...lost,
    // (b) n5 leads in term 2, and has another entry at the same index.
    timer('n5', 'election'),
    ...lost,
    ...electedBy('n5', 'n3', 'n4'),
    ...lost,
    // (c) n1 leads again, in term 3, and brings its old entry to n2 and n3. Its new one reaches nobody.
    ...reboot('n1'),
    timer('n1', 'election'),
    ...lost,
    ...electedBy('n1', 'n2', 'n3'),
    ...bringsTheFirst('n1', 'n2'),
    ...bringsTheFirst('n1', 'n3'),
    ...lost,
    // (d) n5 leads again, in term 4, elected by servers whose last entries are older than its own.
    ...reboot('n5'),
    timer('n5', 'election'),
    ...lost,
    ...electedBy('n5', 'n3', 'n4'),
    ...toTheEnd('n5'),
  ],
};

/** The leader finds out that the follower holds nothing, and sends the first entry of its log. */
function bringsTheFirst(leader: NodeId, follower: NodeId): Step[] {
  return [
    deliver(leader, follower, 'appendEntries'),
    deliver(follower, leader, 'rejected'),
    deliver(leader, follower, 'appendEntries'),
    deliver(follower, leader, 'appended'),
  ];
}
