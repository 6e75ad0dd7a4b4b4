import { expect, test } from 'vitest';
import { termOf, terms } from './terms.ts';

test('every term has an anchor of its own, and no form is claimed twice', () => {
  const ids = terms.map(({ id }) => id);
  const forms = terms.flatMap((term) => term.forms.map((form) => form.toLowerCase()));

  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(forms).size).toBe(forms.length);
});

test('terms refer to terms that exist', () => {
  expect(() => terms.flatMap(({ see = [] }) => see.map(termOf))).not.toThrow();
});

test('definitions are sentences', () => {
  expect(terms.filter(({ definition }) => !/^[A-Z].*\.$/.test(definition))).toEqual([]);
});
