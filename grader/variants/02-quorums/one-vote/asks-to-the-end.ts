// A right election built differently: the candidate wants to hear from every voter, even when it has won already, and the
// voter puts an empty record on its disk at its first boot.
import type { NodeId, Protocol } from '#sim';

interface VoteRecord {
  votedFor: NodeId | null;
}

interface Voter {
  state: { disk: VoteRecord; asked: NodeId[] };
  receives: { readonly type: 'ask' };
  sends: { readonly type: 'yes' } | { readonly type: 'no' };
  durable: VoteRecord;
  roles: 'voter' | 'candidate';
}

export const voter = {
  start(node, durable) {
    if (durable) return { disk: durable, asked: [] };
    const disk = { votedFor: null };
    node.persist(disk);
    return { disk, asked: [] };
  },

  onMessage(node, state, from) {
    if (!state.asked.includes(from)) state.asked.push(from);
    if (state.disk.votedFor !== null) {
      node.send(from, state.disk.votedFor === from ? { type: 'yes' } : { type: 'no' });
      return;
    }
    state.disk = { votedFor: from };
    node.persist(state.disk);
    node.send(from, { type: 'yes' });
  },
} satisfies Protocol<Voter>;

interface Candidate {
  state: { yes: NodeId[]; no: NodeId[]; running: boolean };
  receives: { readonly type: 'yes' } | { readonly type: 'no' };
  sends: { readonly type: 'ask' };
  requests: { readonly type: 'campaign' };
  emits: { readonly type: 'elected' };
  timers: 'ask';
  roles: 'voter' | 'candidate';
}

export const candidate = {
  start: () => ({ yes: [], no: [], running: false }),

  onRequest(node, state) {
    state.running = true;
    candidate.onTimer(node, state);
  },

  onTimer(node, { yes, no }) {
    const heard = [...yes, ...no];
    if (heard.length === node.nodes.voter.length) return;
    for (const voter of node.nodes.voter) {
      if (!heard.includes(voter)) node.send(voter, { type: 'ask' });
    }
    node.setTimer('ask', { min: 100, max: 200 });
  },

  onMessage(node, { yes, no, running }, from, { type }) {
    if (!running || yes.includes(from) || no.includes(from)) return;
    (type === 'yes' ? yes : no).push(from);
    const majority = Math.floor(node.nodes.voter.length / 2) + 1;
    if (type === 'yes' && yes.length === majority) node.emit({ type: 'elected' });
  },
} satisfies Protocol<Candidate>;
