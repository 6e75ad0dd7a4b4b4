// The scripted stories of replication. Each goes on to its end, with a network that is whole and a leader that beats; so
// an answer that sends other messages, or in another order, comes through as well.
import type { Entry } from '#raft';
import {
  fingerprint,
  type Message,
  type NodeId,
  type Schedule,
  type Step,
} from '../../sim/index.ts';
import {
  beats,
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

/** This very message, be it for the first time or once more; else the newest of its type. */
const deliverThis = (
  from: NodeId,
  to: NodeId,
  message: Message & Readonly<Record<string, unknown>>,
): Step => ({
  do: 'deliver',
  from,
  to,
  type: message.type,
  content: fingerprint(message),
});

/** The youngest message of this type that is under way on this link. */
const newest = (from: NodeId, to: NodeId, type: string): Step => ({
  do: 'deliver',
  from,
  to,
  type,
  content: 0,
});

const entry = (value: string, term = 1): Entry => ({ term, command: { type: 'value', value } });

/** What the leader of term 1 sends. */
const append = (prevLogIndex: number, entries: readonly Entry[], prevLogTerm = 1) => ({
  type: 'appendEntries',
  term: 1,
  prevLogIndex,
  prevLogTerm: prevLogIndex === 0 ? 0 : prevLogTerm,
  entries,
  leaderCommit: 0,
  round: 0,
});

const appended = (matchIndex: number, term = 1) => ({
  type: 'appended',
  term,
  matchIndex,
  round: 0,
});

/** A follower takes the oldest message of its leader that is under way, and the answer arrives. */
const exchange = (leader: NodeId, follower: NodeId): Schedule => [
  deliver(leader, follower, 'appendEntries'),
  deliver(follower, leader, 'appended'),
];

export const manyProposals = (node: NodeId, count: number, letter: string): Schedule =>
  Array.from({ length: count }, (_, index) => proposes(node, `${letter}${index + 1}`));

/** One after the other, each until all who are reached hold it. */
export const oneByOne = (node: NodeId, count: number, letter: string): Schedule =>
  manyProposals(node, count, letter).flatMap((step) => [step, settle()]);

export const quietStories: Record<string, Schedule> = {
  'two leaders, one after the other': [
    ...elects('n1'),
    proposes('n1', 'a'),
    settle(),
    proposes('n1', 'b'),
    settle(),
    ...beats('n1'),
    ...elects('n2'),
    proposes('n2', 'c'),
    settle(),
    ...toTheEnd('n2'),
  ],
};

/** Without no-ops: a new leader's log ends as it was, and its first message is empty. */
export const conflictStories: Record<string, Schedule> = {
  'an old leader has other entries at the end': [
    ...elects('n1'),
    proposes('n1', 'a'),
    settle(),
    partition(['n1'], ['n2', 'n3']),
    proposes('n1', 'x'),
    proposes('n1', 'y'),
    ...elects('n2'),
    ...toTheEnd('n2'),
    proposes('n2', 'b'),
    ...toTheEnd('n2'),
  ],
  'an old leader has another entry in the place that is asked about': [
    ...elects('n1'),
    partition(['n1'], ['n2', 'n3']),
    proposes('n1', 'x'),
    ...elects('n2'),
    proposes('n2', 'b'),
    settle(),
    ...elects('n3', 'n2', 'n3'),
    ...toTheEnd('n3'),
    proposes('n3', 'c'),
    ...toTheEnd('n3'),
  ],
  'an old leader has another entry, and more behind it': [
    ...elects('n1'),
    partition(['n1'], ['n2', 'n3']),
    proposes('n1', 'x'),
    proposes('n1', 'y'),
    proposes('n1', 'z'),
    ...elects('n2'),
    proposes('n2', 'b'),
    settle(),
    heal,
    ...toTheEnd('n2'),
  ],
  'a server knows the leader, and not its log': [
    ...elects('n1'),
    proposes('n1', 'a'),
    settle(),
    ...elects('n3'),
    partition(['n1', 'n2'], ['n3']),
    proposes('n3', 'x'),
    ...elects('n1', 'n1', 'n2'),
    proposes('n1', 'b'),
    settle(),
    ...reboot('n1'),
    ...elects('n1', 'n1', 'n2'),
    ...toTheEnd('n1'),
    proposes('n1', 'c'),
    ...toTheEnd('n1'),
  ],
  'a server has missed an entry': [
    ...elects('n1'),
    partition(['n1', 'n2'], ['n3']),
    proposes('n1', 'a'),
    settle(),
    ...elects('n2', 'n1', 'n2'),
    ...toTheEnd('n2'),
    proposes('n2', 'b'),
    ...toTheEnd('n2'),
  ],
};

export const lateStories: Record<string, Schedule> = {
  'the shorter of two messages comes last': [
    ...elects('n1'),
    proposes('n1', 'a'),
    proposes('n1', 'b'),
    deliverThis('n1', 'n2', append(0, [entry('a'), entry('b')])),
    deliver('n2', 'n1', 'appended'),
    deliver('n1', 'n2', 'appendEntries'),
    ...toTheEnd('n1'),
  ],
  'a heartbeat comes after what followed it': [
    ...elects('n1'),
    timer('n1', 'heartbeat'),
    proposes('n1', 'a'),
    deliverThis('n1', 'n2', append(0, [entry('a')])),
    deliver('n2', 'n1', 'appended'),
    deliver('n1', 'n2', 'appendEntries'),
    ...toTheEnd('n1'),
  ],
  'a message comes twice': [
    ...elects('n1'),
    proposes('n1', 'a'),
    ...exchange('n1', 'n2'),
    deliverThis('n1', 'n2', append(0, [entry('a')])),
    ...toTheEnd('n1'),
  ],
};

export const staleLeaderStories: Record<string, Schedule> = {
  'a leader of an old term is still sending': [
    ...elects('n1'),
    proposes('n1', 'a'),
    timer('n2', 'election'),
    deliver('n2', 'n3', 'requestVote'),
    deliver('n3', 'n2', 'vote'),
    proposes('n2', 'b'),
    deliver('n2', 'n3', 'appendEntries'),
    deliver('n2', 'n3', 'appendEntries'),
    deliver('n3', 'n2', 'appended'),
    deliver('n3', 'n2', 'appended'),
    deliver('n1', 'n3', 'appendEntries'),
    deliver('n3', 'n1', 'rejected'),
    ...toTheEnd('n2'),
  ],
};

export const diskStories: Record<string, Schedule> = {
  'a follower crashes after it has acknowledged': [
    ...elects('n1'),
    proposes('n1', 'a'),
    ...exchange('n1', 'n2'),
    ...reboot('n2'),
    ...elects('n2', 'n2', 'n3'),
    ...toTheEnd('n2'),
  ],
  'a follower crashes while its disk writes': [
    ...elects('n1'),
    proposes('n1', 'a'),
    { do: 'deliver', from: 'n1', to: 'n2', type: 'appendEntries', cut: 1 },
    deliver('n2', 'n1', 'appended'),
    restart('n2'),
    ...toTheEnd('n1'),
  ],
  'a follower crashes after it has given up entries': [
    ...elects('n1'),
    partition(['n1'], ['n2', 'n3']),
    proposes('n1', 'x'),
    proposes('n1', 'y'),
    ...elects('n2'),
    proposes('n2', 'b'),
    settle(),
    heal,
    ...beats('n2'),
    ...reboot('n1'),
    ...toTheEnd('n2'),
  ],
};

/** Two entries in a message at most, and no no-ops. */
export const matchStories: Record<string, Schedule> = {
  'an answer comes when more has been sent': [
    ...elects('n1'),
    proposes('n1', 'a'),
    deliver('n1', 'n2', 'appendEntries'),
    proposes('n1', 'b'),
    deliver('n2', 'n1', 'appended'),
    ...toTheEnd('n1'),
  ],
  'an answer is about the first entries of many': [
    ...elects('n1'),
    partition(['n1'], ['n2'], ['n3']),
    ...manyProposals('n1', 5, 'a'),
    heal,
    timer('n1', 'heartbeat'),
    ...exchange('n1', 'n2'),
    ...toTheEnd('n1'),
  ],
  'an old answer comes last': [
    ...elects('n1'),
    proposes('n1', 'a'),
    proposes('n1', 'b'),
    deliver('n1', 'n2', 'appendEntries'),
    deliver('n1', 'n2', 'appendEntries'),
    deliverThis('n2', 'n1', appended(2)),
    deliver('n2', 'n1', 'appended'),
    proposes('n1', 'c'),
    ...toTheEnd('n1'),
  ],
  'an old rejection comes once more': [
    ...elects('n1'),
    partition(['n1', 'n2'], ['n3']),
    proposes('n1', 'a'),
    settle(),
    ...elects('n2', 'n1', 'n2'),
    ...toTheEnd('n2'),
    deliverThis('n3', 'n2', {
      type: 'rejected',
      term: 2,
      prevLogIndex: 1,
      conflictTerm: null,
      conflictIndex: 1,
      round: 0,
    }),
    ...toTheEnd('n2'),
  ],
};

/** Who asks gets the votes of these. */
export const electedBy = (candidate: NodeId, ...voters: readonly NodeId[]): Schedule => [
  timer(candidate, 'election'),
  ...voters.flatMap((voter) => [
    newest(candidate, voter, 'requestVote'),
    newest(voter, candidate, 'vote'),
  ]),
];

/** With five servers, and no no-ops. What n2 answers is about entries that n1 gives up before it leads again. */
export const oldAnswerStories: Record<string, Schedule> = {
  'an answer of an earlier term comes to the leader of a later one': [
    ...electedBy('n1', 'n2', 'n3'),
    proposes('n1', 'x'),
    proposes('n1', 'y'),
    proposes('n1', 'z'),
    newest('n1', 'n2', 'appendEntries'),
    ...electedBy('n3', 'n4', 'n5'),
    proposes('n3', 'b'),
    newest('n3', 'n1', 'appendEntries'),
    ...electedBy('n1', 'n4', 'n5'),
    proposes('n1', 'c'),
    proposes('n1', 'd'),
    deliverThis('n2', 'n1', appended(3)),
    newest('n1', 'n4', 'appendEntries'),
    newest('n4', 'n1', 'rejected'),
    newest('n1', 'n4', 'appendEntries'),
    newest('n4', 'n1', 'appended'),
    ...toTheEnd('n1'),
  ],
  'a leader has given up entries since it led before': [
    ...electedBy('n1', 'n2', 'n3'),
    proposes('n1', 'x'),
    proposes('n1', 'y'),
    newest('n1', 'n2', 'appendEntries'),
    newest('n2', 'n1', 'appended'),
    ...electedBy('n3', 'n4', 'n5'),
    proposes('n3', 'b'),
    newest('n3', 'n1', 'appendEntries'),
    ...electedBy('n1', 'n4', 'n5'),
    ...toTheEnd('n1'),
  ],
};

/** A snapshot after every three entries. */
export const snapshotStories: Record<string, Schedule> = {
  'a message comes once more, and its entries are in a snapshot': [
    ...elects('n1'),
    proposes('n1', 'a'),
    settle(),
    ...oneByOne('n1', 2, 'b'),
    ...beats('n1'),
    proposes('n1', 'c'),
    settle(),
    deliverThis('n1', 'n2', { ...append(1, [entry('a')]), leaderCommit: 1 }),
    ...toTheEnd('n1'),
  ],
  'a server has missed what is in a snapshot': [
    ...elects('n1'),
    partition(['n1', 'n2'], ['n3']),
    ...oneByOne('n1', 4, 'a'),
    ...elects('n2', 'n1', 'n2'),
    ...oneByOne('n2', 4, 'b'),
    ...toTheEnd('n2'),
    ...oneByOne('n2', 2, 'c'),
    ...toTheEnd('n2'),
  ],
};
