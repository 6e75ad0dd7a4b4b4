import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut, printable, widthOf, wrap } from './fit.ts';

test('text of a submission can neither colour nor clear the screen', () => {
  expect(printable('\u001B[2J\u001B[31mred\u001B[0m \u001B]0;title\u0007done')).toBe('red done');
});

test('what can not be seen is shown to be there', () => {
  expect(printable('a\u202Eb\u0000c')).toBe('a\uFFFDb\uFFFDc');
});

test('what is cut off leaves an ellipsis, and wide characters count twice', () => {
  expect(cut('a register', 6)).toBe('a reg…');
  expect(cut('漢字漢字', 6)).toBe('漢字…');
  expect(cut('fits', 4)).toBe('fits');
});

const anyText = fc.string({ unit: 'binary', maxLength: 60 }).map(printable);

test('whatever is cut fits', () => {
  fc.assert(
    fc.property(anyText, fc.nat(30), (text, width) => {
      expect(widthOf(cut(text, width))).toBeLessThanOrEqual(width);
    }),
  );
});

test('wrapping loses no word and leaves no line too wide', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 4, max: 30 }), (text, width) => {
      const lines = wrap(text, width);

      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
  );
});
