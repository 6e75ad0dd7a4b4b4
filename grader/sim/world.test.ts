import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawPlan } from './draw-plan.ts';
import { type AnyProtocol, nodesOf } from './cluster.ts';
import type { Fault, PlanShape } from './plan.ts';
import type { Protocol } from './protocol.ts';
import { clusterOf, gossip, planOf } from './testing/protocols.ts';
import type { TraceEvent } from './trace.ts';
import { runWorld } from './world.ts';

const cluster = () => clusterOf(gossip, 3);
const tell = (text: string, node = 'n1', atMs = 10) => ({
  atMs,
  node,
  request: { type: 'tell', text },
});

const everything: PlanShape = {
  requests: ['a', 'b', 'c'].map((text, index) => ({
    node: `n${index + 1}`,
    request: { type: 'tell', text },
  })),
  healAtMs: 300,
  endAtMs: 600,
  faults: [
    'crash',
    'wiped disk',
    'pause',
    'partition',
    'one-way',
    'clog',
    'slow node',
    'slow disk',
    'failing disk',
    'drift',
    'skew',
    'jump',
    'loss',
    'duplicate',
    'straggle',
    'crash at write',
    'crash between effects',
  ],
  faultsMax: 6,
};
const seeds = fc.integer();
const drawn = seeds.map((seed) => drawPlan(everything, nodesOf(cluster()), seed));

test('the same cluster and plan give the same trace, event for event', () => {
  fc.assert(
    fc.property(drawn, (plan) => {
      const once = runWorld(cluster(), plan, { trace: true, schedule: true });
      const again = runWorld(cluster(), plan, { trace: true, schedule: true });

      expect(again).toEqual(once);
    }),
  );
});

test('recording a trace changes nothing of the run', () => {
  fc.assert(
    fc.property(drawn, (plan) => {
      const { trace: _trace, schedule: _schedule, ...bare } = runWorld(cluster(), plan);
      const { trace, schedule, ...recorded } = runWorld(cluster(), plan, {
        trace: true,
        schedule: true,
      });

      expect(recorded).toEqual(bare);
      expect(trace.length).toBeGreaterThan(schedule.length);
    }),
  );
});

test('taking one fault away leaves every earlier event as it was', () => {
  fc.assert(
    fc.property(drawn, fc.nat(), (plan, pick) => {
      const removed = plan.faults[pick % Math.max(1, plan.faults.length)];
      fc.pre(removed !== undefined && 'atMs' in removed);
      const before = (faults: readonly Fault[]) =>
        runWorld(cluster(), { ...plan, faults }, { trace: true }).trace.filter(
          ({ atMs }) => atMs < removed.atMs,
        );

      expect(before(plan.faults.filter((fault) => fault !== removed))).toEqual(before(plan.faults));
    }),
  );
});

test('no message comes from nowhere: each was sent before, by its sender, as it is', () => {
  fc.assert(
    fc.property(drawn, (plan) => {
      const { trace } = runWorld(cluster(), plan, { trace: true });
      for (const event of trace) {
        if (event.kind !== 'receive') continue;
        const sent = trace[event.sent]!;
        expect(sent).toMatchObject({
          kind: 'send',
          node: event.from,
          to: event.node,
          message: event.message,
        });
        expect(sent.atMs).toBeLessThanOrEqual(event.atMs);
      }
    }),
  );
});

test('after a crash, a node boots with the last value that reached its disk', () => {
  fc.assert(
    fc.property(drawn, (plan) => {
      const onDisk = new Map<string, unknown>();
      for (const event of runWorld(cluster(), plan, { trace: true }).trace) {
        if (event.kind === 'persist') onDisk.set(event.node, event.durable);
        if (event.kind !== 'boot') continue;
        if (event.wiped) onDisk.delete(event.node);
        expect(event.durable).toEqual(onDisk.get(event.node));
      }
    }),
  );
});

test('once all faults are over, every node is up and rumours reach all of them', () => {
  fc.assert(
    fc.property(drawn, (plan) => {
      const healed = {
        ...plan,
        requests: [...plan.requests, tell('late', 'n2', plan.healAtMs + 1)],
      };
      const { trace } = runWorld(cluster(), healed, { trace: true });
      const heard = trace.filter(
        (event) => event.kind === 'emit' && event.output['text' as never] === 'late',
      );

      expect(heard.map(nodeOf).toSorted()).toEqual(['n1', 'n2', 'n3']);
    }),
  );
});

describe('each fault is seen in the trace, with its reason', () => {
  const during = { atMs: 5, forMs: 100 };
  const cases: [string, Parameters<typeof planOf>[0], (events: TraceEvent[]) => unknown][] = [
    ['loss', { rates: { loss: 1 } }, (events) => lostBecause(events, 'lost on the way')],
    [
      'duplication',
      { rates: { duplicate: 1 } },
      (events) => events.some((event) => event.kind === 'receive' && event.repeated),
    ],
    [
      'a split',
      { faults: [{ kind: 'partition', groups: [['n1'], ['n2', 'n3']], ...during }] },
      (events) => lostBecause(events, 'partition n1 | n2 n3'),
    ],
    [
      'a one-way cut',
      { faults: [{ kind: 'one-way', from: ['n1'], to: ['n2'], ...during }] },
      (events) => lostBecause(events, 'one-way cut: nothing from n1 to n2'),
    ],
    [
      'a clog',
      { faults: [{ kind: 'clog', from: 'n1', to: 'n2', ...during }] },
      (events) => arrivalsAt(events, 'n2', 'n1').every(({ atMs }) => atMs >= 105),
    ],
    [
      'a crash',
      { faults: [{ kind: 'crash', node: 'n2', ...during }] },
      (events) =>
        lostBecause(events, 'n2 is down') &&
        events.some((event) => event.kind === 'boot' && event.restart),
    ],
    [
      'a wiped disk',
      { faults: [{ kind: 'crash', node: 'n1', atMs: 50, forMs: 20, wiped: true }] },
      (events) =>
        events.some(
          (event) => event.kind === 'boot' && event.wiped === true && event.durable === undefined,
        ),
    ],
    [
      'a pause',
      { faults: [{ kind: 'pause', node: 'n2', ...during }] },
      (events) => arrivalsAt(events, 'n2', 'n1').every(({ atMs }) => atMs >= 105),
    ],
    [
      'a slow disk',
      { faults: [{ kind: 'slow disk', node: 'n1', writeMs: 40, ...during }] },
      (events) => events.find((event) => event.kind === 'persist')!.atMs === 10 + 2 + 40,
    ],
    [
      'a failing disk',
      { faults: [{ kind: 'failing disk', node: 'n1', ...during }] },
      (events) =>
        events.some((event) => event.kind === 'crash' && event.because === 'its disk failed'),
    ],
    [
      'a crash that loses the write in flight',
      { rates: { crashAtWrite: 1 } },
      (events) => events.some((event) => event.kind === 'lost' && event.lost === 'write'),
    ],
    [
      'a crash between two effects',
      { rates: { crashBetweenEffects: 1 } },
      (events) => events.some((event) => event.kind === 'lost' && event.lost === 'effects'),
    ],
  ];

  test.each(cases)('%s', (_name, options, isSeen) => {
    const { trace } = runWorld(cluster(), planOf({ requests: [tell('a')], ...options }), {
      trace: true,
    });

    expect(isSeen([...trace])).toBe(true);
  });

  test('a request to a node that is down', () => {
    const plan = planOf({
      requests: [tell('a')],
      faults: [{ kind: 'crash', node: 'n1', ...during }],
    });
    const { trace } = runWorld(cluster(), plan, { trace: true });

    expect(trace.find((event) => event.kind === 'lost')).toMatchObject({
      lost: 'request',
      because: 'n1 is down',
    });
  });
});

interface Clocked {
  state: { ticks: number };
  emits: { readonly type: 'time'; readonly now: number; readonly wall: number };
  timers: 'tick';
}

const clocked: Protocol<Clocked> = {
  start(node) {
    node.setTimer('tick', { min: 100, max: 100 });
    return { ticks: 0 };
  },
  onTimer: (node) => node.emit({ type: 'time', now: node.now(), wall: node.wallClock() }),
};

test.each<[string, Fault, { atMs: number; now: number; wall: number }]>([
  ['drift', { kind: 'drift', node: 'n1', share: 0.25 }, { atMs: 80, now: 100, wall: 100 }],
  ['skew', { kind: 'skew', node: 'n1', byMs: 5_000 }, { atMs: 100, now: 100, wall: 5_100 }],
  ['a jump', { kind: 'jump', node: 'n1', atMs: 50, byMs: -30 }, { atMs: 100, now: 100, wall: 70 }],
])('a clock with %s moves timers and readings as it says', (_name, fault, wanted) => {
  const { trace } = runWorld(clusterOf(clocked, 1), planOf({ faults: [fault] }), { trace: true });
  const told = trace.find((event) => event.kind === 'emit')!;

  expect(told).toMatchObject({ atMs: wanted.atMs, output: { now: wanted.now, wall: wanted.wall } });
});

interface Busy {
  state: { log: string[] };
  receives: { readonly type: 'note' };
  sends: { readonly type: 'note' };
  requests: { readonly type: 'go' };
  emits: { readonly type: 'saw'; readonly what: string };
  timers: 'soon' | 'never';
  durable: number;
  roles: 'node';
}

/** Starts a write of 50 ms; a timer and a message become due in the meantime. */
const busy: Protocol<Busy> = {
  start: () => ({ log: [] }),
  onRequest(node) {
    node.setTimer('soon', { min: 5, max: 5 });
    node.setTimer('never', { min: 6, max: 6 });
    node.send(node.id, { type: 'note' });
    node.persist(1);
    node.emit({ type: 'saw', what: 'disk' });
  },
  onMessage(node) {
    node.cancelTimer('never');
    node.emit({ type: 'saw', what: 'message' });
  },
  onTimer: (node, _state, timer) => node.emit({ type: 'saw', what: timer }),
};

test('while the disk writes, the node is busy: inputs wait in their order, and a cancelled timer is void', () => {
  const plan = planOf({
    requests: [{ atMs: 0, node: 'n1', request: { type: 'go' } }],
    rates: { diskMs: { min: 50, max: 50 } },
  });
  const { trace } = runWorld(clusterOf(busy, 1), plan, { trace: true });
  const seen = trace.flatMap((event) =>
    event.kind === 'emit' ? [[event.atMs, event.output['what' as never]]] : [],
  );

  expect(seen).toEqual([
    [50, 'disk'],
    [50, 'message'],
    [50, 'soon'],
  ]);
});

test('a run that never comes to rest is stopped, and says so', () => {
  const storm: AnyProtocol = {
    start: () => ({}),
    onRequest: (node) => node.send(node.id, { type: 'again' }),
    onMessage: (node) => node.send(node.id, { type: 'again' }),
  };
  const run = runWorld(clusterOf(storm, 1), planOf({ requests: [tell('x')] }), {
    eventsMax: 1_000,
  });

  expect(run.stopped).toBe(true);
});

const nodeOf = (event: TraceEvent): string => ('node' in event ? event.node : '');

const lostBecause = (events: TraceEvent[], because: string): boolean =>
  events.some((event) => event.kind === 'lost' && event.because === because);

const arrivalsAt = (events: TraceEvent[], node: string, from: string): TraceEvent[] => {
  const arrivals = events.filter(
    (event) => event.kind === 'receive' && event.node === node && event.from === from,
  );
  expect(arrivals.length).toBeGreaterThan(0);
  return arrivals;
};

test('a timer that ran out while the disk wrote, and was set anew before it was looked at, still comes', () => {
  const plan = planOf({
    requests: [{ atMs: 0, node: 'n1', request: { type: 'go' } }],
    rates: { diskMs: { min: 50, max: 50 } },
  });
  const again: Protocol<Busy> = {
    start: () => ({ log: [] }),
    onRequest(node) {
      node.setTimer('soon', { min: 5, max: 5 });
      node.send(node.id, { type: 'note' });
      node.persist(1);
    },
    // Handled right after the write: the timer has run out by then, and waits behind this.
    onMessage: (node) => node.setTimer('soon', { min: 30, max: 30 }),
    onTimer: (node, _state, timer) => node.emit({ type: 'saw', what: timer }),
  };
  const { trace } = runWorld(clusterOf(again, 1), plan, { trace: true });

  expect(trace.filter((event) => event.kind === 'emit').map(({ atMs }) => atMs)).toEqual([80]);
});
