// The scripted stories of PreVote and CheckQuorum.
import {
  fingerprint,
  type Message,
  named,
  type NodeId,
  type Schedule,
  type Step,
} from '../../sim/index.ts';
import { get } from './store.ts';
import {
  asks,
  beats,
  crash,
  deliver,
  elects,
  heal,
  partition,
  proposes,
  settle,
  timer,
  toTheEnd,
} from './steps.ts';

type Stories = Readonly<Record<string, Schedule>>;

/** A client's operation, and what comes of it. */
const reads = (client: NodeId, name: string) => [asks(client, get(name)), settle()];

interface Yes extends Message {
  readonly term: number;
  readonly nextTerm: number;
  readonly granted: true;
}

const yesAbout = (nextTerm: number): Yes => ({
  type: 'preVote',
  term: nextTerm - 1,
  nextTerm,
  granted: true,
});

export const quietStories: Stories = {
  'a leader is elected and leads on': [
    timer('n2', 'election'),
    deliver('n2', 'n3', 'preVoteRequest'),
    partition(['n1', 'n3'], ['n2']),
    ...elects('n1'),
    heal,
    proposes('n1', 'a'),
    settle(),
    ...toTheEnd('n1'),
  ],
};

/** n3 hears nobody for a while, and comes back. */
export const returnStories: Stories = {
  'a server that was cut off comes back': [
    ...elects('n1'),
    partition(['n1', 'n2'], ['n3']),
    ...elects('n3'),
    ...elects('n3'),
    proposes('n1', 'a'),
    settle(),
    heal,
    ...elects('n3'),
    ...toTheEnd('n1'),
  ],
};

/** n5 reaches everybody but the leader. */
const withoutLeader = partition(['n1', 'n2', 'n3', 'n4'], ['n2', 'n3', 'n4', 'n5']);

export const bridgeStories: Stories = {
  'a server loses its link to the leader, and no other': [
    ...elects('n1'),
    ...beats('n1'),
    withoutLeader,
    ...elects('n5'),
    ...beats('n1'),
    ...elects('n5'),
    proposes('n1', 'a'),
    settle(),
    ...toTheEnd('n1'),
  ],
};

/** n3 misses an entry, then the leader is gone. */
export const behindStories: Stories = {
  'a server that is behind asks first': [
    ...elects('n1'),
    partition(['n1', 'n2'], ['n3']),
    proposes('n1', 'a'),
    settle(),
    crash('n1'),
    heal,
    timer('n2', 'election'),
    settle('n2'),
    ...elects('n3', 'n2', 'n3'),
    ...elects('n2', 'n2', 'n3'),
    ...beats('n2', 'n2', 'n3'),
    ...beats('n2', 'n2', 'n3'),
  ],
};

/** n5 has many entries of term 1, the others have fewer, and one of term 2. */
export const staleTermStories: Stories = {
  'a long log of an old term asks': [
    ...elects('n1'),
    partition(['n1', 'n5'], ['n2', 'n3', 'n4']),
    proposes('n1', 'a'),
    proposes('n1', 'b'),
    proposes('n1', 'c'),
    settle(),
    crash('n1'),
    timer('n3', 'election'),
    timer('n4', 'election'),
    ...elects('n2'),
    ...elects('n2'),
    heal,
    crash('n2'),
    timer('n3', 'election'),
    timer('n4', 'election'),
    settle('n3', 'n4'),
    ...elects('n5', 'n3', 'n4', 'n5'),
    ...elects('n5', 'n3', 'n4', 'n5'),
  ],
};

/** n2 says yes to n3 about term 1; before it arrives, term 1 has come, and n3 asks about term 2. */
export const oldYesStories: Stories = {
  'a yes comes late, to a question of an earlier term': [
    timer('n3', 'election'),
    deliver('n3', 'n2', 'preVoteRequest'),
    timer('n1', 'election'),
    deliver('n1', 'n2', 'preVoteRequest'),
    deliver('n2', 'n1', 'preVote'),
    deliver('n1', 'n3', 'requestVote'),
    timer('n3', 'election'),
    deliver('n2', 'n3', 'preVote'),
    settle(),
    ...beats('n1'),
    ...beats('n1'),
  ],
};

/** n2 says yes to n3; before it arrives, both hear from their leader. */
export const lateYesStories: Stories = {
  'a yes comes after the leader has been heard': [
    ...elects('n1'),
    timer('n2', 'election'),
    timer('n3', 'election'),
    deliver('n3', 'n2', 'preVoteRequest'),
    timer('n1', 'heartbeat'),
    deliver('n1', 'n2', 'appendEntries'),
    deliver('n1', 'n3', 'appendEntries'),
    deliver('n2', 'n3', 'preVote'),
    settle(),
    proposes('n1', 'a'),
    settle(),
    ...toTheEnd('n1'),
  ],
};

/** The same yes, once more: what n5 says to n2 about term 2. */
const yesAgain: Step = {
  do: 'deliver',
  from: 'n5',
  to: 'n2',
  type: 'preVote',
  content: fingerprint(yesAbout(2)),
};

export const countStories: Stories = {
  'one server says yes, and its answer comes three times': [
    ...elects('n1', 'n1', 'n2', 'n3', 'n5'),
    crash('n1'),
    timer('n5', 'election'),
    timer('n2', 'election'),
    deliver('n2', 'n5', 'preVoteRequest'),
    deliver('n5', 'n2', 'preVote'),
    yesAgain,
    yesAgain,
    timer('n3', 'election'),
    timer('n4', 'election'),
    settle(),
    ...elects('n2'),
    ...toTheEnd('n2'),
  ],
};

export const crashStories: Stories = {
  'the leader is gone': [
    ...elects('n1'),
    crash('n1'),
    ...elects('n2', 'n2', 'n3'),
    ...elects('n3', 'n2', 'n3'),
    ...elects('n2', 'n2', 'n3'),
    proposes('n2', 'a'),
    proposes('n3', 'a'),
    settle('n2', 'n3'),
    ...beats('n2', 'n2', 'n3'),
    ...beats('n3', 'n2', 'n3'),
  ],
  'all questions are lost at first': [
    crash('n1'),
    partition(['n2'], ['n3']),
    timer('n3', 'election'),
    timer('n2', 'election'),
    heal,
    ...elects('n2', 'n2', 'n3'),
    ...elects('n3', 'n2', 'n3'),
    proposes('n2', 'a'),
    proposes('n3', 'a'),
    settle('n2', 'n3'),
    ...beats('n2', 'n2', 'n3'),
    ...beats('n3', 'n2', 'n3'),
  ],
};

/** n1 is elected by the fewest who can: what the others would add to the story says nothing. */
const byTwo = elects('n1', 'n1', 'n2');
const byThree = elects('n1', 'n1', 'n2', 'n3');

export const cutOffStories: Stories = {
  'a leader is cut off with its client': [
    ...byTwo,
    partition(['n1', 'c1'], ['n2', 'n3']),
    // The first look still counts who answered before.
    timer('n1', 'quorum'),
    timer('n1', 'quorum'),
    ...reads('c1', 'read1'),
  ],
};

export const aloneStories: Stories = {
  'a leader of five keeps one follower': [
    ...byThree,
    partition(['n1', 'n2', 'c1'], ['n3', 'n4', 'n5']),
    timer('n1', 'quorum'),
    ...beats('n1'),
    timer('n1', 'quorum'),
    ...reads('c1', 'read1'),
  ],
};

export const heardStories: Stories = {
  'a leader of three keeps one follower': [
    ...byTwo,
    partition(['n1', 'n2'], ['n3']),
    timer('n1', 'quorum'),
    ...beats('n1'),
    timer('n1', 'quorum'),
    ...beats('n1'),
    timer('n1', 'quorum'),
    proposes('n1', 'a'),
    settle(),
    ...beats('n1'),
  ],
};

/**
 * November 2020, in short: the leader reaches one server only, and that one hears from it and so refuses all others
 * (Lianza and Snook, "A Byzantine failure in the real world"; Jensen, Howard and Mortier 2021).
 */
export const outageStories: Stories = {
  'the leader reaches one server, which all others reach': [
    ...elects('n4'),
    crash('n1'),
    partition(['n2', 'n4'], ['n2', 'n3', 'n5']),
    timer('n4', 'quorum'),
    ...beats('n4'),
    ...elects('n3'),
    ...elects('n5'),
    timer('n4', 'quorum'),
    // If n4 still led, n2 would hear from it before it hears what the others say.
    timer('n2', 'election'),
    ...beats('n4', 'n2', 'n4'),
    settle(),
    ...elects('n5'),
    ...elects('n3'),
    ...['n2', 'n3', 'n5'].map((node) => proposes(node, 'a')),
    settle(),
    ...['n2', 'n3', 'n5'].flatMap((node) => beats(node)),
    ...['n2', 'n3', 'n5'].flatMap((node) => beats(node)),
  ],
};

export const five: readonly NodeId[] = named('n', 5);
