import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawPlan } from './draw-plan.ts';
import { nodesOf } from './cluster.ts';
import type { PlanShape } from './plan.ts';
import type { Message } from './protocol.ts';
import { clusterOf, gossip, planOf } from './testing/protocols.ts';
import type { TraceEvent } from './trace.ts';
import { runWorld } from './world.ts';

const cluster = () => clusterOf(gossip, 3);
const tellA: Message & { text: string } = { type: 'tell', text: 'a' };
const shape: PlanShape = {
  requests: [{ node: 'n1', request: tellA }],
  healAtMs: 300,
  endAtMs: 600,
  faults: ['partition', 'one-way', 'loss', 'duplicate', 'straggle', 'crash at write'],
};
const drawn = fc.integer().map((seed) => drawPlan(shape, nodesOf(cluster()), seed));

test('one message of a run arrives at once, and all up to there stays as it was', () => {
  let arrived = 0;
  fc.assert(
    fc.property(drawn, fc.nat(), (plan, pick) => {
      const { trace } = runWorld(cluster(), plan, { trace: true });
      const lost = trace
        .filter((event) => event.kind === 'lost')
        .flatMap((event) => sendOf(event, trace));
      fc.pre(lost.length > 0);
      const send = lost[pick % lost.length]!;
      const arrives = { from: send.node, to: send.to, nth: earlierOnItsLink(send, trace).length };
      const { trace: otherwise } = runWorld(cluster(), plan, {
        trace: true,
        otherwise: { arrives },
      });

      expect(otherwise.slice(0, send.id + 1)).toEqual(trace.slice(0, send.id + 1));
      const isArrived = otherwise.some(
        (event) => event.kind === 'receive' && event.sent === send.id,
      );
      const lostNow = otherwise.find((event) => event.kind === 'lost' && event.cause === send.id);
      // Its receiver may be down just then, or busy until it crashes. Nothing else keeps it.
      const because = lostNow?.kind === 'lost' ? lostNow.because : '';
      expect(isArrived || / is down$|crashed before/.test(because)).toBe(true);
      if (isArrived) arrived++;
    }),
  );

  expect(arrived).toBeGreaterThan(20);
});

type Send = Extract<TraceEvent, { kind: 'send' }>;

function sendOf(lost: TraceEvent & { kind: 'lost' }, trace: readonly TraceEvent[]): Send[] {
  const send = lost.lost === 'message' ? trace[lost.cause ?? 0] : undefined;
  return send?.kind === 'send' ? [send] : [];
}

const earlierOnItsLink = ({ id, node, to }: Send, trace: readonly TraceEvent[]) =>
  trace.filter(
    (event) => event.kind === 'send' && event.id < id && event.node === node && event.to === to,
  );

test('after a moment chance is another, and all up to there stays as it was', () => {
  const plan = planOf({
    requests: [{ atMs: 10, node: 'n1', request: tellA }],
  });
  const told = (after?: { atMs: number; loss: number }) => {
    const rates = { ...plan.rates, loss: after?.loss ?? 0 };
    const otherwise = after ? { after: { atMs: after.atMs, chance: { seed: 77, rates } } } : {};
    return runWorld(cluster(), plan, { trace: true, otherwise }).trace;
  };
  const before = told();
  const after = told({ atMs: 60, loss: 1 });
  const early = <Event extends { atMs: number }>(events: readonly Event[]) =>
    events.filter(({ atMs }) => atMs <= 60);
  const lostAt = after.flatMap((event) => (event.kind === 'lost' ? [event.atMs] : []));

  expect(early(after)).toEqual(early(before));
  expect(before.some(({ kind }) => kind === 'lost')).toBe(false);
  expect(Math.min(...lostAt)).toBeGreaterThan(60);
});
