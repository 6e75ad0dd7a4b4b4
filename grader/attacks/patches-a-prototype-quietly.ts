// Tries to change a prototype in a way that does not throw, and go on as if nothing had happened.
Reflect.set(Object.prototype, 'outcome', 'passed');
Reflect.defineProperty(Array.prototype, 'length', { value: 0 });
Reflect.setPrototypeOf(Array.prototype, { outcome: 'passed' });
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    node.emit({ type: 'total', total: state.total + amount });
  },
};
