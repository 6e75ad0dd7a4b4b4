// Boots, crashes and the other faults of a plan.
import { describeFault } from './network.ts';
import type { Fault } from './plan.ts';
import { nameOf, recordBoot } from './handler-event.ts';
import { proceed } from './world-effects.ts';
import { drain } from './world-inputs.ts';
import type { WorldNode } from './world-node.ts';
import type { WorldState } from './world-state.ts';

/** Boots a node; `step` is the restart that it is part of. */
export function boot(
  world: WorldState,
  node: WorldNode,
  step?: NonNullable<WorldNode['step']> & { wiped?: true },
): void {
  node.nowMs = world.nowMs;
  node.boot();
  node.step = step;
  node.readClock = false;
  const { durable } = node.machine;
  node.effects = node.machine.start(node);
  if (node.readClock && node.step) node.step.atMs = world.nowMs;
  if (world.recorder) {
    const restart = step !== undefined;
    const boot = { durable, restart, ...(step?.wiped ? { wiped: step.wiped } : {}) };
    node.cause = recordBoot(world.recorder, world.nowMs, node.machine, boot);
  }
  node.nextEffect = 0;
  proceed(world, node);
}

export function restart(world: WorldState, node: WorldNode, wiped: boolean): void {
  if (wiped) node.machine.durable = undefined;
  const step = {
    do: 'restart' as const,
    node: node.id,
    ...(wiped ? { wiped: true as const } : {}),
  };
  world.steps?.push(step);
  world.see({ kind: 'restarted', node: node.id });
  boot(world, node, step);
}

export interface Crash {
  readonly because: string;
  /** Back after so long; where it is absent, someone else brings it back, or nobody. */
  readonly downMs?: number | undefined;
  readonly wiped?: boolean;
}

export function crash(
  world: WorldState,
  node: WorldNode,
  { because, downMs, wiped = false }: Crash,
): void {
  loseEffects(world, node);
  node.machine.crash();
  node.epoch++;
  node.busy = false;
  node.timers.clear();
  world.record({ kind: 'crash', node: node.id, because });
  loseWaiting(world, node);
  world.see({ kind: 'crashed', node: node.id });
  if (downMs !== undefined) {
    world.planned(world.nowMs + downMs, { do: 'restart', node, wiped, epoch: node.epoch });
  }
}

/** A crash in the middle of a handler's effects is that handler's cut; at rest, it is a step of its own. */
function loseEffects(world: WorldState, node: WorldNode): void {
  const pending = node.effects[node.nextEffect];
  node.effects = [];
  if (pending && node.step) node.step.cut = node.nextEffect;
  else world.steps?.push({ do: 'crash', node: node.id });
  if (!pending) return;
  const write = pending.do === 'persist';
  world.record({
    kind: 'lost',
    node: node.id,
    lost: write ? 'write' : 'effects',
    because: write ? 'it crashed before the disk was done' : `it crashed before ${nameOf(pending)}`,
    cause: node.cause,
  });
}

function loseWaiting(world: WorldState, node: WorldNode): void {
  const because = `${node.id} crashed before it could look at it`;
  for (const waiting of node.waiting) {
    if (waiting.kind === 'timer') continue;
    const message = waiting.kind === 'message' ? waiting.message : waiting.request;
    const cause = waiting.kind === 'message' ? waiting.sent : 0;
    world.record({ kind: 'lost', node: node.id, lost: waiting.kind, because, message, cause });
  }
  node.waiting = [];
}

export function begin(world: WorldState, fault: Fault): void {
  if (world.calm && fault.kind !== 'crash') return;
  if ('node' in fault) return beginAtNode(world, fault, world.nodes.get(fault.node)!);
  world.faults.add(fault);
  world.network.setFaults([...world.faults]);
  const groups = fault.kind === 'partition' ? { groups: fault.groups } : {};
  world.record({ kind: 'network', because: describeFault(fault), ...groups });
}

function beginAtNode(world: WorldState, fault: Fault & { node: string }, node: WorldNode): void {
  const because = describeFault(fault);
  switch (fault.kind) {
    case 'crash': {
      if (fault.forMs === undefined) world.dead.add(node.id);
      if (!node.machine.up) return;
      return crash(world, node, { because, downMs: fault.forMs, wiped: fault.wiped ?? false });
    }
    case 'jump':
      world.record({ kind: 'clock', node: node.id, because });
      return;
    case 'pause':
      node.paused = true;
      world.record({ kind: 'pause', node: node.id, because });
      return;
    default:
      world.faults.add(fault);
      world.record({ kind: 'slow', node: node.id, because });
  }
}

export function end(world: WorldState, fault: Fault): void {
  if (fault.kind === 'pause') return resume(world, world.nodes.get(fault.node)!);
  if (!world.faults.delete(fault)) return;
  if (fault.kind === 'failing disk') bringBack(world, world.nodes.get(fault.node)!);
  world.network.setFaults([...world.faults]);
  if (!('node' in fault))
    world.record({ kind: 'network', because: `over: ${describeFault(fault)}` });
}

function resume(world: WorldState, node: WorldNode): void {
  if (!node.paused) return;
  node.paused = false;
  world.record({ kind: 'resume', node: node.id, because: 'it goes on' });
  drain(world, node);
}

/** Every fault ends; every node that may come back is back. */
export function heal(world: WorldState): void {
  for (const fault of world.faults) end(world, fault);
  for (const node of world.nodes.values()) {
    resume(world, node);
    bringBack(world, node);
  }
  world.record({ kind: 'network', because: 'all faults are over' });
}

function bringBack(world: WorldState, node: WorldNode): void {
  if (!node.machine.up && !world.dead.has(node.id)) restart(world, node, false);
}
