import { expect, test } from 'vitest';
import type { Asked, Said } from './ask.ts';
import { judgeIn, type Labourer } from './client.ts';

/** A worker that says what a test tells it to. */
function labourers(answers: ((asked: Asked, say: (said: Said) => void) => void)[]) {
  let ended = 0;
  const asked: Asked[] = [];
  const hire = (): Labourer => {
    const answer = answers.shift()!;
    const worker: Labourer = {
      onmessage: null,
      onerror: null,
      postMessage(question) {
        asked.push(question);
        queueMicrotask(() => answer(question, (said) => worker.onmessage?.({ data: said })));
      },
      terminate: () => void ended++,
    };
    return worker;
  };
  return { hire, asked, ended: () => ended };
}

const nothing = { source: '', beside: {} };
const verdict = { exercise: 'a/b', outcome: 'passed' } as never;
const atCheck = (check: string): Said => ({
  said: 'progress',
  progress: { check, done: 0, total: 1 },
});

test('a question is answered, and its worker ended', async () => {
  const { hire, ended } = labourers([(_asked, say) => say({ said: 'verdict', verdict })]);

  await expect(judgeIn(hire).grade('a/b', nothing)).resolves.toBe(verdict);
  expect(ended()).toBe(1);
});

test('stopping ends the worker', async () => {
  const stop = new AbortController();
  const { hire, ended } = labourers([() => stop.abort()]);

  await expect(judgeIn(hire).grade('a/b', nothing, { signal: stop.signal })).rejects.toThrow(
    'aborted',
  );
  expect(ended()).toBe(1);
});

test('a check at which the judge fell silent is undecided, and the others are judged', async () => {
  const { hire, asked } = labourers([
    (_asked, say) => say(atCheck('slow')),
    (_asked, say) => say({ said: 'verdict', verdict }),
  ]);

  await expect(judgeIn(hire, 20).grade('a/b', nothing)).resolves.toBe(verdict);
  expect(asked[1]).toMatchObject({ ended: { slow: { outcome: 'undecided' } } });
});

test('a judge that is silent from the start is no verdict', async () => {
  const { hire } = labourers([() => {}]);

  await expect(judgeIn(hire, 20).grade('a/b', nothing)).rejects.toThrow('silent');
});

test('a bug of the judge is no verdict', async () => {
  const { hire } = labourers([(_asked, say) => say({ said: 'bug', because: 'oh' })]);

  await expect(judgeIn(hire).grade('a/b', nothing)).rejects.toThrow('oh');
});
