import { expect, test } from 'vitest';
import { quoteOf, region } from './region.ts';

const source = `// #region outer
export const one = 1;

// #region inner
export const two = 2;
// #endregion inner
// #endregion outer
`;

test('a region is what stands between its markers, without those of others', () => {
  expect(region(source, 'outer')).toBe('export const one = 1;\n\nexport const two = 2;');
  expect(region(source, 'inner')).toBe('export const two = 2;');
});

test('a region that is not there, or does not end, is an error', () => {
  expect(() => region(source, 'other')).toThrow('There is no region "other".');
  expect(() => region('// #region open\n1;\n', 'open')).toThrow('There is no region "open".');
});

test('a name is not taken for a longer one', () => {
  expect(() => region('// #region types-of\n1;\n// #endregion types-of\n', 'types')).toThrow();
});

test('carriage returns do not hide a region', () => {
  expect(region('// #region a\r\n1;\r\n// #endregion a\r\n', 'a')).toBe('1;');
});

test('a fence names its file and its region', () => {
  expect(quoteOf('file=solutions/a/b.ts#types')).toEqual({
    file: 'solutions/a/b.ts',
    name: 'types',
  });
  expect(quoteOf('file=solutions/a/b.ts')).toBeUndefined();
  expect(quoteOf('title="file=x"')).toBeUndefined();
});
