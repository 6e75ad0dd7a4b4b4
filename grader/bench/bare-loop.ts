// The yardstick of the world: the same handlers and the same traffic, with the same heap, one deep copy of each message (the
// world's own) and a call of the handler through a handle. No faults, no disk, no trace, no promises.
import type { AnyProtocol, Message, NodeId } from '../sim/index.ts';
import { EventHeap } from '../sim/heap.ts';
import { copyPlain } from '../sim/plain.ts';
import { delayMs, type Traffic } from './traffic.ts';

interface Happening {
  readonly atMs: number;
  readonly order: number;
  readonly to: BareNode;
  readonly from: NodeId;
  /** A timer, where absent. */
  readonly message: Message | undefined;
  readonly timer: string;
}

/** Runs the traffic up to its end; returns the number of events. */
export function runBare({ cluster, virtualMs }: Traffic): number {
  const loop = new BareLoop();
  const roles = Object.entries(cluster.roles);
  const nodes = Object.fromEntries(roles.map(([name, role]) => [name, role.nodes]));
  for (const [, role] of roles) {
    for (const id of role.nodes) {
      loop.nodes.set(id, new BareNode(loop, id, nodes, role.protocol()));
    }
  }
  for (const node of loop.nodes.values())
    node.state = node.protocol.start(node as never, undefined);
  return loop.run(virtualMs);
}

class BareLoop {
  readonly nodes = new Map<NodeId, BareNode>();
  readonly heap = new EventHeap<Happening>();
  nowMs = 0;
  order = 0;
  #random = 1;

  run(untilMs: number): number {
    let events = 0;
    for (let next = this.heap.pop(); next && next.atMs <= untilMs; next = this.heap.pop()) {
      events++;
      this.nowMs = next.atMs;
      const { to, from, message, timer } = next;
      if (message) to.protocol.onMessage!(to as never, to.state, from, message);
      else to.protocol.onTimer!(to as never, to.state, timer);
    }
    return events;
  }

  after(range: { min: number; max: number }): number {
    this.#random = (Math.imul(this.#random, 1_664_525) + 1_013_904_223) >>> 0;
    return this.nowMs + range.min + (this.#random % (range.max - range.min + 1));
  }
}

class BareNode {
  readonly id: NodeId;
  readonly nodes: Readonly<Record<string, readonly NodeId[]>>;
  readonly protocol: AnyProtocol;
  state: object = {};
  readonly #loop: BareLoop;

  constructor(loop: BareLoop, id: NodeId, nodes: BareNode['nodes'], protocol: AnyProtocol) {
    this.#loop = loop;
    this.id = id;
    this.nodes = nodes;
    this.protocol = protocol;
  }

  send(to: NodeId, message: Message): void {
    const loop = this.#loop;
    loop.heap.push({
      atMs: loop.after(delayMs),
      order: loop.order++,
      to: loop.nodes.get(to)!,
      from: this.id,
      message: copyPlain(message, 'message', 'message'),
      timer: '',
    });
  }

  setTimer(timer: string, range: { min: number; max: number }): void {
    const loop = this.#loop;
    const atMs = loop.after(range);
    loop.heap.push({ atMs, order: loop.order++, to: this, from: '', message: undefined, timer });
  }
}
