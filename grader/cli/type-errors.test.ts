import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { exerciseFile } from './exercise-file.ts';
import { doubtsText, startTypeChecker } from './type-errors.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const checker = startTypeChecker(root);
afterAll(() => checker.close());

const check = (text: string) =>
  checker.check(exerciseFile(root, '02-quorums/nowhere'), 'mine.ts', text);

test('a type error has its place and its message', async () => {
  expect(await check('\nexport const size: number = "three";')).toEqual([
    {
      at: { file: 'mine.ts', line: 2, column: 14 },
      text: "Type 'string' is not assignable to type 'number'.",
    },
  ]);
});

test('an answer knows #sim and console.log, and neither timers nor a process', async () => {
  const text = [
    "import type { NodeId } from '#sim';",
    "export const first: NodeId = 'n1';",
    'console.log(first);',
    'setTimeout(() => {}, 1);',
    'process.exit();',
  ].join('\n');

  expect((await check(text)).map(({ at }) => at.line)).toEqual([4, 5]);
});

test('the errors of an older text are gone with it', async () => {
  await check('export const size: number = "three";');

  expect(await check('export const size: number = 3;')).toEqual([]);
});

test('of many errors the first few are shown, and how to see the rest', () => {
  const doubts = Array.from({ length: 7 }, (_, line) => ({
    at: { file: 'exercises/a/b.ts', line, column: 1 },
    text: 'No.',
  }));

  expect(doubtsText(doubts, 80).split('\n').at(-1)).toBe('  and 2 more: npx tsc --noEmit');
});
