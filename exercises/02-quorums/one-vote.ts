// An election in which every voter has one vote, for ever: at most one candidate wins, perhaps none.
// You write both sides. The brief is chapters/02-quorums/one-vote.mdx.
import { type NodeId, type Protocol, todo } from '#sim';

/** A candidate asks for a vote. */
export interface Ask {
  readonly type: 'ask';
}

/** The voter has voted for the candidate that it answers. */
export interface Yes {
  readonly type: 'yes';
}

/** The voter has voted for another candidate. */
export interface No {
  readonly type: 'no';
}

/** The application asks a candidate to stand for election. */
export interface Campaign {
  readonly type: 'campaign';
}

/** A majority of all voters has voted for this candidate. */
export interface Elected {
  readonly type: 'elected';
}

/** What a voter's disk holds. */
export interface VoteRecord {
  votedFor: NodeId | null;
}

/** What a voter knows while it runs: yours. A crash loses it. */
interface VoterMemory {
  // TODO(2.2a): What must a voter know to answer a candidate?
}

/** What a candidate knows while it runs: yours. A crash loses it, and nothing of it is on disk. */
interface CandidateMemory {
  // TODO(2.2c): What must a candidate know to tell one voter's two answers from two voters' answers?
}

interface Voter {
  state: VoterMemory;
  receives: Ask;
  sends: Yes | No;
  durable: VoteRecord;
  roles: 'voter' | 'candidate';
}

interface Candidate {
  state: CandidateMemory;
  receives: Yes | No;
  sends: Ask;
  requests: Campaign;
  emits: Elected;
  timers: 'ask';
  roles: 'voter' | 'candidate';
}

/** How long a candidate waits for answers before it asks again. */
export const askAgainMs = { min: 100, max: 200 };

export const voter: Protocol<Voter> = {
  start(node, durable) {
    // TODO(2.2a): Return what this voter knows. On its first boot `durable` is undefined; later it is what the disk
    //             holds. What would a voter do that has forgotten its vote?
    return todo('2.2a voter.start');
  },

  onMessage(node, state, from, message) {
    // TODO(2.2b): Vote for the first candidate that asks, and for no other. Say yes to it, however often it asks, and
    //             no to all others. Which comes first: the answer, or the record on disk?
    todo('2.2b voter.onMessage');
  },
};

export const candidate: Protocol<Candidate> = {
  start(node) {
    // TODO(2.2c): Return what this candidate knows before anyone has answered.
    return todo('2.2c candidate.start');
  },

  onRequest(node, state, request) {
    // TODO(2.2d): Ask every voter (`node.nodes.voter`), and set the timer `ask`.
    todo('2.2d candidate.onRequest');
  },

  onTimer(node, state, timer) {
    // TODO(2.2e): Ask those again that have not answered, and set the timer again, as long as it matters.
    todo('2.2e candidate.onTimer');
  },

  onMessage(node, state, from, message) {
    // TODO(2.2f): Emit `elected`, once, when a majority has said yes. A majority of whom?
    todo('2.2f candidate.onMessage');
  },
};
