import { expect, test } from 'vitest';
import { layoutOf } from './layout.ts';
import { Telling } from './testing/telling.ts';

const told = () => new Telling({ node: ['n1', 'n2', 'n3'] }, { value: null });

const rowsOf = (t: Telling, whole = false) => layoutOf(t.trace, { nodes: t.nodes, whole }).rows;

test('a message is late when its sender did something else in the meantime', () => {
  const t = told();
  t.request('n1', { type: 'write' });
  const first = t.send('n1', 'n2', { type: 'store' });
  const second = t.send('n1', 'n3', { type: 'store' });
  t.receive(first, { value: 1 });
  t.timer('n1', 'retry', { value: 2 });
  t.receive(second, { value: 1 });

  expect(rowsOf(t).map(({ sentIn, isLate }) => [sentIn, isLate])).toEqual([
    [undefined, false],
    [1, false],
    [undefined, false],
    [1, true],
  ]);
});

test('a node is busy from a request to the answer, and down from a crash to the restart', () => {
  const t = told();
  t.request('n1', { type: 'read' });
  t.crash('n2');
  t.emit('n1', { type: 'read-done' });
  t.boot('n2', { value: null });

  expect(rowsOf(t).map(({ after }) => after.slice(0, 2))).toEqual([
    ['busy', 'up'],
    ['busy', 'down'],
    ['up', 'down'],
    ['up', 'up'],
  ]);
});

test('where saying it broke the promise, all that was said alike has its row', () => {
  const t = told();
  t.timer('n1', 'a', { value: 1 });
  t.send('n1', 'n2', { type: 'yes' });
  t.timer('n1', 'b', { value: 2 });
  t.send('n1', 'n3', { type: 'yes' });
  t.broken('a promise', 'n1 said yes to n2 and to n3', ['n1']);

  expect(rowsOf(t).map(({ event }) => event.kind)).toEqual([
    'timer',
    'send',
    'timer',
    'send',
    'broken',
  ]);
});

/** Forty heartbeats to n3, of which nothing comes, and one timer at n2. */
function longStory(): Telling {
  const t = told();
  for (let beat = 0; beat < 40; beat++) t.receive(t.send('n1', 'n3', { type: 'beat' }), { beat });
  const sent = t.send('n1', 'n2', { type: 'store' });
  t.receive(sent, { value: 1 });
  t.broken('a promise', 'broke', ['n2']);
  return t;
}

test('a long story is cut to what matters, and says what is left out', () => {
  const { rows, folded } = layoutOf(longStory().trace, { nodes: longStory().nodes });

  expect(rows.map(({ event }) => event.kind)).toEqual(['boot', 'receive', 'broken']);
  expect(folded).toEqual(new Map([['n3', 40]]));
});

test('told whole, a long story knows which of its rows matter', () => {
  const rows = rowsOf(longStory(), true);

  expect(rows.filter(({ matters }) => matters)).toHaveLength(3);
  expect(rows).toHaveLength(43);
});

test('where nothing came of all the messages, they are the story', () => {
  const t = told();
  for (let beat = 0; beat < 40; beat++) t.receive(t.send('n1', 'n3', { type: 'beat' }));
  t.broken('a promise', 'n2 was never answered', ['n2']);

  expect(rowsOf(t)).toHaveLength(42);
});
