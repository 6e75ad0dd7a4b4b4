// What the parts of the world share: its plan and its time, its nodes, what will happen, and who watches.
import { type Cluster, nodesOf, placeOf } from './cluster.ts';
import type { CodePosition } from './effects.ts';
import { EventHeap, type Timed } from './heap.ts';
import { type Input, Machine } from './machine.ts';
import { Network } from './network.ts';
import type { Observed } from './observe.ts';
import type { Chance, Fault, Otherwise, Plan, PlannedRequest } from './plan.ts';
import type { Message, NodeId } from './protocol.ts';
import type { Step } from './schedule.ts';
import { Recorder } from './recorder.ts';
import { Watch, type Watched } from './watch.ts';
import { WorldNode } from './world-node.ts';

/**
 * Something that will happen. Of a node's, only what belongs to its present epoch counts: a crash begins a new one. Messages
 * and timers are inputs already as they lie in the heap: nothing is wrapped on the way to the handler.
 */
export type Happening = Arrival | RunOut | Rested | Planned;

export interface Arrival extends Timed {
  readonly kind: 'message';
  readonly from: NodeId;
  readonly node: WorldNode;
  readonly message: Message;
  /** The `send` event that it comes from. */
  readonly sent: number;
  /** Whether it has arrived before. */
  readonly repeated: boolean;
  /** True where the same copy arrives twice. */
  readonly shared: boolean;
  /** True where nothing that stands in its way counts. */
  readonly sure: boolean;
}

/** A timer that was set for this moment, and may have been set anew or cancelled since. */
export interface RunOut extends Timed {
  readonly kind: 'timer';
  readonly node: WorldNode;
  readonly timer: string;
  readonly epoch: number;
}

/** Its disk is done, or a slow node is ready for the next input. */
interface Rested extends Timed {
  readonly kind: 'disk' | 'ready';
  readonly node: WorldNode;
  readonly epoch: number;
}

/** What happens rarely. */
interface Planned extends Timed {
  readonly kind: 'planned';
  readonly act: Act;
}

type Act =
  | { readonly do: 'request'; readonly planned: PlannedRequest }
  | { readonly do: 'begin' | 'end'; readonly fault: Fault }
  | {
      readonly do: 'restart';
      readonly node: WorldNode;
      readonly wiped: boolean;
      readonly epoch: number;
    }
  | { readonly do: 'heal' }
  | { readonly do: 'draw anew'; readonly chance: Chance };

/** An input that may have to wait, while its node is busy or paused. */
export type Waiting = Arrival | RunOut | (Input & { readonly kind: 'request' });

export interface WorldOptions extends Watched {
  readonly trace?: boolean;
  /** With a trace: whether it holds what each node remembers after each handler, as a story needs it. True, where absent. */
  readonly memories?: boolean;
  readonly schedule?: boolean;
  /** With a trace: the line of the learner's code that is running. */
  readonly where?: () => CodePosition | undefined;
  readonly otherwise?: Otherwise;
}

export class WorldState {
  readonly plan: Plan;
  readonly network: Network;
  readonly nodes = new Map<NodeId, WorldNode>();
  readonly heap = new EventHeap<Happening>();
  readonly watch: Watch;
  readonly recorder: Recorder | undefined;
  /** The run as a schedule, where it is asked for. */
  readonly steps: Step[] | undefined;
  /** Whether messages are looked at by others than the handlers that they are for. */
  readonly keepsMessages: boolean;
  /** Faults that are on, and that last. */
  readonly faults = new Set<Fault>();
  /** Nodes that are down for good. */
  readonly dead = new Set<NodeId>();
  nowMs = 0;
  deliveries = 0;
  #order = 0;

  constructor(cluster: Cluster, plan: Plan, options: WorldOptions) {
    this.plan = plan;
    this.network = new Network(plan, nodesOf(cluster).length, options.otherwise ?? {});
    this.watch = new Watch(cluster, options);
    this.recorder = options.trace ? new Recorder(options) : undefined;
    this.steps = options.schedule ? [] : undefined;
    this.keepsMessages =
      this.recorder !== undefined || this.watch.wants.sent || this.watch.wants.received;
    const place = placeOf(cluster);
    for (const role of Object.values(cluster.roles)) {
      for (const id of role.nodes) {
        const machine = new Machine(id, role.protocol, place);
        const node = new WorldNode(machine, this.nodes.size, plan);
        if (options.where) node.where = options.where;
        this.nodes.set(id, node);
      }
    }
  }

  /** From here on nothing is lost, held or broken any more. */
  get calm(): boolean {
    return this.nowMs >= this.plan.healAtMs;
  }

  /** Of two that happen at the same moment, the one that was asked for first comes first. */
  nextOrder(): number {
    return this.#order++;
  }

  planned(atMs: number, act: Act, order = this.nextOrder()): void {
    this.heap.push({ atMs, order, kind: 'planned', act });
  }

  drawAnew(chance: Chance): void {
    this.network.chance = chance;
    for (const node of this.nodes.values()) node.chance = chance;
  }

  /** Adds to the trace, where one is recorded; returns the number of the event. */
  record(event: Parameters<Recorder['add']>[1]): number {
    return this.recorder?.add(this.nowMs, event) ?? 0;
  }

  see(seen: Observed): void {
    if (this.watch.wants[seen.kind]) this.watch.observe(seen);
  }

  faultAt<Kind extends Fault['kind']>(
    node: WorldNode,
    kind: Kind,
  ): Extract<Fault, { kind: Kind }> | undefined {
    if (this.faults.size === 0) return undefined;
    for (const fault of this.faults) {
      if (fault.kind === kind && 'node' in fault && fault.node === node.id) {
        return fault as Extract<Fault, { kind: Kind }>;
      }
    }
    return undefined;
  }
}
