import { expect, test } from 'vitest';
import { parseHistory, parseHistoryOf } from './drawing.ts';
import { lock } from './models/lock.ts';

test('columns are times, and a lane is a client', () => {
  const history = parseHistory(`
    a  |- write 1 -|
    b       |- read nil -|
  `);

  expect(history).toEqual([
    {
      client: 'a',
      input: { type: 'write', value: 1 },
      calledAt: 7,
      output: null,
      returnedAt: 19,
    },
    { client: 'b', input: { type: 'read' }, calledAt: 12, output: null, returnedAt: 25 },
  ]);
});

test('an operation whose bar is missing never returned', () => {
  const [operation] = parseHistory('a |--- read ---');

  expect(operation).toEqual({ client: 'a', input: { type: 'read' }, calledAt: 2 });
});

test('other objects have words of their own', () => {
  const history = parseHistoryOf(lock, 'a |- acquire a -| |- release a refused -|');

  expect(history).toMatchObject([
    { input: { type: 'acquire', owner: 'a' }, output: true },
    { input: { type: 'release', owner: 'a' }, output: false },
  ]);
});

test('a drawing that makes no sense names the words', () => {
  expect(() => parseHistory('a |- drop 1 -|')).toThrow('"drop 1" is no operation of a register');
  expect(() => parseHistory('a |- read -|')).toThrow('"read" returns, but does not say what');
});
