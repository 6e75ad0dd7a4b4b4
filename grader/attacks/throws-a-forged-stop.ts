// Tries to look like the stop of a loop, to be tried again.
class DidNotReturn extends Error {
  name = 'DidNotReturn';
}
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    throw new DidNotReturn('This did not return.');
  },
};
