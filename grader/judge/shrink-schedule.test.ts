import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Cluster,
  defineMonitor,
  drawPlan,
  named,
  nodesOf,
  play,
  type Protocol,
  runWorld,
} from '../sim/index.ts';
import { shrinkSchedule } from './shrink-schedule.ts';

interface Relay {
  state: { passed: number };
  receives: { readonly type: 'token'; readonly hops: number };
  sends: { readonly type: 'token'; readonly hops: number };
  requests: { readonly type: 'start' };
  emits: { readonly type: 'arrived' };
  timers: 'noise';
  roles: 'node';
}

/** A token makes four hops; timers make noise beside it. */
const relay: Protocol<Relay> = {
  start(node) {
    node.setTimer('noise', { min: 5, max: 20 });
    return { passed: 0 };
  },
  onRequest: (node) => node.send('n2', { type: 'token', hops: 1 }),
  onMessage(node, state, _from, { hops }) {
    state.passed++;
    if (hops === 0) return;
    if (hops === 4) return node.emit({ type: 'arrived' });
    const next = (node.nodes.node.indexOf(node.id) + 1) % node.nodes.node.length;
    node.send(node.nodes.node[next]!, { type: 'token', hops: hops + 1 });
  },
  onTimer(node) {
    node.setTimer('noise', { min: 5, max: 20 });
    for (const peer of node.nodes.node) node.send(peer, { type: 'token', hops: 0 });
  },
};

const cluster = (): Cluster => ({
  roles: { node: { nodes: named('n', 3), protocol: () => relay } },
});

const neverArrives = defineMonitor({
  listens: ['emitted'],
  start: () => ({}),
  observe: () => ({ what: 'It arrived.' }),
});
const always = { 'Nothing ever arrives': neverArrives };

const failingSchedule = (seed: number) => {
  const shape = {
    requests: [{ node: 'n1', request: { type: 'start' } }],
    healAtMs: 200,
    endAtMs: 400,
    faults: ['crash', 'loss', 'duplicate'] as const,
  };
  const plan = drawPlan(shape, nodesOf(cluster()), seed);
  return runWorld(cluster(), plan, { always, schedule: true });
};

test('what is left breaks the promise, and no step of it can be left out, nor any two', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const { schedule, broken } = failingSchedule(seed);
      fc.pre(broken !== undefined);
      const shrunk = shrinkSchedule(cluster, schedule, { always }, broken)!;

      expect(play(cluster(), shrunk.schedule, { always }).broken?.promise).toBe(broken.promise);
      for (const [index] of shrunk.schedule.entries()) {
        expect(
          play(cluster(), shrunk.schedule.toSpliced(index, 1), { always }).broken,
        ).toBeUndefined();
      }
    }),
    { numRuns: 30 },
  );
});

test('a story in the midst of noise comes down to the steps that it needs', () => {
  const { schedule, broken } = failingSchedule(3);
  const shrunk = shrinkSchedule(cluster, schedule, { always }, broken!)!;

  expect(schedule.length).toBeGreaterThan(10);
  expect(shrunk.schedule.map((step) => step.do)).toEqual([
    'request',
    'deliver',
    'deliver',
    'deliver',
    'deliver',
  ]);
});

test('a schedule that breaks nothing has no story', () => {
  const { broken } = failingSchedule(3);

  expect(shrinkSchedule(cluster, [], { always }, broken!)).toBeUndefined();
});

test('the promise that broke must stay the one that is broken', () => {
  const { schedule, broken } = failingSchedule(3);
  const other = { ...broken!, promise: 'Another promise' };

  expect(shrinkSchedule(cluster, schedule, { always }, other)).toBeUndefined();
});
