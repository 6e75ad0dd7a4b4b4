// Inputs in the world: messages, requests and timers. They wait while the node is busy or paused, in the order in which
// they came.
import type { Input } from './machine.ts';
import type { PlannedRequest } from './plan.ts';
import { describeRun, recordRun } from './handler-event.ts';
import { fingerprint } from './play.ts';
import type { Step } from './schedule.ts';
import { proceed } from './world-effects.ts';
import type { Waiting, WorldNode } from './world-node.ts';
import type { Happening, WorldState } from './world-state.ts';

export function arrive(world: WorldState, event: Happening & { kind: 'arrive' }): void {
  const { from, to, message, sent, repeated, shared } = event;
  const node = world.nodes.get(to)!;
  const cut = from === to ? undefined : world.network.cutBetween(from, to);
  if (cut !== undefined || !node.machine.up) {
    const because = cut ?? `${to} is down`;
    world.record({ kind: 'lost', node: to, lost: 'message', because, message, from, cause: sent });
    return;
  }
  const input: Input = { kind: 'message', from, message };
  accept(world, node, { input, sent, repeated, shared, deadlineMs: 0 });
}

export function request(world: WorldState, { node: id, request: message }: PlannedRequest): void {
  const node = world.nodes.get(id)!;
  if (!node.machine.up) {
    world.record({ kind: 'lost', node: id, lost: 'request', because: `${id} is down`, message });
    return;
  }
  const input: Input = { kind: 'request', request: message };
  accept(world, node, { input, sent: 0, repeated: false, shared: true, deadlineMs: 0 });
}

export function timerRunsOut(world: WorldState, event: Happening & { kind: 'timer' }): void {
  const { node, timer, epoch } = event;
  const set = node.timers.get(timer);
  if (epoch !== node.epoch || !set) return;
  if (set.deadlineMs > world.nowMs) {
    // Set anew since this was queued: look again at the new deadline.
    set.queuedForMs = set.deadlineMs;
    world.at(set.deadlineMs, event);
    return;
  }
  // It may wait while the node is busy. If it is set anew meanwhile, nothing in the heap looks after it any more.
  set.queuedForMs = Infinity;
  const input: Input = { kind: 'timer', timer };
  accept(world, node, {
    input,
    sent: 0,
    repeated: false,
    shared: true,
    deadlineMs: set.deadlineMs,
  });
}

function accept(world: WorldState, node: WorldNode, waiting: Waiting): void {
  if (node.busy || node.paused || node.waiting.length > 0) node.waiting.push(waiting);
  else handle(world, node, waiting);
}

/** Handles what has waited, until the node is busy again. */
export function drain(world: WorldState, node: WorldNode): void {
  while (!node.busy && !node.paused && node.waiting.length > 0 && !world.watch.broken) {
    handle(world, node, node.waiting.shift()!);
  }
}

function handle(world: WorldState, node: WorldNode, waiting: Waiting): void {
  const { input, sent, repeated, deadlineMs } = waiting;
  if (input.kind === 'timer') {
    // Set anew or cancelled while it waited.
    if (node.timers.get(input.timer)?.deadlineMs !== deadlineMs) return;
    node.timers.delete(input.timer);
  }
  node.step = stepFor(world, node, input);
  if (input.kind === 'message') world.deliveries++;
  see(world, node, input);
  if (world.watch.broken) return;
  node.nowMs = world.nowMs;
  node.readClock = false;
  // Where someone else may still look at the message, the handler gets a copy of its own.
  node.effects = node.machine.handle(input, node, waiting.shared || world.keepsMessages);
  if (node.readClock && node.step) node.step.atMs = world.nowMs;
  if (world.recorder) {
    const event = describeRun(node.id, input, { sent, repeated });
    node.cause = recordRun(world.recorder, world.nowMs, node.machine, input, event);
  }
  node.nextEffect = 0;
  proceed(world, node);
}

function see(world: WorldState, node: WorldNode, input: Input): void {
  if (input.kind === 'request' && world.watch.wants('requested')) {
    world.see({ kind: 'requested', node: node.id, request: input.request });
  }
  if (input.kind === 'message' && world.watch.wants('received')) {
    world.see({ kind: 'received', node: node.id, peer: input.from, message: input.message });
  }
}

function stepFor(world: WorldState, node: WorldNode, input: Input): WorldNode['step'] {
  if (!world.steps) return undefined;
  const step = describeStep(node, input);
  world.steps.push(step);
  return step;
}

function describeStep({ id }: WorldNode, input: Input): Step & NonNullable<WorldNode['step']> {
  switch (input.kind) {
    case 'message': {
      const { from, message } = input;
      return { do: 'deliver', from, to: id, type: message.type, content: fingerprint(message) };
    }
    case 'request':
      return { do: 'request', node: id, request: input.request };
    case 'timer':
      return { do: 'timer', node: id, timer: input.timer };
  }
}
