// Has errors of its own, thrown and caught.
class Refused extends Error {
  override name = 'Refused';
  constructor(readonly why: string) {
    super(why);
  }
}
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    try {
      throw new Refused('on purpose');
    } catch (error) {
      if (!(error instanceof Refused) || error.why !== 'on purpose' || String(error) !== 'Refused: on purpose') return;
    } finally {
      state.seen = true;
    }
    state.total += amount;
    node.persist(state);
    for (const to of node.nodes.node) if (to !== node.id) node.send(to, { type: 'added', amount });
    node.emit({ type: 'total', total: state.total });
  },
  onMessage(node, state, _from, { amount }) {
    state.total += amount;
    node.persist(state);
    node.emit({ type: 'total', total: state.total });
  },
};
