// Effects in the world: one by one, in the order asked; the node may crash before any of them.
import type { Effect } from './effects.ts';
import { nameOf } from './handler-event.ts';
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
  world.at(world.nowMs + forMs, { kind, node, epoch: node.epoch });
}

/** The write has reached the disk: the effects behind it happen, and then what has waited. */
export function diskDone(world: WorldState, node: WorldNode): void {
  const effect = node.effects[node.nextEffect++] as Effect & { do: 'persist' };
  const { durable } = effect;
  node.busy = false;
  node.machine.durable = durable;
  world.record({ kind: 'persist', node: node.id, durable, cause: node.cause, ...lineOf(effect) });
  if (world.watch.wants('persisted')) world.see({ kind: 'persisted', node: node.id, durable });
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
      world.record({
        kind: 'emit',
        node: node.id,
        output: effect.output,
        cause: node.cause,
        ...lineOf(effect),
      });
      return world.see({ kind: 'emitted', node: node.id, output: effect.output });
    case 'setTimer':
      return setTimer(world, node, effect.timer, node.deadline(world.nowMs, effect.delayMs));
    case 'cancelTimer':
      node.timers.delete(effect.timer);
  }
}

function send(world: WorldState, node: WorldNode, effect: Effect & { do: 'send' }): void {
  const { to, message } = effect;
  const from = node.id;
  const sent = world.record({
    kind: 'send',
    node: from,
    to,
    message,
    cause: node.cause,
    ...lineOf(effect),
  });
  if (world.watch.wants('sent')) world.see({ kind: 'sent', node: from, peer: to, message });
  const fate = world.network.fateOf(from, to, world.nowMs);
  if (fate.lost !== undefined) {
    const because = fate.lost;
    world.record({ kind: 'lost', node: to, lost: 'message', because, message, from, cause: sent });
    return;
  }
  const { firstMs, secondMs } = fate;
  const shared = secondMs !== undefined;
  world.at(firstMs, { kind: 'arrive', from, to, message, sent, repeated: false, shared });
  if (shared)
    world.at(secondMs, { kind: 'arrive', from, to, message, sent, repeated: true, shared });
}

function setTimer(world: WorldState, node: WorldNode, timer: string, deadlineMs: number): void {
  const set = node.timers.get(timer);
  // An entry of the heap that is due no later will find the new deadline by itself.
  if (set && set.queuedForMs <= deadlineMs) {
    set.deadlineMs = deadlineMs;
    return;
  }
  node.timers.set(timer, { deadlineMs, queuedForMs: deadlineMs });
  world.at(deadlineMs, { kind: 'timer', node, timer, epoch: node.epoch });
}

/** Where in the code it was asked for, if that is told. */
const lineOf = ({ at }: Effect) => (at ? { at } : undefined);
