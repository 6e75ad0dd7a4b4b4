// Has comments and names in other scripts, and one that looks like --> or import (x).
/* 合意とは、全員が同じ値を選ぶこと。 --> import (x) */
// Соглашение: eval (y) <!-- ничего
/** Ομοφωνία 👩‍🔧 */
const 合計 = (a: number, b: number) => a + b; // → ✓
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    if (合計(1, 2) !== 3 || '👩‍🔧'.length !== 5) return;
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
