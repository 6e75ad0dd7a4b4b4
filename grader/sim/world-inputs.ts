// Inputs in the world: messages, requests and timers. They wait while the node is busy or paused, in the order in which
// they came.
import type { Input } from './machine.ts';
import type { PlannedRequest } from './plan.ts';
import { recordRun } from './handler-event.ts';
import { fingerprint } from './play.ts';
import type { Step } from './schedule.ts';
import { proceed } from './world-effects.ts';
import type { WorldNode } from './world-node.ts';
import type { Arrival, RunOut, Waiting, WorldState } from './world-state.ts';

export function arrive(world: WorldState, arrival: Arrival): void {
  const { from, node } = arrival;
  const isOpen = from === node.id || arrival.sure;
  const cut = isOpen ? undefined : world.network.cutBetween(from, node.id);
  if (cut === undefined && node.machine.up) return accept(world, node, arrival);

  const { message, sent } = arrival;
  const because = cut ?? `${node.id} is down`;
  world.record({
    kind: 'lost',
    node: node.id,
    lost: 'message',
    because,
    message,
    from,
    cause: sent,
  });
}

export function request(world: WorldState, { node: id, request: message }: PlannedRequest): void {
  const node = world.nodes.get(id)!;
  if (!node.machine.up) {
    world.record({ kind: 'lost', node: id, lost: 'request', because: `${id} is down`, message });
    return;
  }
  accept(world, node, { kind: 'request', request: message });
}

export function timerRunsOut(world: WorldState, event: RunOut): void {
  const { node, timer, epoch } = event;
  const set = node.timers.get(timer);
  if (epoch !== node.epoch || !set) return;
  if (set.deadlineMs > world.nowMs) {
    // Set anew since this was queued: look again at the new deadline.
    set.queuedForMs = set.deadlineMs;
    world.heap.push({ ...event, atMs: set.deadlineMs, order: world.nextOrder() });
    return;
  }
  // A deadline that has passed has had an event of its own.
  if (set.deadlineMs < event.atMs) return;
  // It may wait while the node is busy. If it is set anew meanwhile, nothing in the heap looks after it any more.
  set.queuedForMs = Infinity;
  accept(world, node, event);
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

function handle(world: WorldState, node: WorldNode, input: Waiting): void {
  if (input.kind === 'timer') {
    // Set anew or cancelled while it waited.
    if (node.timers.get(input.timer)?.deadlineMs !== input.atMs) return;
    node.timers.delete(input.timer);
  }
  node.step = world.steps && stepFor(world.steps, node, input);
  if (input.kind === 'message') world.deliveries++;
  see(world, node, input);
  if (world.watch.broken) return;
  node.nowMs = world.nowMs;
  node.readClock = false;
  // Where someone else may still look at the message, the handler gets a copy of its own.
  const shared = input.kind === 'message' && (input.shared || world.keepsMessages);
  node.effects = node.machine.handle(input, node, shared);
  if (node.readClock && node.step) node.step.atMs = world.nowMs;
  if (world.recorder) {
    const arrival = input.kind === 'message' ? input : undefined;
    node.cause = recordRun(world.recorder, world.nowMs, node.machine, input, arrival);
  }
  node.nextEffect = 0;
  proceed(world, node);
}

function see(world: WorldState, node: WorldNode, input: Input): void {
  if (input.kind === 'request' && world.watch.wants.requested) {
    world.see({ kind: 'requested', node: node.id, request: input.request });
  }
  if (input.kind === 'message' && world.watch.wants.received) {
    world.see({ kind: 'received', node: node.id, peer: input.from, message: input.message });
  }
}

function stepFor(steps: Step[], node: WorldNode, input: Input): WorldNode['step'] {
  const step = describeStep(node, input);
  steps.push(step);
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
