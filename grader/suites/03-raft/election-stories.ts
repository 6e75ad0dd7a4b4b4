// The scripted stories of the election. Each goes on until somebody leads and all have heard of it, so that an answer
// which asks in another order, or asks again, comes through as well.
import {
  fingerprint,
  type Message,
  type NodeId,
  type Schedule,
  type Step,
} from '../../sim/index.ts';
import {
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
  three,
  timer,
  toTheEnd,
} from './steps.ts';

const stands = (node: NodeId): Step => timer(node, 'election');
const asksForVote = (from: NodeId, to: NodeId) => deliver(from, to, 'requestVote');
const votes = (from: NodeId, to: NodeId) => deliver(from, to, 'vote');

/** The request arrives, and so does the answer. */
const isAsked = (voter: NodeId, candidate: NodeId): Step[] => [
  asksForVote(candidate, voter),
  votes(voter, candidate),
];

/** A message that has arrived arrives once more. */
const again = (from: NodeId, to: NodeId, message: Message): Step => ({
  ...deliver(from, to, message.type),
  content: fingerprint(message),
});

interface EmptyRequest extends Message {
  readonly term: number;
  readonly lastLogIndex: 0;
  readonly lastLogTerm: 0;
  readonly transfer: false;
}

/** What a candidate with an empty log asks. */
const request = (term: number): EmptyRequest => ({
  type: 'requestVote',
  term,
  lastLogIndex: 0,
  lastLogTerm: 0,
  transfer: false,
});

interface GrantedVote extends Message {
  readonly term: number;
  readonly granted: true;
}

const granted = (term: number): GrantedVote => ({ type: 'vote', term, granted: true });

/** All that is still under way arrives; then `leader` stands, unless it leads already, and has time to be heard by all. */
const endsWith = (leader: NodeId): Schedule => [
  heal,
  settle(),
  ...elects(leader),
  ...toTheEnd(leader),
];

/** One candidate at a time, and nothing is lost. */
export const quietStories: Readonly<Record<string, Schedule>> = {
  'n1 is elected, then n2': [...elects('n1'), ...beats('n1'), ...elects('n2'), ...toTheEnd('n2')],
  'n1 is elected and crashes, then n2 is elected': [
    ...elects('n1'),
    ...beats('n1'),
    crash('n1'),
    ...elects('n2'),
    ...toTheEnd('n2'),
  ],
};

export const oneVoteStories: Readonly<Record<string, Schedule>> = {
  'two candidates ask the third server': [
    stands('n1'),
    stands('n2'),
    asksForVote('n1', 'n3'),
    asksForVote('n2', 'n3'),
    ...endsWith('n1'),
  ],
  'two candidates ask each other': [
    stands('n1'),
    stands('n2'),
    asksForVote('n1', 'n2'),
    asksForVote('n2', 'n1'),
    ...endsWith('n1'),
  ],
  "a voter hears from the leader, and can't follow yet; then another candidate asks": [
    ...elects('n1'),
    partition(['n1', 'n2'], ['n3']),
    proposes('n1', 'a'),
    settle(),
    heal,
    ...reboot('n1'),
    stands('n1'),
    stands('n2'),
    ...isAsked('n3', 'n1'),
    deliver('n1', 'n3', 'appendEntries'),
    asksForVote('n2', 'n3'),
    ...endsWith('n1'),
  ],
  'a candidate asks twice, then another one asks': [
    stands('n1'),
    stands('n2'),
    asksForVote('n1', 'n3'),
    again('n1', 'n3', request(1)),
    asksForVote('n2', 'n3'),
    ...endsWith('n1'),
  ],
};

export const nextStories: Readonly<Record<string, Schedule>> = {
  'all three stand, and vote for themselves; then n3 stands again': [
    stands('n1'),
    stands('n2'),
    stands('n3'),
    settle(),
    ...elects('n3'),
    ...toTheEnd('n3'),
  ],
  'all crash and come back; then n3 stands': [
    ...elects('n1'),
    ...three.flatMap((server) => reboot(server)),
    ...elects('n3'),
    ...toTheEnd('n3'),
  ],
};

/** n3 is asked by n1, crashes at some effect of the handler, comes back, and is asked by n2. */
const crashesWhileItVotes = (cut: number): Schedule => [
  stands('n1'),
  stands('n2'),
  { ...asksForVote('n1', 'n3'), cut },
  restart('n3'),
  asksForVote('n2', 'n3'),
  ...endsWith('n1'),
];

export const diskStories: Readonly<Record<string, Schedule>> = {
  'a voter crashes after its vote, and another candidate asks': [
    stands('n1'),
    stands('n2'),
    asksForVote('n1', 'n3'),
    ...reboot('n3'),
    asksForVote('n2', 'n3'),
    ...endsWith('n1'),
  ],
  'a candidate crashes after it has asked, and another candidate asks it': [
    stands('n1'),
    asksForVote('n1', 'n3'),
    ...reboot('n1'),
    stands('n2'),
    asksForVote('n2', 'n1'),
    ...endsWith('n2'),
  ],
  'a server refuses a candidate of a later term, and crashes': [
    ...elects('n1'),
    partition(['n1', 'n2'], ['n3']),
    proposes('n1', 'a'),
    settle(),
    heal,
    stands('n3'),
    asksForVote('n3', 'n2'),
    ...reboot('n2'),
    ...beats('n1', 'n1', 'n2'),
    ...endsWith('n2'),
  ],
  'a voter crashes before the first effect of its vote': crashesWhileItVotes(0),
  'a voter crashes before the second effect of its vote': crashesWhileItVotes(1),
  'a voter crashes before the third effect of its vote': crashesWhileItVotes(2),
  'a voter crashes before the fourth effect of its vote': crashesWhileItVotes(3),
};

/** With five servers. */
export const majorityStories: Readonly<Record<string, Schedule>> = {
  'two of five servers are on one side': [
    partition(['n1', 'n2'], ['n3', 'n4', 'n5']),
    ...elects('n1'),
    ...elects('n3'),
    heal,
    ...toTheEnd('n3'),
  ],
  'one server votes again and again': [
    stands('n1'),
    ...isAsked('n2', 'n1'),
    again('n2', 'n1', granted(1)),
    again('n2', 'n1', granted(1)),
    ...endsWith('n1'),
  ],
  'votes of an earlier campaign come late': [
    stands('n1'),
    asksForVote('n1', 'n2'),
    asksForVote('n1', 'n3'),
    stands('n1'),
    votes('n2', 'n1'),
    votes('n3', 'n1'),
    ...endsWith('n1'),
  ],
  'two servers have voted for somebody else': [
    stands('n4'),
    asksForVote('n4', 'n2'),
    asksForVote('n4', 'n3'),
    stands('n1'),
    ...isAsked('n2', 'n1'),
    ...isAsked('n3', 'n1'),
    votes('n2', 'n4'),
    votes('n3', 'n4'),
    ...endsWith('n4'),
  ],
  'two of five servers are down': [crash('n2'), crash('n5'), ...elects('n1'), ...toTheEnd('n1')],
};

/** With four servers. */
export const evenStories: Readonly<Record<string, Schedule>> = {
  'two of four servers are on each side': [
    partition(['n1', 'n2'], ['n3', 'n4']),
    ...elects('n1'),
    ...elects('n3'),
    heal,
    ...reboot('n1'),
    ...endsWith('n1'),
  ],
};

/** With one server. */
export const aloneStories: Readonly<Record<string, Schedule>> = {
  'the only server stands for election': [...elects('n1')],
};

export const termStories: Readonly<Record<string, Schedule>> = {
  'an old leader comes back': [
    ...elects('n1'),
    partition(['n1'], ['n2', 'n3']),
    ...elects('n2'),
    heal,
    timer('n1', 'heartbeat'),
    deliver('n1', 'n3', 'appendEntries'),
    deliver('n3', 'n1', 'rejected'),
    timer('n1', 'heartbeat'),
    ...toTheEnd('n2'),
  ],
  'a candidate learns from a refusal that its term is over': [
    partition(['n1'], ['n2', 'n3']),
    ...elects('n2'),
    ...elects('n2'),
    ...elects('n3'),
    heal,
    stands('n1'),
    ...isAsked('n2', 'n1'),
    stands('n1'),
    settle(),
    ...endsWith('n3'),
  ],
  'each term has votes of its own': [...elects('n1'), ...elects('n2'), ...toTheEnd('n2')],
  'a request for a vote comes late, when the voter is in a later term': [
    stands('n1'),
    stands('n3'),
    stands('n2'),
    stands('n2'),
    ...isAsked('n2', 'n3'),
    asksForVote('n1', 'n3'),
    ...endsWith('n2'),
  ],
};

export const upToDateStories: Readonly<Record<string, Schedule>> = {
  'a server that has missed an entry stands': [
    ...elects('n1'),
    partition(['n1', 'n2'], ['n3']),
    proposes('n1', 'a'),
    settle(),
    heal,
    stands('n3'),
    asksForVote('n3', 'n2'),
    ...endsWith('n2'),
  ],
  'a server with a longer log of an older term stands': [
    ...elects('n1'),
    partition(['n1'], ['n2', 'n3']),
    proposes('n1', 'a'),
    proposes('n1', 'b'),
    ...elects('n2'),
    ...reboot('n1'),
    heal,
    stands('n1'),
    stands('n1'),
    asksForVote('n1', 'n3'),
    asksForVote('n1', 'n3'),
    ...endsWith('n2'),
  ],
  'a server with a shorter log of a later term stands': [
    ...elects('n1'),
    partition(['n1'], ['n2', 'n3']),
    proposes('n1', 'a'),
    proposes('n1', 'b'),
    ...elects('n2'),
    partition(['n1', 'n2'], ['n3']),
    stands('n2'),
    asksForVote('n2', 'n1'),
    ...endsWith('n2'),
  ],
  'a server with an equal log stands': [...elects('n1'), ...elects('n3'), ...toTheEnd('n3')],
};

/** With snapshots after every two entries. */
export const compactedStories: Readonly<Record<string, Schedule>> = {
  'a server that has missed all that is compacted stands': [
    ...elects('n1'),
    partition(['n1', 'n2'], ['n3']),
    proposes('n1', 'a'),
    settle(),
    proposes('n1', 'b'),
    settle(),
    proposes('n1', 'c'),
    settle(),
    ...beats('n1'),
    heal,
    stands('n3'),
    asksForVote('n3', 'n2'),
    ...endsWith('n2'),
  ],
};
