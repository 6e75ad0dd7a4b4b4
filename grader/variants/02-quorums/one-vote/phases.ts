// A right election built differently: the candidate goes through phases, the voter keeps disk and memory apart.
import type { Node, NodeId, Protocol } from '#sim';

interface VoteRecord {
  votedFor: NodeId | null;
}

interface Voter {
  state: { favourite?: NodeId };
  receives: { readonly type: 'ask' };
  sends: { readonly type: 'yes' } | { readonly type: 'no' };
  durable: VoteRecord;
  roles: 'voter' | 'candidate';
}

export const voter = {
  start: (_node, durable) => (durable?.votedFor ? { favourite: durable.votedFor } : {}),

  onMessage(node, state, from) {
    if (state.favourite !== undefined && state.favourite !== from) {
      return node.send(from, { type: 'no' });
    }
    state.favourite = from;
    // Written again for every repeated question: more than is needed, and right.
    node.persist({ votedFor: from });
    node.note(`my vote is ${from}'s`);
    node.send(from, { type: 'yes' });
  },
} satisfies Protocol<Voter>;

type Phase =
  | { readonly name: 'idle' }
  | { readonly name: 'asking'; readonly waiting: Set<NodeId>; needed: number }
  | { readonly name: 'elected' };

interface Candidate {
  state: { phase: Phase };
  receives: { readonly type: 'yes' } | { readonly type: 'no' };
  sends: { readonly type: 'ask' };
  requests: { readonly type: 'campaign' };
  emits: { readonly type: 'elected' };
  timers: 'ask';
  roles: 'voter' | 'candidate';
}

export const candidate = {
  start: () => ({ phase: { name: 'idle' } }),

  onRequest(node, state) {
    if (state.phase.name !== 'idle') return;
    const voters = node.nodes.voter;
    const needed = Math.floor(voters.length / 2) + 1;
    state.phase = { name: 'asking', waiting: new Set(voters), needed };
    ask(node, voters);
  },

  onTimer(node, { phase }) {
    if (phase.name === 'asking' && phase.waiting.size > 0) ask(node, [...phase.waiting]);
  },

  // Answers to a campaign from before a crash find it idle, and are forgotten.
  onMessage(node, state, from, { type }) {
    const { phase } = state;
    if (phase.name !== 'asking' || !phase.waiting.delete(from) || type === 'no') return;
    phase.needed--;
    if (phase.needed > 0) return;
    state.phase = { name: 'elected' };
    node.emit({ type: 'elected' });
  },
} satisfies Protocol<Candidate>;

function ask(node: Node<Candidate>, voters: readonly NodeId[]) {
  node.setTimer('ask', { min: 100, max: 200 });
  for (const voter of voters) node.send(voter, { type: 'ask' });
}
