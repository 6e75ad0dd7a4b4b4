// What the election with one vote for each voter promises, what must be seen, and what a run must bring about.
import { defineGoal, defineMonitor, defineSometimes, type NodeId } from '../../sim/index.ts';

const and = (nodes: readonly NodeId[]) => nodes.join(' and ') || 'nobody';

export const oneVoteEach = defineMonitor({
  listens: ['sent'],
  start: () => ({ votes: {} as Record<NodeId, NodeId> }),
  observe(state, seen) {
    if (seen.kind !== 'sent' || seen.message.type !== 'yes') return undefined;
    const { node: voter, peer: candidate } = seen;
    const first = (state.votes[voter] ??= candidate);
    if (first === candidate) return undefined;
    return {
      what: `${voter} said yes to ${first} and to ${candidate}.`,
      nodes: [voter, first, candidate],
    };
  },
});

export const sameAnswer = defineMonitor({
  listens: ['sent'],
  start: () => ({ answers: {} as Record<string, string> }),
  observe(state, seen) {
    if (seen.kind !== 'sent' || (seen.message.type !== 'yes' && seen.message.type !== 'no')) {
      return undefined;
    }
    const { node: voter, peer: candidate, message } = seen;
    const first = (state.answers[`${voter} ${candidate}`] ??= message.type);
    if (first === message.type) return undefined;
    return {
      what: `${voter} said ${first} to ${candidate}, and later ${message.type}.`,
      nodes: [voter, candidate],
    };
  },
});

export const oneWinner = defineMonitor({
  listens: ['emitted'],
  start: () => ({ winner: '' }),
  observe(state, seen) {
    if (seen.kind !== 'emitted') return undefined;
    state.winner ||= seen.node;
    if (state.winner === seen.node) return undefined;
    return {
      what: `Two winners: ${state.winner} and ${seen.node}.`,
      nodes: [state.winner, seen.node],
    };
  },
});

export const majorityBehindIt = defineMonitor({
  listens: ['received', 'emitted'],
  start: ({ roles }) => ({
    voters: roles['voter']!.nodes.length,
    votes: {} as Record<NodeId, NodeId[]>,
  }),
  observe(state, seen) {
    const votes = state.votes[seen.node] ?? [];
    if (seen.kind === 'received' && seen.message.type === 'yes') {
      state.votes[seen.node] = [...new Set([...votes, seen.peer])].toSorted();
    }
    if (seen.kind !== 'emitted' || votes.length > state.voters / 2) return undefined;
    return {
      what: `${seen.node} was elected by ${and(votes)}: ${votes.length} of ${state.voters} voters.`,
      nodes: [seen.node, ...votes],
    };
  },
});

export const saidOnce = defineMonitor({
  listens: ['emitted'],
  start: () => ({ winners: [] as NodeId[] }),
  observe(state, seen) {
    const again = state.winners.includes(seen.node);
    state.winners = [...state.winners, seen.node];
    return again
      ? { what: `${seen.node} said twice that it was elected.`, nodes: [seen.node] }
      : undefined;
  },
});
/** A candidate that must be elected by the end. */
export const elected = (candidate: NodeId) =>
  defineGoal({
    listens: ['emitted'],
    start: () => ({ elected: false }),
    observe(state, seen) {
      if (seen.node === candidate) state.elected = true;
    },
    unmet: (state) =>
      state.elected
        ? undefined
        : { what: `${candidate} asked for votes and was not elected.`, nodes: [candidate] },
  });

export const everyAskAnswered = defineGoal({
  listens: ['received', 'sent', 'crashed'],
  start: () => ({ open: [] as { voter: NodeId; candidate: NodeId }[] }),
  observe(state, seen) {
    if (seen.kind === 'received' && seen.message.type === 'ask') {
      state.open.push({ voter: seen.node, candidate: seen.peer });
    }
    // A crash may lose the question, and with it the answer.
    if (seen.kind === 'crashed') {
      state.open = state.open.filter(({ voter }) => voter !== seen.node);
    }
    if (seen.kind === 'sent') {
      state.open = state.open.filter(
        ({ voter, candidate }) => voter !== seen.node || candidate !== seen.peer,
      );
    }
  },
  unmet({ open: [first] }) {
    if (!first) return undefined;
    const { voter, candidate } = first;
    return { what: `${voter} did not answer ${candidate}.`, nodes: [voter, candidate] };
  },
});

/** Ends a run with the first message too many, so that the story of it is no longer than it must be. */
export const messagesAtMost = (most: number) =>
  defineMonitor({
    listens: ['sent'],
    start: () => ({ sent: 0 }),
    observe(state, seen) {
      state.sent++;
      return state.sent <= most
        ? undefined
        : {
            what: `The election took more than ${most} messages: ${seen.node} sent one more.`,
            nodes: [seen.node],
          };
    },
  });

export const someoneElected = defineSometimes({
  listens: ['emitted'],
  start: () => ({}),
  observe: () => true,
});

export const bothGotAVote = defineSometimes({
  listens: ['sent'],
  start: () => ({ favourites: [] as NodeId[] }),
  observe(state, seen) {
    if (seen.kind !== 'sent' || seen.message.type !== 'yes') return false;
    state.favourites = [...new Set([...state.favourites, seen.peer])].toSorted();
    return state.favourites.length > 1;
  },
});

export const evenSplit = defineSometimes({
  listens: ['sent'],
  start: ({ roles }) => ({
    voters: roles['voter']!.nodes.length,
    votes: {} as Record<NodeId, NodeId>,
  }),
  observe(state, seen) {
    if (seen.kind !== 'sent' || seen.message.type !== 'yes') return false;
    state.votes[seen.node] = seen.peer;
    const votes = Object.values(state.votes);
    return [...new Set(votes)].every(
      (candidate) => 2 * votes.filter((vote) => vote === candidate).length === state.voters,
    );
  },
});

export const crashedAfterItsVote = defineSometimes({
  listens: ['sent', 'crashed'],
  start: () => ({ voted: [] as NodeId[] }),
  observe(state, seen) {
    if (seen.kind === 'crashed') return state.voted.includes(seen.node);
    if (seen.kind === 'sent' && seen.message.type === 'yes') {
      state.voted = [...new Set([...state.voted, seen.node])].toSorted();
    }
    return false;
  },
});
