// Effects in the world: one by one, in the order asked; the node may crash before any of them.
import type { Effect } from './effects.ts';
import { nameOf, recordEffect } from './handler-event.ts';
import { crash } from './world-faults.ts';
import { drain } from './world-inputs.ts';
import type { WorldNode } from './world-node.ts';
import type { WorldState } from './world-state.ts';

/** Goes on with what the last handler asked for, until all has happened, the disk is busy or the node is down. */
export function proceed(world: WorldState, node: WorldNode): void {
  while (node.nextEffect < node.effects.length && !world.watch.broken) {
    const effect = node.effects[node.nextEffect]!;
    if (!world.calm && node.nextEffect > 0 && node.crashesInGap()) {
      return crash(world, node, { because: `before ${nameOf(effect)}`, downMs: node.drawDownMs() });
    }
    if (effect.do === 'persist') return write(world, node);
    node.nextEffect++;
    perform(world, node, effect);
  }
  const slow = world.faultAt(node, 'slow node');
  if (slow) occupy(world, node, 'ready', slow.stepMs);
}

/** From here until the disk is done the node is busy: no later effect happens, and inputs wait. */
function write(world: WorldState, node: WorldNode): void {
  if (world.faultAt(node, 'failing disk'))
    return crash(world, node, { because: 'its disk failed' });
  if (!world.calm && node.crashesAtWrite()) {
    return crash(world, node, { because: 'while its disk wrote', downMs: node.drawDownMs() });
  }
  const moreMs = world.faultAt(node, 'slow disk')?.writeMs ?? 0;
  occupy(world, node, 'disk', node.drawDiskMs() + moreMs);
}

function occupy(world: WorldState, node: WorldNode, kind: 'disk' | 'ready', forMs: number): void {
  node.busy = true;
  const { epoch } = node;
  world.heap.push({ atMs: world.nowMs + forMs, order: world.nextOrder(), kind, node, epoch });
}

/** The write has reached the disk: the effects behind it happen, and then what has waited. */
export function diskDone(world: WorldState, node: WorldNode): void {
  const effect = node.effects[node.nextEffect++] as Effect & { do: 'persist' };
  const { durable } = effect;
  node.busy = false;
  node.machine.durable = durable;
  if (world.recorder) recordEffect(world.recorder, world.nowMs, node.id, effect, node.cause);
  if (world.watch.wants.persisted) world.see({ kind: 'persisted', node: node.id, durable });
  proceed(world, node);
  if (node.machine.up) drain(world, node);
}

/** A slow node has done its handler. */
export function ready(world: WorldState, node: WorldNode): void {
  node.busy = false;
  drain(world, node);
}

function perform(
  world: WorldState,
  node: WorldNode,
  effect: Exclude<Effect, { do: 'persist' }>,
): void {
  switch (effect.do) {
    case 'send':
      return send(world, node, effect);
    case 'emit':
      return emit(world, node, effect);
    case 'setTimer':
      return setTimer(world, node, effect.timer, node.deadline(world.nowMs, effect.delayMs));
    case 'cancelTimer':
      node.timers.delete(effect.timer);
  }
}

function emit(world: WorldState, node: WorldNode, effect: Effect & { do: 'emit' }): void {
  if (world.recorder) recordEffect(world.recorder, world.nowMs, node.id, effect, node.cause);
  if (world.watch.wants.emitted) {
    world.see({ kind: 'emitted', node: node.id, output: effect.output });
  }
}

function send(world: WorldState, node: WorldNode, effect: Effect & { do: 'send' }): void {
  const { to: peer, message } = effect;
  const from = node.id;
  const sent = world.recorder
    ? recordEffect(world.recorder, world.nowMs, from, effect, node.cause)
    : 0;
  if (world.watch.wants.sent) world.see({ kind: 'sent', node: from, peer, message });
  const to = world.nodes.get(peer)!;
  const { lost, firstMs, secondMs, sure } = world.network.fateOf(node, to, world.nowMs);
  if (lost !== undefined) {
    const event = { node: peer, lost: 'message', because: lost, message, from } as const;
    world.record({ kind: 'lost', ...event, cause: sent });
    return;
  }
  const shared = secondMs !== undefined;
  world.heap.push({
    atMs: firstMs,
    order: world.nextOrder(),
    kind: 'message',
    from,
    node: to,
    message,
    sent,
    repeated: false,
    shared,
    sure: sure === true,
  });
  if (!shared) return;
  world.heap.push({
    atMs: secondMs,
    order: world.nextOrder(),
    kind: 'message',
    from,
    node: to,
    message,
    sent,
    repeated: true,
    shared,
    sure: false,
  });
}

function setTimer(world: WorldState, node: WorldNode, timer: string, deadlineMs: number): void {
  const set = node.timers.get(timer);
  // An entry of the heap that is due no later will find the new deadline by itself.
  if (set && set.queuedForMs <= deadlineMs) {
    set.deadlineMs = deadlineMs;
    return;
  }
  node.timers.set(timer, { deadlineMs, queuedForMs: deadlineMs });
  const { epoch } = node;
  world.heap.push({
    atMs: deadlineMs,
    order: world.nextOrder(),
    kind: 'timer',
    node,
    timer,
    epoch,
  });
}
