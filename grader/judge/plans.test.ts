import { expect, test } from 'vitest';
import type { Plan } from '../sim/index.ts';
import { shrinkPlan } from './plans.ts';

const asked = (atMs: number, type: string) => ({ atMs, node: 'n1', request: { type } });

const plan: Plan = {
  seed: 1,
  requests: [asked(100, 'first'), asked(900, 'second'), asked(2_050, 'late')],
  faults: [
    { kind: 'pause', node: 'n1', atMs: 600, forMs: 1_000 },
    { kind: 'pause', node: 'n2', atMs: 1_000, forMs: 10 },
  ],
  rates: {
    loss: 0.1,
    duplicate: 0,
    straggle: 0,
    delayMs: { min: 1, max: 10 },
    diskMs: { min: 1, max: 3 },
    crashAtWrite: 0,
    crashBetweenEffects: 0,
    downMs: { min: 5, max: 60 },
  },
  healAtMs: 2_000,
  endAtMs: 5_000,
};

const types = ({ requests }: Plan) => requests.map(({ request }) => request.type);

test('time in which nothing needs to happen is cut out, and the time after the healing is not', () => {
  const { plan: small } = shrinkPlan(plan, (candidate) => types(candidate).includes('late'));

  expect(types(small)).toEqual(['late']);
  expect(small.healAtMs).toBeLessThan(100);
  expect(small.endAtMs - small.healAtMs).toBe(3_000);
  expect(small.requests[0]!.atMs - small.healAtMs).toBe(50);
});

test('what happens in the time that is cut out keeps its order, and faults their ends', () => {
  const needsThemApart = (candidate: Plan) => {
    const [first, second] = candidate.requests;
    const [pause] = candidate.faults;
    return (
      types(candidate).join(' ') === 'first second late' &&
      pause?.kind === 'pause' &&
      second!.atMs - first!.atMs >= 500 &&
      pause.atMs + pause.forMs > second!.atMs
    );
  };
  const { plan: small } = shrinkPlan(plan, needsThemApart);

  expect(needsThemApart(small)).toBe(true);
  expect(small.faults).toHaveLength(1);
  expect(small.healAtMs).toBeLessThan(1_000);
});
