import { expect, test } from 'vitest';
import type { Message, Plan } from '../sim/index.ts';
import type { SimulationCheck, Suite } from '../suites/suite.ts';
import { tellForPage } from './replay.ts';
import { answerWaitingFor, clientsSee, cluster, operations } from './testing/copies.ts';
import { unconfined } from './unconfined.ts';

const write = { node: 'c1', request: { type: 'write', id: 'w', value: 'a' } as Message };
const read = { node: 'c2', request: { type: 'read', id: 'r' } as Message };

const timed: SimulationCheck = {
  id: 'timed',
  title: 'Copies look like one, at any time',
  kind: 'simulation',
  points: 1,
  chapter: 'x',
  runs: 1,
  cluster,
  plan: () => ({
    requests: [write, read],
    healAtMs: 100,
    endAtMs: 200,
    faults: ['loss', 'straggle'],
  }),
  always: {
    'What clients see is linearizable': clientsSee,
    'Nothing at all': { listens: [], start: () => ({}), observe: () => undefined },
  },
  sometimes: {},
  timed: true,
};
const live: SimulationCheck = {
  ...timed,
  id: 'live',
  always: {},
  live: { operations, withinMs: 100, title: 'Every operation completes' },
};

const suite: Suite = {
  exercise: 'x/copies',
  title: 'Copies',
  exports: { copy: 'protocol', client: 'protocol' },
  checks: [timed, live],
  hints: ['', '', '', ''],
};

const plan: Plan = {
  seed: 1,
  requests: [
    { ...write, atMs: 10 },
    { ...read, atMs: 40 },
  ],
  // What c1 sends to k2 is lost: the read finds nothing there.
  faults: [{ kind: 'one-way', from: ['c1'], to: ['k2'], atMs: 0, forMs: 30 }],
  rates: {
    loss: 0,
    duplicate: 0,
    straggle: 0,
    crashAtWrite: 0,
    crashBetweenEffects: 0,
    delayMs: { min: 5, max: 5 },
    diskMs: { min: 1, max: 1 },
    downMs: { min: 5, max: 5 },
  },
  healAtMs: 100,
  endAtMs: 200,
};

const hasty = unconfined(answerWaitingFor(1));
const patient = unconfined(answerWaitingFor(2));

function told(check: SimulationCheck, answer: typeof hasty, by = plan) {
  const story = tellForPage(suite, check, { kind: 'plan', plan: by }, answer)!;
  return { story, insights: story.insights! };
}

test('a message that the plan took is tried: had it arrived, the promise would have held', () => {
  const { story, insights } = told(timed, hasty);

  expect(story.promise).toBe('What clients see is linearizable');
  expect(insights.neverArrived).toEqual({ of: 1, endWell: 1 });
  expect(story.trace[insights.whatIfs[0]!.sent]).toMatchObject({ kind: 'send', to: 'k2' });
});

test('the other promises of the check are told as kept', () => {
  expect(told(timed, hasty).insights.promises).toEqual([
    { name: 'What clients see is linearizable', brokeAt: expect.any(Number) as number },
    { name: 'Nothing at all' },
  ]);
});

test('before the message is lost the promise may well hold; once the read is answered it is broken', () => {
  const { story, insights } = told(timed, hasty);
  const shareAt = (atMs: number) => {
    const risk = insights.risks.findLast(({ event }) => story.trace[event]!.atMs <= atMs)!;
    return risk.broken / risk.of;
  };

  expect(shareAt(9)).toBeLessThan(1);
  expect(shareAt(Infinity)).toBe(1);
  expect(insights.risks.at(-1)!.event).toBe(story.trace.length - 2);
});

test('where nobody asks twice, a lost message makes it certain that an operation never completes', () => {
  const byChance: Plan = { ...plan, seed: 1, faults: [], rates: { ...plan.rates, loss: 0.3 } };
  const { story, insights } = told(live, patient, byChance);
  const lost = story.trace.find(({ kind }) => kind === 'lost')!;
  const certain = insights.risks.find(({ broken, of }) => broken === of)!;

  expect(story).toMatchObject({ promise: 'Every operation completes', missed: true });
  expect(insights.neverArrived).toEqual({ of: 1, endWell: 1 });
  expect(story.trace[certain.event]!.atMs).toBe(lost.atMs);
  expect(insights.risks[0]!.broken).toBeLessThan(insights.risks[0]!.of);
});

test('a message to a node that is down can not arrive, and is not asked about', () => {
  const down: Plan = {
    ...plan,
    faults: [{ kind: 'crash', node: 'k2', atMs: 1, forMs: 30 }],
  };
  const story = tellForPage(suite, live, { kind: 'plan', plan: down }, patient)!;

  expect(story.insights).toMatchObject({ neverArrived: { of: 0 }, whatIfs: [] });
});
