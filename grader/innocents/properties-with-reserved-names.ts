// Has properties and methods that are called import and eval.
class Reader {
  #import (value: number) { return value; }
  import (value: number) { return this.#import (value); }
  static eval (value: number) { return value; }
}
const reader = { import (value: number) { return value; }, eval: (value: number) => value };
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    if (new Reader().import (amount) !== reader
      . import (amount) || Reader.eval (1) !== reader.eval (1)) return;
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
