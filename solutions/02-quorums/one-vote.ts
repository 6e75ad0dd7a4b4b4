// An election in which every voter has one vote, for ever: at most one candidate wins, perhaps none.
// It is one term of Raft's leader election (Ongaro and Ousterhout 2014, section 5.2), without the log.
import type { Node, NodeId, Protocol } from '#sim';

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

interface Voter {
  state: VoteRecord;
  receives: Ask;
  sends: Yes | No;
  durable: VoteRecord;
  roles: 'voter' | 'candidate';
}

interface Candidate {
  state: { answers: Map<NodeId, 'yes' | 'no'>; elected: boolean };
  receives: Yes | No;
  sends: Ask;
  requests: Campaign;
  emits: Elected;
  timers: 'ask';
  roles: 'voter' | 'candidate';
}

/** How long a candidate waits for answers before it asks again. */
export const askAgainMs = { min: 100, max: 200 };

// #region voter
export const voter = {
  start: (_node, durable) => durable ?? { votedFor: null },

  onMessage(node, state, from) {
    if (state.votedFor === null) {
      state.votedFor = from;
      // On disk before anyone hears of it: a voter that forgets its vote in a crash has a second one to give.
      node.persist(state);
    }
    node.send(from, { type: state.votedFor === from ? 'yes' : 'no' });
  },
} satisfies Protocol<Voter>;
// #endregion voter

// #region candidate
export const candidate = {
  start: () => ({ answers: new Map(), elected: false }),

  onRequest(node, state) {
    askTheSilent(node, state);
  },

  onTimer(node, state) {
    askTheSilent(node, state);
  },

  onMessage(node, state, from, message) {
    state.answers.set(from, message.type);
    if (state.elected || votesIn(state) <= node.nodes.voter.length / 2) return;

    state.elected = true;
    node.cancelTimer('ask');
    node.emit({ type: 'elected' });
  },
} satisfies Protocol<Candidate>;
// #endregion candidate

// #region ask-the-silent
/** Asks those that have not answered, as long as there are any and their votes could still matter. */
function askTheSilent(node: Node<Candidate>, state: Candidate['state']) {
  const silent = node.nodes.voter.filter((voter) => !state.answers.has(voter));
  if (state.elected || silent.length === 0) return;

  for (const voter of silent) node.send(voter, { type: 'ask' });
  node.setTimer('ask', askAgainMs);
}
// #endregion ask-the-silent

// #region votes-in
/** Voters, not messages: an answer that comes twice is the same answer. */
const votesIn = ({ answers }: Candidate['state']) =>
  [...answers.values()].filter((answer) => answer === 'yes').length;
// #endregion votes-in
