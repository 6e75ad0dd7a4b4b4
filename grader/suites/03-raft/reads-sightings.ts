// What must be seen in some run of a check of reads, or the runs proved nothing.
import { defineSometimes, type NodeId } from '../../sim/index.ts';
import { field, leadsBy, numberIn, textIn } from './disks.ts';

/** A client heard the answer to a get. */
export const aRead = defineSometimes({
  listens: ['emitted'],
  start: () => ({}),
  observe: (_state, seen) =>
    seen.kind === 'emitted' &&
    seen.output.type === 'answered' &&
    typeof field(seen.output, 'answer') === 'string',
});

/** A get came to a server that leads, or believes so. */
export const aReadOfALeader = defineSometimes({
  listens: ['emitted', 'received', 'crashed'],
  start: () => ({ leaders: new Set<NodeId>() }),
  observe({ leaders }, seen) {
    if (seen.kind === 'crashed') leaders.delete(seen.node);
    if (seen.kind === 'emitted' && seen.output.type === 'leading') leaders.add(seen.node);
    return (
      seen.kind === 'received' &&
      seen.message.type === 'call' &&
      textIn(field(seen.message, 'operation'), 'type') === 'get' &&
      leaders.has(seen.node)
    );
  },
});

/** A leader of the past was asked to read: somebody leads in a later term, and it has not heard. */
export const aReadOfADeposedLeader = defineSometimes({
  listens: ['emitted', 'received', 'crashed', 'persisted'],
  start: () => ({
    leads: new Map<NodeId, number>(),
    terms: new Map<NodeId, number>(),
    latest: 0,
  }),
  observe(state, seen) {
    const { leads, terms } = state;
    const { node } = seen;
    if (seen.kind === 'crashed') leads.delete(node);
    if (seen.kind === 'persisted') terms.set(node, numberIn(seen.durable, 'currentTerm'));
    if (seen.kind === 'emitted' && seen.output.type === 'leading') {
      const term = numberIn(seen.output, 'term');
      leads.set(node, term);
      state.latest = Math.max(state.latest, term);
    }
    if (seen.kind !== 'received' || seen.message.type !== 'call') return false;
    if (textIn(field(seen.message, 'operation'), 'type') !== 'get') return false;
    const term = leads.get(node);
    return term !== undefined && term === terms.get(node) && term < state.latest;
  },
});

/** A get came to a leader before anybody had applied an entry of its term. */
export const aReadBeforeTheFirstCommit = defineSometimes({
  listens: ['emitted', 'received', 'crashed'],
  start: () => ({ leads: new Map<NodeId, number>(), applied: 0 }),
  observe(state, seen) {
    if (seen.kind === 'crashed') state.leads.delete(seen.node);
    if (seen.kind === 'emitted') {
      const term = numberIn(seen.output, 'term');
      if (seen.output.type === 'leading') state.leads.set(seen.node, term);
      if (seen.output.type === 'applied') state.applied = Math.max(state.applied, term);
    }
    if (seen.kind !== 'received' || seen.message.type !== 'call') return false;
    if (textIn(field(seen.message, 'operation'), 'type') !== 'get') return false;
    return (state.leads.get(seen.node) ?? 0) > state.applied;
  },
});

/** A leader heard the answer to a round that was not its last. */
export const anEarlierRound = defineSometimes({
  listens: ['sent', 'received'],
  start: () => ({ rounds: new Map<NodeId, { term: number; round: number }>() }),
  observe({ rounds }, seen) {
    if (seen.kind === 'sent') {
      const term = leadsBy(seen.message);
      if (term !== undefined) {
        rounds.set(seen.node, { term, round: numberIn(seen.message, 'round') });
      }
    }
    if (seen.kind !== 'received') return false;
    const last = rounds.get(seen.node);
    return (
      seen.message.type === 'appended' &&
      last?.term === numberIn(seen.message, 'term') &&
      numberIn(seen.message, 'round') < last.round
    );
  },
});
