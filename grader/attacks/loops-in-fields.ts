// Tries to loop without a loop and without a function: in the fields of a class.
let depth = 60;
class Tree {
  left = depth > 0 ? (depth--, new Tree(), depth++) : 0;
  right = depth > 0 ? (depth--, new Tree(), depth++) : 0;
}
new Tree();
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
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
