import { expect, test } from 'vitest';
import { changedLines } from './changed-lines.ts';

const told = (find: string, replace: string) =>
  changedLines({ find, replace }).map(({ is, text }) => `${is} ${text}`);

test('lines that stay are context, the others were taken out or put in', () => {
  expect(told('a();\nb();\nc();', 'a();\nd();\nc();')).toEqual([
    'span a();',
    'del b();',
    'ins d();',
    'span c();',
  ]);
});

test('a line that is added is not told as a change of its neighbours', () => {
  expect(told('a();\nc();', 'a();\nb();\nc();')).toEqual(['span a();', 'ins b();', 'span c();']);
});

test('a line that stands twice is counted once', () => {
  expect(told('a();\na();', 'a();')).toEqual(['span a();', 'del a();']);
});

test('nothing in its place is not an empty line', () => {
  expect(told('a();', '')).toEqual(['del a();']);
});
