// What the parts of the world share: its plan and its time, its nodes, what will happen, and who watches.
import { type Cluster, nodesOf, placeOf } from './cluster.ts';
import type { CodePosition } from './effects.ts';
import { EventHeap, type Timed } from './heap.ts';
import { Machine } from './machine.ts';
import { Network } from './network.ts';
import type { Observed } from './observe.ts';
import type { Fault, Plan, PlannedRequest } from './plan.ts';
import type { Message, NodeId } from './protocol.ts';
import type { Step } from './schedule.ts';
import { Recorder } from './trace.ts';
import { Watch, type Watched } from './watch.ts';
import { WorldNode } from './world-node.ts';

/** Something that will happen. Of a node's, only what belongs to its present epoch counts: a crash begins a new one. */
export type Happening =
  | {
      readonly kind: 'arrive';
      readonly from: NodeId;
      readonly to: NodeId;
      readonly message: Message;
      readonly sent: number;
      readonly repeated: boolean;
      /** True where the same copy arrives twice. */
      readonly shared: boolean;
    }
  | {
      readonly kind: 'timer';
      readonly node: WorldNode;
      readonly timer: string;
      readonly epoch: number;
    }
  | { readonly kind: 'disk' | 'ready'; readonly node: WorldNode; readonly epoch: number }
  | { readonly kind: 'request'; readonly planned: PlannedRequest }
  | { readonly kind: 'begin' | 'end'; readonly fault: Fault }
  | {
      readonly kind: 'restart';
      readonly node: WorldNode;
      readonly wiped: boolean;
      readonly epoch: number;
    }
  | { readonly kind: 'heal' };

export interface WorldOptions extends Watched {
  readonly trace?: boolean;
  readonly schedule?: boolean;
  /** With a trace: the line of the learner's code that is running. */
  readonly where?: () => CodePosition | undefined;
}

export class WorldState {
  readonly plan: Plan;
  readonly network: Network;
  readonly nodes = new Map<NodeId, WorldNode>();
  readonly heap = new EventHeap<Timed & { readonly happening: Happening }>();
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
    this.network = new Network(plan, nodesOf(cluster));
    this.watch = new Watch(cluster, options);
    this.recorder = options.trace ? new Recorder() : undefined;
    this.steps = options.schedule ? [] : undefined;
    this.keepsMessages =
      this.recorder !== undefined || this.watch.wants('sent') || this.watch.wants('received');
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

  at(atMs: number, happening: Happening): void {
    this.heap.push({ atMs, order: this.#order++, happening });
  }

  /** Adds to the trace, where one is recorded; returns the number of the event. */
  record(event: Parameters<Recorder['add']>[1]): number {
    return this.recorder?.add(this.nowMs, event) ?? 0;
  }

  see(seen: Observed): void {
    if (this.watch.wants(seen.kind)) this.watch.observe(seen);
  }

  faultAt<Kind extends Fault['kind']>(
    node: WorldNode,
    kind: Kind,
  ): Extract<Fault, { kind: Kind }> | undefined {
    for (const fault of this.faults) {
      if (fault.kind === kind && 'node' in fault && fault.node === node.id) {
        return fault as Extract<Fault, { kind: Kind }>;
      }
    }
    return undefined;
  }
}
