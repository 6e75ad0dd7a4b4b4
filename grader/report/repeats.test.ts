import { expect, test } from 'vitest';
import { diagram } from './diagram.ts';
import { layoutOf } from './layout.ts';
import { plainStyles } from './styles.ts';
import { Telling } from './testing/telling.ts';

/** c1 asks s1 again and again, s1 sends it away; once, in between, s1 crashes. */
function inVain(rounds: number): Telling {
  const t = new Telling({ server: ['s1'], client: ['c1'] }, { tries: 0 });
  t.request('c1', { type: 'get' });
  for (let round = 1; round <= rounds; round++) {
    t.timer('c1', 'retry', { tries: round });
    const call = t.send('c1', 's1', { type: 'call' });
    t.receive(call, { tries: round });
    t.receive(t.send('s1', 'c1', { type: 'redirect' }));
    if (round !== 2) continue;
    t.crash('s1');
    t.boot('s1', { tries: 0 });
  }
  t.broken('a goal', 'c1 was never answered', ['c1']);
  return t;
}

const told = ({ trace, nodes }: Telling, options = {}) =>
  layoutOf(trace, { nodes, missed: true, brief: true, ...options });

test('what is only said again is left out, with the rows where it was', () => {
  const lines = diagram(told(inVain(20)), { width: 60, styles: plainStyles });

  expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
    "
          server
          s1    c1    ┃ not yet answered
          │     │
      1   │     ▼     asked: get
      2   │     ◷     timer retry  · tries=1
      3   │◄────┨     call  · tries=1
      4   │     ◷     timer retry  · tries=2
      5   │◄────┨     call  · tries=2
      6   †     ┃     crashes
      7   ↻     ┃     restarts, with nothing on disk
          │     ┃     rows 8 to 43 repeat earlier ones
     44   ├────►┃     redirect
     45   │     ✗     BROKEN: c1 was never answered
    Events that play no part, left out: 19 of c1.
    "
  `);
});

test('what happens to a node is told each time', () => {
  const rows = told(inVain(20)).rows.map(({ event }) => event.kind);

  expect(rows.filter((kind) => kind === 'crash' || kind === 'boot')).toEqual(['crash', 'boot']);
  expect(rows.at(-1)).toBe('broken');
});

test('rows keep their numbers, and those left out are counted', () => {
  const trace = inVain(20);
  const { rows } = told(trace);
  const { rows: all } = told(trace, { brief: false });

  expect(rows.length + rows.reduce((sum, { repeated = 0 }) => sum + repeated, 0)).toBe(all.length);
  expect(rows.at(-1)!.number).toBe(all.length);
  expect(told(trace, { rowsMax: 2 }).rowsLeftOut).toBe(rows.at(-2)!.number - 1);
});

test('a short story is told row by row', () => {
  const trace = inVain(4);

  expect(told(trace).rows).toEqual(told(trace, { brief: false }).rows);
});
