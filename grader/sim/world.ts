// The world: a cluster under a plan, in virtual time. The same cluster and plan give the same run, event for event.
import type { Cluster } from './cluster.ts';
import { HandlerError } from './machine.ts';
import type { Fault, Plan } from './plan.ts';
import type { NodeId } from './protocol.ts';
import type { Schedule } from './schedule.ts';
import type { TraceEvent } from './trace.ts';
import type { Broken } from './watch.ts';
import { diskDone, ready } from './world-effects.ts';
import { begin, boot, end, heal, restart } from './world-faults.ts';
import { arrive, request, timerRunsOut } from './world-inputs.ts';
import { type Happening, type WorldOptions, WorldState } from './world-state.ts';

export interface Run {
  readonly broken?: Broken;
  /** The first goal that was not reached, where nothing broke before. */
  readonly unmet?: Broken;
  readonly trouble?: HandlerError;
  /** True where the run was stopped because too much happened. */
  readonly stopped: boolean;
  readonly events: number;
  readonly deliveries: number;
  readonly endedAtMs: number;
  readonly reached: readonly string[];
  /** The same run without its clock. Empty unless asked for. */
  readonly schedule: Schedule;
  /** Empty unless asked for. */
  readonly trace: readonly TraceEvent[];
  /** Nodes that are down for good. */
  readonly dead: readonly NodeId[];
}

export interface RunOptions extends WorldOptions {
  /** More events than this, and the run is stopped. */
  readonly eventsMax?: number;
}

/** Runs a cluster through a plan, up to the first broken promise. */
export function runWorld(cluster: Cluster, plan: Plan, options: RunOptions = {}): Run {
  const world = new WorldState(cluster, plan, options);
  const counted = { events: 0, stopped: false };
  let trouble: HandlerError | undefined;
  try {
    prepare(world, options);
    loop(world, counted, options.eventsMax ?? 100_000);
    world.watch.judge();
    checkMemories(world);
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error;
    trouble = error;
  }
  return resultOf(world, counted, trouble);
}

function prepare(world: WorldState, { otherwise }: RunOptions): void {
  for (const planned of world.plan.requests)
    world.planned(planned.atMs, { do: 'request', planned });
  for (const fault of world.plan.faults) {
    if (!('atMs' in fault)) continue;
    world.planned(fault.atMs, { do: 'begin', fault });
    if (lasts(fault)) world.planned(fault.atMs + fault.forMs, { do: 'end', fault });
  }
  world.planned(world.plan.healAtMs, { do: 'heal' });
  const after = otherwise?.after;
  // Whatever else happens at that moment still happens as it did.
  if (after) world.planned(after.atMs, { do: 'draw anew', chance: after.chance }, Infinity);
  for (const node of world.nodes.values()) boot(world, node);
}

/** Its restart ends a crash, not the plan. */
const lasts = (fault: Fault): fault is Fault & { atMs: number; forMs: number } =>
  'forMs' in fault && fault.forMs !== undefined && fault.kind !== 'crash';

function loop(
  world: WorldState,
  counted: { events: number; stopped: boolean },
  eventsMax: number,
): void {
  for (let next = world.heap.pop(); next; next = world.heap.pop()) {
    if (next.atMs > world.plan.endAtMs || world.watch.broken) return;
    if (++counted.events > eventsMax) {
      counted.stopped = true;
      return;
    }
    world.nowMs = next.atMs;
    take(world, next);
  }
}

function take(world: WorldState, event: Happening): void {
  switch (event.kind) {
    case 'message':
      return arrive(world, event);
    case 'timer':
      return timerRunsOut(world, event);
    case 'disk':
      if (event.epoch === event.node.epoch) diskDone(world, event.node);
      return;
    case 'ready':
      if (event.epoch === event.node.epoch) ready(world, event.node);
      return;
    case 'planned':
      return takePlanned(world, event.act);
  }
}

function takePlanned(world: WorldState, act: (Happening & { kind: 'planned' })['act']): void {
  switch (act.do) {
    case 'request':
      return request(world, act.planned);
    case 'begin':
      return begin(world, act.fault);
    case 'end':
      return end(world, act.fault);
    case 'restart':
      if (act.epoch === act.node.epoch && !act.node.machine.up) restart(world, act.node, act.wiped);
      return;
    case 'heal':
      return heal(world);
    case 'draw anew':
      return world.drawAnew(act.chance);
  }
}

/** A protocol may keep anything in its memory while nobody copies it: looked at once, when the run is over. */
function checkMemories({ nodes }: WorldState): void {
  for (const { machine } of nodes.values()) if (machine.up) machine.checkMemory('start');
}

function resultOf(
  world: WorldState,
  { events, stopped }: { events: number; stopped: boolean },
  trouble: HandlerError | undefined,
): Run {
  const { broken } = world.watch;
  const unmet = broken || trouble || stopped ? undefined : world.watch.unmet();
  const told = broken ?? unmet;
  if (told) {
    const { what, nodes = [] } = told.broke;
    world.record({ kind: 'broken', promise: told.promise, what, nodes });
  }
  return {
    ...(broken ? { broken } : {}),
    ...(unmet ? { unmet } : {}),
    ...(trouble ? { trouble } : {}),
    stopped,
    events,
    deliveries: world.deliveries,
    endedAtMs: world.nowMs,
    reached: world.watch.reached(),
    schedule: world.steps ?? [],
    // Made when it is read.
    get trace() {
      return world.recorder?.events ?? [];
    },
    dead: [...world.dead],
  };
}
