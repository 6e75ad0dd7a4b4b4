// Tries to run code when a name is compared.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    node.send({ toString: () => 'n1', valueOf: () => 'n2' }, { type: 'added', amount });
  },
};
