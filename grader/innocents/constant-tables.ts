// Has tables at top level, computed before anything runs.
const names = new Map([['n1', 1], ['n2', 2], ['n3', 3]]);
const squares = Array.from({ length: 1_000 }, (_, index) => index * index);
const primes = squares.map((_, n) => n).filter((n) => n > 1 && !squares.some((_, d) => d > 1 && d < n && n % d === 0));
const frozen = Object.freeze({ names, squares, primes, text: 'x'.repeat(10_000) });
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    if (!frozen.names.has(node.id) || frozen.primes.length !== 168) return;
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
