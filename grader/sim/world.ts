// The world: a cluster under a plan, in virtual time. The same cluster and plan give the same run, event for event.
import { type Cluster, nodesOf, placeOf } from './cluster.ts';
import type { Effect } from './effects.ts';
import { EventHeap, type Timed } from './heap.ts';
import { HandlerError, type Input, Machine } from './machine.ts';
import { describeFault, Network } from './network.ts';
import type { Observed } from './observe.ts';
import type { Fault, Plan, PlannedRequest } from './plan.ts';
import { describeRun, fingerprint, nameOf, withState } from './play.ts';
import type { Message, NodeId } from './protocol.ts';
import type { Schedule, Step } from './schedule.ts';
import { Recorder, type TraceEvent } from './trace.ts';
import { type Broken, Watch, type Watched } from './watch.ts';
import { type Waiting, WorldNode } from './world-node.ts';

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

export interface RunOptions extends Watched {
  readonly trace?: boolean;
  readonly schedule?: boolean;
  /** More events than this, and the run is stopped. */
  readonly eventsMax?: number;
  /** Asked from healing on, now and then: a run with nothing left to wait for may end early. */
  readonly done?: () => boolean;
}

/** Runs a cluster through a plan, up to the first broken promise. */
export function runWorld(cluster: Cluster, plan: Plan, options: RunOptions = {}): Run {
  return new World(cluster, plan, options).run();
}

type Happening = Timed &
  (
    | {
        readonly kind: 'arrive';
        readonly from: NodeId;
        readonly to: NodeId;
        readonly message: Message;
        readonly sent: number;
        readonly repeated: boolean;
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
    | { readonly kind: 'heal' }
  );

type Unordered<E> = E extends unknown ? Omit<E, 'order'> : never;

class World {
  readonly #plan: Plan;
  readonly #options: RunOptions;
  readonly #network: Network;
  readonly #nodes = new Map<NodeId, WorldNode>();
  readonly #heap = new EventHeap<Happening>();
  readonly #watch: Watch;
  readonly #recorder: Recorder | undefined;
  readonly #steps: Step[] | undefined;
  readonly #active = new Set<Fault>();
  readonly #dead = new Set<NodeId>();
  #nowMs = 0;
  #order = 0;
  #events = 0;
  #deliveries = 0;

  constructor(cluster: Cluster, plan: Plan, options: RunOptions) {
    this.#plan = plan;
    this.#options = options;
    const ids = nodesOf(cluster);
    this.#network = new Network(plan, ids);
    this.#watch = new Watch(cluster, options);
    this.#recorder = options.trace ? new Recorder() : undefined;
    this.#steps = options.schedule ? [] : undefined;
    const place = placeOf(cluster);
    for (const role of Object.values(cluster.roles)) {
      for (const id of role.nodes) {
        const machine = new Machine(id, role.protocol, place);
        this.#nodes.set(id, new WorldNode(machine, this.#nodes.size, plan));
      }
    }
  }

  run(): Run {
    let trouble: HandlerError | undefined;
    let stopped = false;
    try {
      this.#prepare();
      stopped = this.#loop();
      this.#watch.judge();
      this.#checkMemories();
    } catch (error) {
      if (!(error instanceof HandlerError)) throw error;
      trouble = error;
    }
    return this.#result(trouble, stopped);
  }

  #prepare(): void {
    for (const planned of this.#plan.requests) this.#at(planned.atMs, { kind: 'request', planned });
    for (const fault of this.#plan.faults) {
      if (!('atMs' in fault)) continue;
      this.#at(fault.atMs, { kind: 'begin', fault });
      if (lasts(fault)) this.#at(fault.atMs + fault.forMs, { kind: 'end', fault });
    }
    this.#at(this.#plan.healAtMs, { kind: 'heal' });
    for (const node of this.#nodes.values()) this.#boot(node);
  }

  /** Returns whether it was stopped because too much happened. */
  #loop(): boolean {
    const { eventsMax = 100_000, done } = this.#options;
    for (let next = this.#heap.pop(); next; next = this.#heap.pop()) {
      if (next.atMs > this.#plan.endAtMs || this.#watch.broken) return false;
      if (++this.#events > eventsMax) return true;
      this.#nowMs = next.atMs;
      this.#take(next);
      if (done && this.#nowMs >= this.#plan.healAtMs && done()) return false;
    }
    return false;
  }

  #result(trouble: HandlerError | undefined, stopped: boolean): Run {
    const { broken } = this.#watch;
    const unmet = broken || trouble || stopped ? undefined : this.#watch.unmet();
    const told = broken ?? unmet;
    if (told) {
      const { what, nodes = [] } = told.broke;
      this.#record({ kind: 'broken', promise: told.promise, what, nodes });
    }
    return {
      ...(broken ? { broken } : {}),
      ...(unmet ? { unmet } : {}),
      ...(trouble ? { trouble } : {}),
      stopped,
      events: this.#events,
      deliveries: this.#deliveries,
      endedAtMs: this.#nowMs,
      reached: this.#watch.reached(),
      schedule: this.#steps ?? [],
      trace: this.#recorder?.events ?? [],
      dead: [...this.#dead],
    };
  }

  /** A protocol may keep anything in its memory while nobody copies it: looked at once, when the run is over. */
  #checkMemories(): void {
    for (const { machine } of this.#nodes.values()) if (machine.up) machine.snapshot('start');
  }

  #take(event: Happening): void {
    switch (event.kind) {
      case 'arrive':
        return this.#arrive(event);
      case 'timer':
        return this.#timerRunsOut(event);
      case 'disk':
        if (event.epoch === event.node.epoch) this.#diskDone(event.node);
        return;
      case 'ready':
        if (event.epoch === event.node.epoch) this.#free(event.node);
        return;
      case 'request':
        return this.#request(event.planned);
      case 'begin':
        return this.#begin(event.fault);
      case 'end':
        return this.#end(event.fault);
      case 'restart':
        if (event.epoch === event.node.epoch && !event.node.machine.up)
          this.#restart(event.node, event.wiped);
        return;
      case 'heal':
        return this.#heal();
    }
  }

  // Inputs: they wait while the node is busy or paused, in the order in which they came.

  #arrive(event: Happening & { kind: 'arrive' }): void {
    const { from, to, message, sent, repeated } = event;
    const node = this.#nodes.get(to)!;
    const cut = from === to ? undefined : this.#network.cutBetween(from, to);
    if (cut !== undefined || !node.machine.up) {
      const because = cut ?? `${to} is down`;
      this.#record({
        kind: 'lost',
        node: to,
        lost: 'message',
        because,
        message,
        from,
        cause: sent,
      });
      return;
    }
    this.#accept(node, {
      input: { kind: 'message', from, message },
      sent,
      repeated,
      deadlineMs: 0,
    });
  }

  #request({ node: id, request }: PlannedRequest): void {
    const node = this.#nodes.get(id)!;
    if (!node.machine.up) {
      this.#record({
        kind: 'lost',
        node: id,
        lost: 'request',
        because: `${id} is down`,
        message: request,
      });
      return;
    }
    this.#accept(node, {
      input: { kind: 'request', request },
      sent: 0,
      repeated: false,
      deadlineMs: 0,
    });
  }

  #timerRunsOut({ node, timer, epoch }: Happening & { kind: 'timer' }): void {
    const set = node.timers.get(timer);
    if (epoch !== node.epoch || !set) return;
    if (set.deadlineMs > this.#nowMs) {
      // Set anew since this was queued: look again at the new deadline.
      set.queuedForMs = set.deadlineMs;
      this.#at(set.deadlineMs, { kind: 'timer', node, timer, epoch });
      return;
    }
    // It may wait while the node is busy. If it is set anew meanwhile, nothing in the heap looks after it any more.
    set.queuedForMs = Infinity;
    const input: Input = { kind: 'timer', timer };
    this.#accept(node, { input, sent: 0, repeated: false, deadlineMs: set.deadlineMs });
  }

  #accept(node: WorldNode, waiting: Waiting): void {
    if (node.busy || node.paused || node.waiting.length > 0) node.waiting.push(waiting);
    else this.#handle(node, waiting);
  }

  #drain(node: WorldNode): void {
    while (!node.busy && !node.paused && node.waiting.length > 0 && !this.#watch.broken) {
      this.#handle(node, node.waiting.shift()!);
    }
  }

  #handle(node: WorldNode, { input, sent, repeated, deadlineMs }: Waiting): void {
    if (input.kind === 'timer') {
      if (node.timers.get(input.timer)?.deadlineMs !== deadlineMs) return;
      node.timers.delete(input.timer);
    }
    node.step = this.#stepFor(node, input);
    if (input.kind === 'message') this.#deliveries++;
    this.#seeInput(node, input);
    if (this.#watch.broken) return;
    node.effects = this.#timed(node, () =>
      node.machine.handle(input, node.surroundings(this.#nowMs)),
    );
    if (this.#recorder) {
      const event = describeRun(node.id, input, { sent, repeated });
      node.cause = this.#record(withState(event, node.machine.snapshot(input)));
    }
    node.nextEffect = 0;
    this.#proceed(node);
  }

  #seeInput(node: WorldNode, input: Input): void {
    if (input.kind === 'request')
      this.#see({ kind: 'requested', node: node.id, request: input.request });
    if (input.kind === 'message' && this.#watch.wants('received')) {
      this.#see({ kind: 'received', node: node.id, peer: input.from, message: input.message });
    }
  }

  #stepFor(node: WorldNode, input: Input): WorldNode['step'] {
    if (!this.#steps) return undefined;
    const step: Step =
      input.kind === 'message'
        ? {
            do: 'deliver',
            from: input.from,
            to: node.id,
            type: input.message.type,
            content: fingerprint(input.message),
          }
        : input.kind === 'request'
          ? { do: 'request', node: node.id, request: input.request }
          : { do: 'timer', node: node.id, timer: input.timer };
    this.#steps.push(step);
    return step as WorldNode['step'];
  }

  /** Runs a handler; where it read a clock, its step says at what time. */
  #timed(node: WorldNode, run: () => readonly Effect[]): readonly Effect[] {
    node.readClock = false;
    const effects = run();
    if (node.readClock && node.step) (node.step as { atMs?: number }).atMs = this.#nowMs;
    return effects;
  }

  // Effects: one by one, in the order asked; the node may crash before any of them.

  #proceed(node: WorldNode): void {
    const calm = this.#nowMs >= this.#plan.healAtMs;
    while (node.nextEffect < node.effects.length && !this.#watch.broken) {
      const effect = node.effects[node.nextEffect]!;
      if (!calm && node.nextEffect > 0 && node.crashesInGap()) {
        this.#crash(node, `before ${nameOf(effect)}`, node.drawDownMs());
        return;
      }
      if (effect.do === 'persist') return this.#write(node);
      node.nextEffect++;
      this.#effect(node, effect);
    }
    const slow = this.#faultAt(node, 'slow node');
    if (slow) this.#occupy(node, 'ready', slow.stepMs);
  }

  /** From here until the disk is done the node is busy: no later effect happens, and inputs wait. */
  #write(node: WorldNode): void {
    const calm = this.#nowMs >= this.#plan.healAtMs;
    if (this.#faultAt(node, 'failing disk')) return this.#crash(node, 'its disk failed', undefined);
    if (!calm && node.crashesAtWrite()) {
      return this.#crash(node, 'while its disk wrote', node.drawDownMs());
    }
    this.#occupy(
      node,
      'disk',
      node.drawDiskMs() + (this.#faultAt(node, 'slow disk')?.writeMs ?? 0),
    );
  }

  #occupy(node: WorldNode, kind: 'disk' | 'ready', forMs: number): void {
    node.busy = true;
    this.#at(this.#nowMs + forMs, { kind, node, epoch: node.epoch });
  }

  #diskDone(node: WorldNode): void {
    const effect = node.effects[node.nextEffect++] as Effect & { do: 'persist' };
    node.busy = false;
    node.machine.durable = effect.durable;
    this.#record({ kind: 'persist', node: node.id, durable: effect.durable, cause: node.cause });
    this.#see({ kind: 'persisted', node: node.id, durable: effect.durable });
    this.#proceed(node);
    if (node.machine.up) this.#drain(node);
  }

  #free(node: WorldNode): void {
    node.busy = false;
    this.#drain(node);
  }

  #effect(node: WorldNode, effect: Exclude<Effect, { do: 'persist' }>): void {
    switch (effect.do) {
      case 'send':
        return this.#send(node, effect.to, effect.message);
      case 'emit':
        this.#record({ kind: 'emit', node: node.id, output: effect.output, cause: node.cause });
        return this.#see({ kind: 'emitted', node: node.id, output: effect.output });
      case 'setTimer':
        return this.#setTimer(node, effect.timer, node.deadline(this.#nowMs, effect.delayMs));
      case 'cancelTimer':
        node.timers.delete(effect.timer);
        return;
      case 'note':
        this.#record({ kind: 'note', node: node.id, text: effect.text, cause: node.cause });
    }
  }

  #send(node: WorldNode, to: NodeId, message: Message): void {
    const from = node.id;
    const sent = this.#record({ kind: 'send', node: from, to, message, cause: node.cause });
    if (this.#watch.wants('sent')) this.#see({ kind: 'sent', node: from, peer: to, message });
    const fate = this.#network.fateOf(from, to, this.#nowMs);
    if (fate.do === 'lose') {
      this.#record({
        kind: 'lost',
        node: to,
        lost: 'message',
        because: fate.because,
        message,
        from,
        cause: sent,
      });
      return;
    }
    const first = Math.min(...fate.atMs);
    let repeated = false;
    for (const atMs of fate.atMs.length > 1 ? [first, Math.max(...fate.atMs)] : fate.atMs) {
      this.#at(atMs, { kind: 'arrive', from, to, message, sent, repeated });
      repeated = true;
    }
  }

  #setTimer(node: WorldNode, timer: string, deadlineMs: number): void {
    const set = node.timers.get(timer);
    // An entry of the heap that is due no later will find the new deadline by itself.
    if (set && set.queuedForMs <= deadlineMs) {
      set.deadlineMs = deadlineMs;
      return;
    }
    node.timers.set(timer, { deadlineMs, queuedForMs: deadlineMs });
    this.#at(deadlineMs, { kind: 'timer', node, timer, epoch: node.epoch });
  }

  // Boots, crashes and the other faults.

  #boot(node: WorldNode, step?: Step, wiped = false): void {
    node.boot(this.#nowMs);
    node.step = step as WorldNode['step'];
    const { durable } = node.machine;
    node.effects = this.#timed(node, () => node.machine.start(node.surroundings(this.#nowMs)));
    if (this.#recorder) {
      const restart = step !== undefined;
      const event = {
        kind: 'boot',
        node: node.id,
        durable,
        restart,
        ...(wiped ? { wiped } : {}),
      } as const;
      node.cause = this.#record(withState(event, node.machine.snapshot('start')));
    }
    node.nextEffect = 0;
    this.#proceed(node);
  }

  #restart(node: WorldNode, wiped: boolean): void {
    if (wiped) node.machine.durable = undefined;
    const step: Step = { do: 'restart', node: node.id, ...(wiped ? { wiped: true } : {}) };
    this.#steps?.push(step);
    this.#see({ kind: 'restarted', node: node.id });
    this.#boot(node, step, wiped);
  }

  /** Down, and back after `downMs`; where that is absent, someone else brings it back, or nobody. */
  #crash(node: WorldNode, because: string, downMs: number | undefined, wiped = false): void {
    this.#loseEffects(node);
    node.machine.crash();
    node.epoch++;
    node.busy = false;
    node.timers.clear();
    this.#record({ kind: 'crash', node: node.id, because });
    for (const { input, sent } of node.waiting) {
      if (input.kind === 'timer') continue;
      const because = `${node.id} crashed before it could look at it`;
      const message = input.kind === 'message' ? input.message : input.request;
      this.#record({
        kind: 'lost',
        node: node.id,
        lost: input.kind,
        because,
        message,
        cause: sent,
      });
    }
    node.waiting = [];
    this.#see({ kind: 'crashed', node: node.id });
    if (downMs !== undefined) {
      this.#at(this.#nowMs + downMs, { kind: 'restart', node, wiped, epoch: node.epoch });
    }
  }

  /** A crash in the middle of a handler's effects is that handler's cut; at rest, it is a step of its own. */
  #loseEffects(node: WorldNode): void {
    const pending = node.effects[node.nextEffect];
    node.effects = [];
    if (!pending) {
      this.#steps?.push({ do: 'crash', node: node.id });
      return;
    }
    if (node.step) node.step.cut = node.nextEffect;
    else this.#steps?.push({ do: 'crash', node: node.id });
    const write = pending.do === 'persist';
    this.#record({
      kind: 'lost',
      node: node.id,
      lost: write ? 'write' : 'effects',
      because: write
        ? 'it crashed before the disk was done'
        : `it crashed before ${nameOf(pending)}`,
      cause: node.cause,
    });
  }

  #begin(fault: Fault): void {
    if (this.#nowMs >= this.#plan.healAtMs && fault.kind !== 'crash') return;
    if ('node' in fault) return this.#beginAtNode(fault, this.#nodes.get(fault.node)!);
    this.#active.add(fault);
    this.#network.setFaults([...this.#active]);
    const groups = fault.kind === 'partition' ? { groups: fault.groups } : {};
    this.#record({ kind: 'network', because: describeFault(fault), ...groups });
  }

  #beginAtNode(fault: Fault & { node: NodeId }, node: WorldNode): void {
    const because = describeFault(fault);
    switch (fault.kind) {
      case 'crash':
        if (fault.forMs === undefined) this.#dead.add(node.id);
        if (!node.machine.up) return;
        return this.#crash(node, because, fault.forMs, fault.wiped ?? false);
      case 'jump':
        this.#record({ kind: 'clock', node: node.id, because });
        return;
      case 'pause':
        node.paused = true;
        this.#record({ kind: 'pause', node: node.id, because });
        return;
      default:
        this.#active.add(fault);
        this.#record({ kind: 'clock', node: node.id, because });
    }
  }

  #end(fault: Fault): void {
    if (fault.kind === 'pause') return this.#resume(this.#nodes.get(fault.node)!);
    if (!this.#active.delete(fault)) return;
    if (fault.kind === 'failing disk') {
      const node = this.#nodes.get(fault.node)!;
      if (!node.machine.up && !this.#dead.has(node.id)) this.#restart(node, false);
    }
    this.#network.setFaults([...this.#active]);
    if (!('node' in fault))
      this.#record({ kind: 'network', because: `over: ${describeFault(fault)}` });
  }

  #resume(node: WorldNode): void {
    if (!node.paused) return;
    node.paused = false;
    this.#record({ kind: 'resume', node: node.id, because: 'it goes on' });
    this.#drain(node);
  }

  /** Every fault ends; every node that may come back is back. */
  #heal(): void {
    for (const fault of this.#active) this.#end(fault);
    for (const node of this.#nodes.values()) {
      this.#resume(node);
      if (!node.machine.up && !this.#dead.has(node.id)) this.#restart(node, false);
    }
    this.#record({ kind: 'network', because: 'all faults are over' });
  }

  #faultAt<Kind extends Fault['kind']>(
    node: WorldNode,
    kind: Kind,
  ): Extract<Fault, { kind: Kind }> | undefined {
    for (const fault of this.#active) {
      if (fault.kind === kind && 'node' in fault && fault.node === node.id) {
        return fault as Extract<Fault, { kind: Kind }>;
      }
    }
    return undefined;
  }

  #at(
    atMs: number,
    event: Unordered<Happening> extends infer E
      ? E extends { atMs: number }
        ? Omit<E, 'atMs'>
        : never
      : never,
  ): void {
    this.#heap.push({ ...event, atMs, order: this.#order++ });
  }

  #record(event: Parameters<Recorder['add']>[1]): number {
    return this.#recorder?.add(this.#nowMs, event) ?? 0;
  }

  #see(seen: Observed): void {
    if (this.#watch.wants(seen.kind)) this.#watch.observe(seen);
  }
}

const lasts = (fault: Fault): fault is Fault & { atMs: number; forMs: number } =>
  'forMs' in fault && fault.forMs !== undefined && fault.kind !== 'crash';
