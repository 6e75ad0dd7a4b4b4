import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { gradeFile } from './grade.ts';
import { tallySuite } from './testing/tally-suite.ts';

const innocent = fileURLToPath(new URL('../../innocents/map-state.ts', import.meta.url));
const answer = { suite: tallySuite, root: dirname(innocent), file: 'map-state.ts', salts: ['one'] };
const entry = (name: string) => fileURLToPath(new URL(`testing/${name}.ts`, import.meta.url));

test('a sample of the worlds comes out the same in a second process', async () => {
  const { verdicts } = await gradeFile({
    ...answer,
    entry: entry('tally-entry'),
    crossCheck: true,
  });

  expect(verdicts[0]!.checks.map(({ outcome }) => outcome)).toEqual(['passed', 'passed']);
});

test('an answer whose worlds depend on the process gets no point for them', async () => {
  const request = { ...answer, entry: entry('fickle-entry') };
  const unchecked = await gradeFile(request);
  const checked = await gradeFile({ ...request, crossCheck: true });

  expect(unchecked.verdicts[0]!.points).toBe(2);
  expect(checked.verdicts[0]!.points).toBe(1);
  expect(checked.verdicts[0]!.checks[1]).toMatchObject({ outcome: 'not deterministic' });
});

test('under several salts, each gets its verdict, in their order', async () => {
  const salts = ['a', 'b', 'a'];
  const { verdicts } = await gradeFile({ ...answer, entry: entry('tally-entry'), salts });

  expect(verdicts[2]).toEqual(verdicts[0]);
  expect(verdicts[1]!.checks[1]!.sample).not.toBe(verdicts[0]!.checks[1]!.sample);
});
