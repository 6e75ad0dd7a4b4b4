import { expect, test } from 'vitest';
import { numbersOf } from './class-file.ts';
import { exampleClass } from './example.ts';

test('the example shows all that a class can show, and is the same each time', () => {
  const file = exampleClass(['a/one', 'a/two', 'a/three', 'a/four', 'a/five', 'a/six']);
  const numbers = file.exercises.map((_, index) => numbersOf(file, index));

  expect(numbers.some(({ passed }) => passed > 0)).toBe(true);
  expect(numbers.some(({ inProgress }) => inProgress > 0)).toBe(true);
  expect(numbers.some(({ notStarted }) => notStarted > 0)).toBe(true);
  expect(exampleClass(file.exercises.map(({ id }) => id))).toEqual(file);
});
