// Plays a schedule: the steps of a run, without its clock. Disks are done at once; what can't happen is skipped.
import { type Cluster, nodesOf, placeOf } from './cluster.ts';
import type { CodePosition, Effect, Surroundings } from './effects.ts';
import { nameOf, recordBoot, recordEffect, recordRun } from './handler-event.ts';
import { HandlerError, type Input, Machine } from './machine.ts';
import type { Observed } from './observe.ts';
import { canonicalText } from './plain.ts';
import type { Message, NodeId } from './protocol.ts';
import { fraction, hashText, mix } from './random.ts';
import { type Delivery, Recorder } from './recorder.ts';
import type { Schedule, Step } from './schedule.ts';
import type { TraceEvent } from './trace.ts';
import { type Broken, Watch, type Watched } from './watch.ts';

export interface Played {
  readonly broken?: Broken;
  /** The first goal that was not reached, where nothing broke before. */
  readonly unmet?: Broken;
  readonly trouble?: HandlerError;
  /** The steps that were possible, each delivery with its content: the same run, said exactly. */
  readonly steps: Schedule;
  /** Where each of these steps begins in the trace: the number of its first event. Empty without a trace. */
  readonly began: readonly number[];
  readonly deliveries: number;
  readonly reached: readonly string[];
  /** Empty unless asked for. */
  readonly trace: readonly TraceEvent[];
}

export interface PlayOptions extends Watched {
  readonly trace?: boolean;
  /** With a trace: the line of the learner's code that is running. */
  readonly where?: () => CodePosition | undefined;
}

/** The content of a message in 32 bits: what a `deliver` step names it by. */
export const fingerprint = (message: Message): number => hashText(canonicalText(message));

const settleMax = 5_000;

/** Boots every node of the cluster, then takes the steps one by one, up to the first broken promise. */
export function play(cluster: Cluster, schedule: Schedule, options: PlayOptions = {}): Played {
  return new Player(cluster, options).play(schedule);
}

/** A message under way. */
interface Envelope {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: Message;
  readonly content: number;
  /** Its `send` event. */
  readonly sent: number;
  arrived: boolean;
  lost: boolean;
}

class Player {
  readonly #machines = new Map<NodeId, Machine>();
  readonly #timers = new Map<NodeId, Set<string>>();
  readonly #bootedAtMs = new Map<NodeId, number>();
  readonly #envelopes: Envelope[] = [];
  readonly #watch: Watch;
  readonly #recorder: Recorder | undefined;
  readonly #where: PlayOptions['where'];
  readonly #steps: Step[] = [];
  readonly #began: number[] = [];
  #groups: readonly (readonly NodeId[])[] | undefined;
  #nowMs = 0;
  #deliveries = 0;

  constructor(cluster: Cluster, options: PlayOptions) {
    this.#watch = new Watch(cluster, options);
    this.#recorder = options.trace ? new Recorder() : undefined;
    this.#where = options.where;
    const place = placeOf(cluster);
    for (const role of Object.values(cluster.roles)) {
      for (const id of role.nodes) this.#machines.set(id, new Machine(id, role.protocol, place));
    }
    for (const id of nodesOf(cluster)) this.#timers.set(id, new Set());
  }

  play(schedule: Schedule): Played {
    let trouble: HandlerError | undefined;
    try {
      for (const machine of this.#machines.values()) this.#boot(machine, {});
      for (const step of schedule) {
        if (this.#watch.broken) break;
        this.#take(step);
      }
      this.#watch.judge();
    } catch (error) {
      if (!(error instanceof HandlerError)) throw error;
      trouble = error;
    }
    return this.#result(trouble);
  }

  #result(trouble: HandlerError | undefined): Played {
    const { broken } = this.#watch;
    const unmet = broken || trouble ? undefined : this.#watch.unmet();
    const told = broken ?? unmet;
    if (told) {
      const { what, nodes = [] } = told.broke;
      this.#recorder?.add(this.#nowMs, { kind: 'broken', promise: told.promise, what, nodes });
    }
    return {
      ...(broken ? { broken } : {}),
      ...(unmet ? { unmet } : {}),
      ...(trouble ? { trouble } : {}),
      steps: this.#steps,
      began: this.#began,
      deliveries: this.#deliveries,
      reached: this.#watch.reached(),
      trace: this.#recorder?.events ?? [],
    };
  }

  /** A step that was possible: said before anything comes of it. */
  #took(step: Step): void {
    this.#steps.push(step);
    if (this.#recorder) this.#began.push(this.#recorder.next);
  }

  #take(step: Step): void {
    switch (step.do) {
      case 'request':
        return this.#request(step);
      case 'deliver':
        return this.#deliver(step, this.#find(step));
      case 'timer':
        return this.#timer(step);
      case 'crash':
        return this.#crash(step);
      case 'restart':
        return this.#restart(step);
      case 'partition':
        return this.#partition(step);
      case 'heal':
        this.#groups = undefined;
        this.#took(step);
        this.#recorder?.add(this.#nowMs, {
          kind: 'network',
          because: 'the network is whole again',
        });
        return;
      case 'settle':
        return this.#settle(step);
    }
  }

  #request(step: Step & { do: 'request' }): void {
    const machine = this.#machines.get(step.node);
    if (!machine?.up) return;
    this.#took(step);
    this.#see({ kind: 'requested', node: step.node, request: step.request });
    this.#run(machine, { kind: 'request', request: step.request }, step);
  }

  #deliver(step: Step & { do: 'deliver' }, envelope: Envelope | undefined): void {
    if (!envelope || !this.#machines.get(envelope.to)?.up) return;
    const { from, to, message, content, sent } = envelope;
    this.#took({ ...step, type: message.type, content });
    const repeated = envelope.arrived;
    envelope.arrived = true;
    this.#deliveries++;
    if (this.#watch.wants.received) {
      this.#see({ kind: 'received', node: to, peer: from, message });
    }
    this.#run(this.#machines.get(to)!, { kind: 'message', from, message }, step, {
      sent,
      repeated,
    });
  }

  /** The message that a step means: exactly it, else exactly it once more, else the newest of its type under way. */
  #find(step: Step & { do: 'deliver' }): Envelope | undefined {
    const link = this.#envelopes.filter(
      (envelope) =>
        envelope.from === step.from &&
        envelope.to === step.to &&
        envelope.message.type === step.type &&
        !envelope.lost &&
        // A message to oneself arrives once.
        !(envelope.arrived && envelope.from === envelope.to),
    );
    const underWay = link.filter((envelope) => !envelope.arrived);
    if (step.content === undefined) return underWay[0];
    return (
      underWay.find((envelope) => envelope.content === step.content) ??
      link.find((envelope) => envelope.content === step.content) ??
      underWay.at(-1)
    );
  }

  #timer(step: Step & { do: 'timer' }): void {
    const machine = this.#machines.get(step.node);
    if (!machine?.up || !this.#timers.get(step.node)!.delete(step.timer)) return;
    this.#took(step);
    this.#run(machine, { kind: 'timer', timer: step.timer }, step);
  }

  #crash(step: Step & { do: 'crash' }): void {
    const machine = this.#machines.get(step.node);
    if (!machine?.up) return;
    this.#took(step);
    this.#bringDown(machine, 'a fault of this story');
  }

  #restart(step: Step & { do: 'restart' }): void {
    const machine = this.#machines.get(step.node);
    if (!machine || machine.up) return;
    this.#took(step);
    if (step.wiped) machine.durable = undefined;
    this.#see({ kind: 'restarted', node: machine.id });
    this.#boot(machine, step, true);
  }

  #partition(step: Step & { do: 'partition' }): void {
    this.#took(step);
    this.#groups = step.groups;
    const because = `partition ${step.groups.map((group) => group.join(' ')).join(' | ')}`;
    this.#recorder?.add(this.#nowMs, { kind: 'network', because, groups: step.groups });
    for (const envelope of this.#envelopes) {
      if (!envelope.arrived && !envelope.lost) this.#loseAcross(envelope);
    }
  }

  #settle({ among, seed, most = settleMax }: Step & { do: 'settle' }): void {
    const included = (id: NodeId) => !among || among.includes(id);
    const isNext = ({ from, to, arrived, lost }: Envelope) =>
      !arrived && !lost && included(from) && included(to) && this.#machines.get(to)!.up;

    for (let count = 0; count < most && !this.#watch.broken; count++) {
      const next =
        seed === undefined
          ? this.#envelopes.find(isNext)
          : drawn(this.#envelopes.filter(isNext), mix(seed, count));
      if (!next) return;
      const { from, to, message, content } = next;
      this.#deliver({ do: 'deliver', from, to, type: message.type, content }, next);
    }
  }

  #boot(machine: Machine, step: HandlerStep, restart = false): void {
    this.#bootedAtMs.set(machine.id, Math.max(this.#nowMs, step.atMs ?? 0));
    const effects = machine.start(this.#surroundings(machine.id, step));
    let cause = 0;
    if (this.#recorder) {
      machine.checkMemory('start');
      const { durable } = machine;
      cause = recordBoot(this.#recorder, this.#nowMs, machine, { durable, restart });
    }
    this.#happen(machine, effects, step, cause);
  }

  #run(machine: Machine, input: Input, step: HandlerStep, delivery?: Delivery) {
    const effects = machine.handle(input, this.#surroundings(machine.id, step));
    let cause = 0;
    if (this.#recorder) {
      machine.checkMemory(input);
      cause = recordRun(this.#recorder, this.#nowMs, machine, input, delivery);
    }
    this.#happen(machine, effects, step, cause);
  }

  #surroundings(id: NodeId, step: HandlerStep): Surroundings {
    this.#nowMs = Math.max(this.#nowMs, step.atMs ?? 0);
    let drawn = 0;
    return {
      now: () => this.#nowMs - (this.#bootedAtMs.get(id) ?? 0),
      wallClock: () => this.#nowMs,
      choose: (count) => Math.min(step.choices?.[drawn++] ?? 0, count - 1),
      ...(this.#where ? { where: this.#where } : {}),
    };
  }

  /** Lets effects happen one by one, up to the one before which the node crashes. */
  #happen(machine: Machine, effects: readonly Effect[], step: HandlerStep, cause: number): void {
    for (const [index, effect] of effects.entries()) {
      if (this.#watch.broken) return;
      if (index === step.cut) return this.#cut(machine, effect, cause);
      this.#effect(machine, effect, cause);
    }
  }

  #cut(machine: Machine, effect: Effect, cause: number): void {
    const write = effect.do === 'persist';
    this.#recorder?.add(this.#nowMs, {
      kind: 'lost',
      node: machine.id,
      lost: write ? 'write' : 'effects',
      because: write
        ? 'it crashed before the disk was done'
        : `it crashed before ${nameOf(effect)}`,
      cause,
    });
    this.#bringDown(machine, write ? 'while its disk wrote' : `before ${nameOf(effect)}`);
  }

  #effect(machine: Machine, effect: Effect, cause: number): void {
    const node = machine.id;
    switch (effect.do) {
      case 'send':
        return this.#send(node, effect, cause);
      case 'emit':
        this.#record(node, effect, cause);
        return this.#see({ kind: 'emitted', node, output: effect.output });
      case 'persist':
        machine.durable = effect.durable;
        this.#record(node, effect, cause);
        return this.#see({ kind: 'persisted', node, durable: effect.durable });
      case 'setTimer':
        this.#timers.get(node)!.add(effect.timer);
        return;
      case 'cancelTimer':
        this.#timers.get(node)!.delete(effect.timer);
    }
  }

  #send(from: NodeId, effect: Effect & { do: 'send' }, cause: number): void {
    const { to, message } = effect;
    const sent = this.#record(from, effect, cause);
    const content = fingerprint(message);
    const envelope = { from, to, message, content, sent, arrived: false, lost: false };
    this.#envelopes.push(envelope);
    if (this.#watch.wants.sent) this.#see({ kind: 'sent', node: from, peer: to, message });
    this.#loseAcross(envelope);
  }

  #loseAcross(envelope: Envelope): void {
    const groups = this.#groups;
    const { from, to, message, sent } = envelope;
    if (
      !groups ||
      from === to ||
      groups.some((group) => group.includes(from) && group.includes(to))
    )
      return;
    envelope.lost = true;
    const because = `partition ${groups.map((group) => group.join(' ')).join(' | ')}`;
    this.#recorder?.add(this.#nowMs, {
      kind: 'lost',
      node: to,
      lost: 'message',
      because,
      message,
      from,
      cause: sent,
    });
  }

  #bringDown(machine: Machine, because: string): void {
    machine.crash();
    this.#timers.get(machine.id)!.clear();
    this.#recorder?.add(this.#nowMs, { kind: 'crash', node: machine.id, because });
    this.#see({ kind: 'crashed', node: machine.id });
  }

  #record(node: NodeId, effect: Parameters<typeof recordEffect>[3], cause: number): number {
    return this.#recorder ? recordEffect(this.#recorder, this.#nowMs, node, effect, cause) : 0;
  }

  #see(seen: Observed): void {
    if (this.#watch.wants[seen.kind]) this.#watch.observe(seen);
  }
}

const drawn = <T>(values: readonly T[], bits: number): T | undefined =>
  values[Math.floor(fraction(bits) * values.length)];

type HandlerStep = Pick<Step & { do: 'timer' }, 'cut' | 'choices' | 'atMs'>;
