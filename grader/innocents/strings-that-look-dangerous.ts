// Has strings that a compartment would refuse if it could not read.
const arrows = ['-->', '<!--', "import (x)", 'eval (y)', `--> ${1} <!--`, String.raw`--> \n import (x)`];
const pattern = /-->|<!--|import \(/g;
const keys = { '-->': 1, 'import (x)': 2 };
if (arrows[0].length !== 3 || arrows[5] !== '--> ' + '\\' + 'n import (x)') throw new Error('A string has changed.');
if (pattern.source !== '-' + '->|<!-' + '-|import \\(' || !pattern.test('--' + '>')) throw new Error('A pattern has changed.');
if (Object.keys(keys).join() !== '-' + '->,import' + ' (x)') throw new Error('A key has changed.');
let count = 3;
while (count --> 0);
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
