import { expect, test } from 'vitest';
import { layoutOf } from '../../../../grader/report/layout.ts';
import type { TraceEvent } from '../../../../grader/sim/index.ts';
import { memoriesAt } from './memory.ts';
import { storyKey } from './told.ts';

const at = { atMs: 0 } as const;
const trace: TraceEvent[] = [
  {
    ...at,
    id: 0,
    kind: 'boot',
    node: 'v1',
    durable: undefined,
    restart: false,
    state: { vote: null },
  },
  { ...at, id: 1, kind: 'request', node: 'v1', request: { type: 'ask' }, state: { vote: 'c1' } },
  { ...at, id: 2, kind: 'persist', node: 'v1', cause: 1, durable: { vote: 'c1' } },
  { ...at, id: 3, kind: 'crash', node: 'v1', because: '' },
];
const layout = layoutOf(trace, { nodes: [{ id: 'v1', role: 'voter' }], whole: true });

test('a cursor shows memory and disk after its row, and what the row has changed', () => {
  const shown = layout.rows.map(({ number }) => memoriesAt(trace, layout, number)[0]!);

  expect(layout.rows.map(({ event }) => event.kind)).toEqual(['request', 'persist', 'crash']);
  expect(shown.map(({ memory }) => memory)).toEqual([{ vote: 'c1' }, { vote: 'c1' }, undefined]);
  expect(shown.map(({ disk }) => disk)).toEqual([undefined, { vote: 'c1' }, { vote: 'c1' }]);
  expect(shown.map(({ changed }) => [...changed])).toEqual([['vote'], ['on disk'], []]);
});

test('a story has a file of its own', () => {
  const name = { exercise: '02-quorums/one-vote', check: 'overlap', story: 'c2 reaches v3, late!' };

  expect(storyKey(name)).toBe('02-quorums/one-vote/overlap/c2-reaches-v3-late');
});
