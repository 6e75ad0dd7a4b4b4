import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodesOf } from './cluster.ts';
import { drawPlan } from './draw-plan.ts';
import { play } from './play.ts';
import type { PlanShape } from './plan.ts';
import type { Schedule } from './schedule.ts';
import { clusterOf, gossip } from './testing/protocols.ts';
import type { TraceEvent } from './trace.ts';
import { runWorld } from './world.ts';

const cluster = () => clusterOf(gossip, 3);
const tell = { do: 'request', node: 'n1', request: { type: 'tell', text: 'a' } } as const;
const rumour = (to: string, from = 'n1') => ({ do: 'deliver', from, to, type: 'rumour' }) as const;

test('a run of the world, as a schedule, comes to the same deliveries and outputs', () => {
  const shape: PlanShape = {
    requests: ['a', 'b', 'c'].map((text, index) => ({
      node: `n${index + 1}`,
      request: { type: 'tell', text },
    })),
    healAtMs: 300,
    endAtMs: 500,
    faults: [
      'crash',
      'pause',
      'partition',
      'clog',
      'loss',
      'duplicate',
      'straggle',
      'crash at write',
      'crash between effects',
    ],
  };
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const plan = drawPlan(shape, nodesOf(cluster()), seed);
      const run = runWorld(cluster(), plan, { trace: true, schedule: true });
      const played = play(cluster(), run.schedule, { trace: true });

      expect(played.steps).toHaveLength(run.schedule.length);
      expect(played.deliveries).toBe(run.deliveries);
      expect(outputsByNode(played.trace)).toEqual(outputsByNode(run.trace));
    }),
  );
});

test('playing the steps that were possible gives the same story again', () => {
  const schedule: Schedule = [
    tell,
    rumour('n9'),
    rumour('n2'),
    { do: 'settle' },
    { do: 'crash', node: 'n3' },
  ];
  const once = play(cluster(), schedule, { trace: true });
  const again = play(cluster(), once.steps, { trace: true });

  expect(again.trace).toEqual(once.trace);
  expect(again.steps).toEqual(once.steps);
});

test('a step that is impossible where it stands is skipped', () => {
  const { steps } = play(cluster(), [
    rumour('n2'),
    { do: 'timer', node: 'n1', timer: 'no such timer' },
    { do: 'restart', node: 'n1' },
    { do: 'crash', node: 'n2' },
    { do: 'crash', node: 'n2' },
    { do: 'request', node: 'n2', request: tell.request },
  ]);

  expect(steps).toEqual([{ do: 'crash', node: 'n2' }]);
});

test('a delivery that names content takes exactly it, then it once more, then the newest of its type', () => {
  const other = { do: 'request', node: 'n1', request: { type: 'tell', text: 'b' } } as const;
  const { steps } = play(cluster(), [tell, rumour('n2')]);
  const exact = steps[1]!;
  const texts = (schedule: Schedule) =>
    play(cluster(), schedule, { trace: true }).trace.flatMap((event) =>
      event.kind === 'receive' ? [[event.message['text' as never], event.repeated]] : [],
    );

  expect(texts([tell, other, exact])).toEqual([['a', false]]);
  expect(texts([tell, other, exact, exact])).toEqual([
    ['a', false],
    ['a', true],
  ]);
  expect(texts([other, exact])).toEqual([['b', false]]);
});

test('a cut takes the write and all after it', () => {
  const { trace } = play(
    cluster(),
    [
      { ...tell, cut: 0 },
      { do: 'restart', node: 'n1' },
    ],
    { trace: true },
  );

  expect(
    trace.filter(({ kind }) => kind === 'persist' || kind === 'emit' || kind === 'send'),
  ).toEqual([]);
  expect(trace.at(-1)).toMatchObject({ kind: 'boot', durable: undefined, restart: true });
});

test('a partition loses what is under way between its groups, until it heals', () => {
  const { trace, deliveries } = play(
    cluster(),
    [
      tell,
      { do: 'partition', groups: [['n1', 'n2'], ['n3']] },
      { do: 'settle' },
      { do: 'heal' },
      { do: 'settle' },
    ],
    { trace: true },
  );

  expect(trace.find((event) => event.kind === 'lost')).toMatchObject({
    because: 'partition n1 n2 | n3',
    node: 'n3',
  });
  expect(deliveries).toBe(2);
});

test('each step says where it begins in the trace', () => {
  const { began, steps, trace } = play(cluster(), [tell, rumour('n2')], { trace: true });

  expect(began.map((event) => trace[event]!.kind)).toEqual(['request', 'receive']);
  expect(steps).toHaveLength(2);
  expect(play(cluster(), [tell]).began).toEqual([]);
});

test('with a seed, messages arrive in an order of its own: the same for the same seed', () => {
  const orderFor = (seed: number, most?: number) => {
    const settle = { do: 'settle', seed, ...(most === undefined ? {} : { most }) } as const;
    const { trace } = play(cluster(), [tell, settle], { trace: true });
    return trace.flatMap((event) =>
      event.kind === 'receive' ? [`${event.from} ${event.node}`] : [],
    );
  };
  const orders = [1, 2, 3, 4, 5, 6].map((seed) => orderFor(seed).join());

  expect(orders).toEqual([1, 2, 3, 4, 5, 6].map((seed) => orderFor(seed).join()));
  expect(new Set(orders).size).toBeGreaterThan(1);
  expect(orderFor(1, 1)).toEqual(orderFor(1).slice(0, 1));
});

function outputsByNode(trace: readonly TraceEvent[]): Record<string, unknown[]> {
  const outputs: Record<string, unknown[]> = {};
  for (const event of trace)
    if (event.kind === 'emit') (outputs[event.node] ??= []).push(event.output);
  return outputs;
}
