// Tries to break whoever looks at a message.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    const refuse = () => { throw new Error('do not look'); };
    node.send('n1', new Proxy({}, { ownKeys: refuse, get: refuse, getPrototypeOf: refuse }));
  },
};
