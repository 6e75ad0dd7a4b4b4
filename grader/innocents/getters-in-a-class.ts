// Has a class of its own with getters, private fields and a static block.
class Counter {
  static made = 0;
  static #limit: number;
  static {
    Counter.#limit = 1_000;
  }
  #total: number;
  constructor(total: number) {
    this.#total = total;
    Counter.made++;
  }
  get total() {
    return Math.min(this.#total, Counter.#limit);
  }
  set total(next) {
    this.#total = next;
  }
}
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    const counter = new Counter(state.total);
    counter.total += amount;
    if (counter.total !== state.total + amount) throw new Error('Miscounted.');
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
