import { expect, test } from 'vitest';
import { changesOf, stateLines, statesAtTheEnd } from './state.ts';
import { plainStyles } from './styles.ts';
import { countedTwice, forgottenVote } from './testing/stories.ts';
import { Telling } from './testing/telling.ts';

const shown = (states: Parameters<typeof stateLines>[0], width = 78) =>
  `\n${stateLines(states, { width, styles: plainStyles }).join('\n')}\n`;

test('what the last step changed stands first, the nodes that were named after it', () => {
  expect(shown(statesAtTheEnd(forgottenVote().trace))).toMatchInlineSnapshot(`
    "
    c2  votes: {v2} → {v2 v3}
        unchanged: votedFor=null
    c1  votedFor=null votes={v1 v2}
    v2  votedFor=c2
        on disk: nothing
    "
  `);
});

test('a node that is down has no memory, only a disk', () => {
  expect(shown(statesAtTheEnd(countedTwice().trace))).toMatchInlineSnapshot(`
    "
    c1  acknowledged=2
    r1  down
        on disk: nothing
    "
  `);
});

test('of a long value, the parts that changed are told', () => {
  const log = Array.from({ length: 30 }, (_, index) => ({ term: 1, index }));
  const before = {
    log,
    operation: { phase: 'query', answers: new Map([['r1', 1]]), at: 'r1 r2 r3' },
  };
  const after = structuredClone(before);
  after.log[29]!.term = 2;
  after.operation.answers.set('r2', 4);

  expect(changesOf(before, after).map(({ path }) => path)).toEqual([
    'log[29]',
    'operation.answers',
  ]);
});

test('of a map, the entries that came, went or changed are told', () => {
  const before = { open: new Map<string, object>([['w1', { has: new Set(['r1']), of: 'a write' }], ['w2', {}]]) }; // prettier-ignore
  const after = { open: new Map<string, object>([['w1', { has: new Set(['r1', 'r2']), of: 'a write' }]]) }; // prettier-ignore

  expect(changesOf(before, after)).toEqual([
    { path: 'open[w1].has', before: new Set(['r1']), after: new Set(['r1', 'r2']) },
    { path: 'open[w2]', before: {}, after: undefined },
  ]);
});

test('a change that is wider than the screen takes two lines', () => {
  const t = new Telling({ node: ['n1'] }, { heard: new Set(['a message of some length']) });
  t.timer('n1', 'retry', {
    heard: new Set(['a message of some length', 'and another one of these']),
  });
  t.broken('a promise', 'broke', ['n1']);

  expect(shown(statesAtTheEnd(t.trace), 60)).toMatchInlineSnapshot(`
    "
    n1  heard:
            {"a message of some length"}
          → {"a message of some length" "and another one of
            these"}
    "
  `);
});
