// The world beside a loop that only keeps a heap, copies messages and calls handlers.
import { runWorld } from '../sim/index.ts';
import { runBare } from './bare-loop.ts';
import { type Report, spaced } from './figure.ts';
import { measurePaired } from './paired.ts';
import { heartbeats, quietPlan, type Traffic, traffics } from './traffic.ts';

const ways = [
  { id: 'plain', what: '', options: {}, most: 2.5 },
  { id: 'trace', what: ', with a trace', options: { trace: true, memories: false }, most: 4 },
  { id: 'story', what: ', with a trace and memories', options: { trace: true }, most: undefined },
] as const;

export function benchWorlds(report: Report): void {
  for (const way of ways) {
    // A judge's world runs many protocols: code that has seen only one is faster than it will ever be.
    for (const traffic of traffics) runTraffic(traffic, way.options);
    for (const traffic of traffics) benchTraffic(report, traffic, way);
  }
  benchSpeed(report);
}

function benchTraffic(report: Report, traffic: Traffic, way: (typeof ways)[number]): void {
  const { id, what, options, most } = way;
  const run = () => runTraffic(traffic, options);
  const [events, eventsBare] = [run(), runBare(traffic)];
  const { ms, ratio, between } = measurePaired(run, () => runBare(traffic), { calls: 8 });
  const each = (ratio * eventsBare) / events;
  report({
    id: `world/${traffic.id}/${id}`,
    group: 'World',
    what: `${traffic.name}${what}`,
    measured: `${spaced((ms * 1e6) / events)} ns an event`,
    ratio: each,
    between,
    beside: 'a bare loop',
    ...(most === undefined
      ? {}
      : { aim: { text: `at most ${most} times`, isReached: each <= most } }),
  });
}

function runTraffic(
  { cluster, virtualMs }: Traffic,
  options: { readonly trace?: boolean; readonly memories?: boolean },
): number {
  return runWorld(cluster, quietPlan(virtualMs), { ...options, eventsMax: 1e7 }).events;
}

function benchSpeed(report: Report): void {
  const { ms } = measurePaired(
    () => runTraffic(heartbeats, {}),
    () => runBare(heartbeats),
  );
  const speed = heartbeats.virtualMs / ms;
  report({
    id: 'world/speed',
    group: 'World',
    what: 'virtual seconds in a second of five nodes with heartbeats',
    measured: spaced(speed),
    aim: { text: 'at least 1,000', isReached: speed >= 1_000 },
  });
}
