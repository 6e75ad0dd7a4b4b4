// What must be seen in the worlds of the election, or they proved nothing.
import { type AnySometimes, defineSometimes, type NodeId } from '../../sim/index.ts';
import { field, numberIn } from './disks.ts';

/** A server was elected in this term, or in any. */
export const anElection = (inTerm?: number): AnySometimes =>
  defineSometimes({
    listens: ['emitted'],
    start: () => ({}),
    observe: (_state, seen) =>
      seen.kind === 'emitted' &&
      seen.output.type === 'leading' &&
      (inTerm === undefined || numberIn(seen.output, 'term') === inTerm),
  });

/** Two servers have stood for election in the same term. */
export const aContest = defineSometimes({
  listens: ['sent'],
  start: () => ({ candidates: {} as Record<number, NodeId> }),
  observe({ candidates }, seen) {
    if (seen.kind !== 'sent' || seen.message.type !== 'requestVote') return false;
    const first = (candidates[numberIn(seen.message, 'term')] ??= seen.node);
    return first !== seen.node;
  },
});

const isVote = (message: object): boolean => field(message, 'granted') === true;

/** A server refused its vote. */
export const aRefusal = defineSometimes({
  listens: ['sent'],
  start: () => ({}),
  observe: (_state, seen) =>
    seen.kind === 'sent' && seen.message.type === 'vote' && !isVote(seen.message),
});

/** A server crashed after it had voted for another, and came back. */
export const aVoterCameBack = defineSometimes({
  listens: ['sent', 'crashed', 'restarted'],
  start: () => ({ voted: [] as NodeId[], crashed: [] as NodeId[] }),
  observe(state, seen) {
    if (seen.kind === 'sent' && seen.message.type === 'vote' && isVote(seen.message)) {
      state.voted = [...new Set([...state.voted, seen.node])].toSorted();
    }
    if (seen.kind === 'crashed' && state.voted.includes(seen.node)) {
      state.crashed = [...new Set([...state.crashed, seen.node])].toSorted();
    }
    return seen.kind === 'restarted' && state.crashed.includes(seen.node);
  },
});

/** One server led, and later another one. */
export const aChangeOfLeader = defineSometimes({
  listens: ['emitted'],
  start: () => ({ leader: '' }),
  observe(state, seen) {
    if (seen.kind !== 'emitted' || seen.output.type !== 'leading') return false;
    const changed = state.leader !== '' && state.leader !== seen.node;
    state.leader = seen.node;
    return changed;
  },
});
