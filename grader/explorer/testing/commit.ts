// Two-phase commit in two shapes, for tests: as engineers build it, and as Lamport specified it ("Consensus on Transaction
// Commit", 2006), whose numbers of reachable states are published.
import { named } from '../../sim/cluster.ts';
import { defineMonitor, defineSometimes } from '../../sim/observe.ts';
import type { NodeId, Protocol } from '../../sim/protocol.ts';
import type { Space } from '../space.ts';

type Outcome = 'commit' | 'abort';

type ToParticipant =
  { readonly type: 'prepare' } | { readonly type: 'decision'; readonly outcome: Outcome };

type ToCoordinator = { readonly type: 'vote'; readonly yes: boolean } | { readonly type: 'ask' };

interface Coordinator {
  state: { outcome: Outcome | null; yes: Set<NodeId> };
  receives: ToCoordinator;
  sends: ToParticipant;
  requests: { readonly type: 'commit' };
  emits: { readonly type: 'decided'; readonly outcome: Outcome };
  timers: 'give up';
  durable: Outcome;
  roles: 'coordinator' | 'participant';
}

interface Participant {
  state: { disk: 'working' | 'prepared' | Outcome };
  receives: ToParticipant;
  sends: ToCoordinator;
  emits: { readonly type: 'decided'; readonly outcome: Outcome };
  timers: 'ask';
  durable: 'prepared' | Outcome;
  roles: 'coordinator' | 'participant';
}

export type CommitMistake =
  | 'votes before it is prepared on disk'
  | 'tells before the decision is on disk'
  | 'aborts after it voted yes';

const coordinator = (mistake?: CommitMistake): Protocol<Coordinator> => ({
  // A coordinator that comes back without a decision has promised nothing: it aborts.
  start(node, durable) {
    if (durable !== undefined) tell(durable);
    return { outcome: durable ?? null, yes: new Set() };

    function tell(outcome: Outcome): void {
      for (const to of node.nodes.participant) node.send(to, { type: 'decision', outcome });
    }
  },

  onRequest(node, state) {
    if (state.outcome !== null) return;
    node.setTimer('give up', { min: 10, max: 20 });
    for (const to of node.nodes.participant) node.send(to, { type: 'prepare' });
  },

  onMessage(node, state, from, message) {
    if (message.type === 'ask') {
      // Without a decision, after a crash perhaps: nobody was told to commit.
      if (state.outcome === null && state.yes.size === 0) decide('abort');
      else if (state.outcome !== null)
        node.send(from, { type: 'decision', outcome: state.outcome });
      return;
    }
    if (state.outcome !== null) return;
    if (!message.yes) return decide('abort');
    state.yes.add(from);
    if (state.yes.size === node.nodes.participant.length) decide('commit');

    function decide(outcome: Outcome): void {
      state.outcome = outcome;
      const early = mistake === 'tells before the decision is on disk';
      if (!early) node.persist(outcome);
      for (const to of node.nodes.participant) node.send(to, { type: 'decision', outcome });
      if (early) node.persist(outcome);
      node.emit({ type: 'decided', outcome });
    }
  },

  onTimer(node, state) {
    if (state.outcome !== null) return;
    state.outcome = 'abort';
    node.persist('abort');
    for (const to of node.nodes.participant) node.send(to, { type: 'decision', outcome: 'abort' });
    node.emit({ type: 'decided', outcome: 'abort' });
  },
});

const participant = (mistake?: CommitMistake): Protocol<Participant> => ({
  start(node, durable) {
    if (durable === 'prepared') node.send('coordinator', { type: 'ask' });
    return { disk: durable ?? 'working' };
  },

  onMessage(node, state, from, message) {
    if (message.type === 'prepare') {
      if (state.disk === 'commit' || state.disk === 'abort') return;
      // Whether it can commit is its own affair.
      if (state.disk === 'working' && node.choose(2) === 0) {
        state.disk = 'abort';
        node.persist('abort');
        node.send(from, { type: 'vote', yes: false });
        return;
      }
      const early = mistake === 'votes before it is prepared on disk';
      if (early) node.send(from, { type: 'vote', yes: true });
      if (state.disk === 'working') {
        state.disk = 'prepared';
        node.persist('prepared');
      }
      if (!early) node.send(from, { type: 'vote', yes: true });
      if (mistake === 'aborts after it voted yes') node.setTimer('ask', { min: 10, max: 20 });
    } else if (state.disk !== 'commit' && state.disk !== 'abort') {
      state.disk = message.outcome;
      node.persist(message.outcome);
      node.emit({ type: 'decided', outcome: message.outcome });
    }
  },

  onTimer(node, state) {
    if (state.disk !== 'prepared') return;
    state.disk = 'abort';
    node.persist('abort');
    node.emit({ type: 'decided', outcome: 'abort' });
  },
});

const oneOutcome = defineMonitor<{ outcomes: Record<NodeId, string> }>({
  listens: ['persisted'],
  start: () => ({ outcomes: {} }),
  observe(state, seen) {
    if (seen.kind !== 'persisted' || seen.durable === 'prepared') return undefined;
    state.outcomes[seen.node] = String(seen.durable);
    const told = new Set(Object.values(state.outcomes));
    return told.size > 1 ? { what: 'One part committed, another aborted' } : undefined;
  },
});

export const commitment = (
  participants: number,
  rest: Partial<Space> & { mistake?: CommitMistake } = {},
): Space => {
  const { mistake, ...bounds } = rest;
  return {
    cluster: {
      roles: {
        coordinator: { nodes: ['coordinator'], protocol: () => coordinator(mistake) },
        participant: { nodes: named('p', participants), protocol: () => participant(mistake) },
      },
    },
    requests: { coordinator: [{ type: 'commit' }] },
    always: { 'one outcome': oneOutcome },
    sometimes: {
      'a transaction commits': defineSometimes<object>({
        listens: ['persisted'],
        start: () => ({}),
        observe: (_state, seen) => seen.kind === 'persisted' && seen.durable === 'commit',
      }),
    },
    timerFires: 1,
    ...bounds,
  };
};

interface LamportManager {
  state: { state: 'working' | 'prepared' | Outcome };
  receives: { readonly type: Outcome };
  sends: { readonly type: 'prepared' };
  timers: 'prepare' | 'abort';
  roles: 'transaction' | 'resource';
}

interface LamportTransaction {
  state: { state: 'init' | 'done'; prepared: Set<NodeId> };
  receives: { readonly type: 'prepared' };
  sends: { readonly type: Outcome };
  timers: 'commit' | 'abort';
  roles: 'transaction' | 'resource';
}

const whenever = { min: 1, max: 1 };

/** What a node may do of its own accord is a timer here: it may fire at any moment, and is cancelled where it is disabled. */
const lamportManager: Protocol<LamportManager> = {
  start(node) {
    node.setTimer('prepare', whenever);
    node.setTimer('abort', whenever);
    return { state: 'working' };
  },
  onTimer(node, state, timer) {
    node.cancelTimer('prepare');
    node.cancelTimer('abort');
    state.state = timer === 'prepare' ? 'prepared' : 'abort';
    if (timer === 'prepare') node.send('tm', { type: 'prepared' });
  },
  onMessage(node, state, _from, { type }) {
    node.cancelTimer('prepare');
    node.cancelTimer('abort');
    state.state = type;
  },
};

const lamportTransaction: Protocol<LamportTransaction> = {
  start(node) {
    node.setTimer('abort', whenever);
    return { state: 'init', prepared: new Set() };
  },
  onTimer(node, state, timer) {
    state.state = 'done';
    node.cancelTimer('commit');
    node.cancelTimer('abort');
    for (const to of node.nodes.resource) node.send(to, { type: timer });
  },
  onMessage(node, state, from) {
    if (state.state === 'done') return;
    state.prepared.add(from);
    if (state.prepared.size === node.nodes.resource.length) node.setTimer('commit', whenever);
  },
};

/** Lamport's TwoPhase: messages are a set that is never consumed. */
export const lamportTwoPhase = (managers: number): Space => ({
  cluster: {
    roles: {
      transaction: { nodes: ['tm'], protocol: () => lamportTransaction },
      resource: { nodes: named('rm', managers), protocol: () => lamportManager },
    },
  },
  always: {},
  timerFires: 'unbounded',
});
