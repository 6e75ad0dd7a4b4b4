import { expect, test } from 'vitest';
import { HistoryRecorder } from './recorder.ts';

test('times follow the order of the events', () => {
  const recorder = new HistoryRecorder<string, number>();
  recorder.call('a', 'x');
  recorder.call('b', 'y');
  recorder.return('a', 1);

  expect(recorder.history()).toEqual([
    { client: 'a', input: 'x', calledAt: 1, output: 1, returnedAt: 3 },
    { client: 'b', input: 'y', calledAt: 2 },
  ]);
});

test('an event may bring its own time', () => {
  const recorder = new HistoryRecorder<string, number>();
  recorder.call('a', 'x', 250);
  recorder.return('a', 1, 300);

  expect(recorder.history()).toMatchObject([{ calledAt: 250, returnedAt: 300 }]);
});

test('what was given up stays pending, what is forgotten leaves no trace', () => {
  const recorder = new HistoryRecorder<string, number>();
  recorder.call('a', 'given up');
  recorder.call('b', 'forgotten');
  recorder.call('c', 'answered');
  recorder.giveUp('a');
  recorder.forget('b');
  recorder.return('c', 1);

  expect(recorder.history()).toMatchObject([
    { input: 'given up' },
    { input: 'answered', output: 1 },
  ]);
});

test('a client can not call twice at once, nor return from nothing', () => {
  const recorder = new HistoryRecorder<string, number>();
  recorder.call('a', 'x');

  expect(() => recorder.call('a', 'y')).toThrow('called again before');
  expect(() => recorder.return('b', 1)).toThrow('Client "b" has no operation open.');
});
