// The obvious explorer, to test the other one against: whole copies of the cluster, a state known by its full text, handlers
// run anew for every step. It shares nothing with the explorer but the types of what is explored.
import { canonicalText } from '../../sim/plain.ts';
import type { Observed } from '../../sim/observe.ts';
import type { Message, Node, NodeId } from '../../sim/protocol.ts';
import type { Space } from '../space.ts';

interface NaiveNode {
  memory: object | undefined;
  durable: unknown;
  timers: string[];
  inbox: Message[];
  requested: number;
  waiting: boolean;
  fires: number;
  crashes: number;
}

interface NaiveState {
  nodes: Record<NodeId, NaiveNode>;
  network: { from: NodeId; to: NodeId; message: Message }[];
  promises: Record<string, object>;
  crashes: number;
}

type Effect =
  | { do: 'send'; to: NodeId; message: Message }
  | { do: 'emit'; output: Message }
  | { do: 'persist'; durable: unknown }
  | { do: 'setTimer' | 'cancelTimer'; timer: string };

export interface NaiveResult {
  readonly states: ReadonlySet<string>;
  readonly broken: string | undefined;
  /** Steps of the shortest story, or the longest of all shortest paths. */
  readonly depth: number;
  readonly exhausted: boolean;
}

export interface NaiveOptions {
  readonly statesMax: number;
  /** Where a node may crash within a handler: before any effect, or only where the explorer says that it matters. */
  readonly cuts?: 'everywhere' | 'where it matters';
}

export function exploreNaively(space: Space, options: NaiveOptions): NaiveResult {
  const naive = new Naive(space, options);
  const first = naive.boot();
  const states = new Set([textOf(first)]);
  let level = [first];
  let depth = 0;
  while (level.length > 0) {
    const nextLevel: NaiveState[] = [];
    for (const state of level) {
      for (const next of naive.successors(state)) {
        if (typeof next === 'string')
          return { states, broken: next, depth: depth + 1, exhausted: false };
        const text = textOf(next);
        if (states.has(text)) continue;
        states.add(text);
        if (states.size > options.statesMax)
          return { states, broken: undefined, depth, exhausted: false };
        nextLevel.push(next);
      }
    }
    if (nextLevel.length > 0) depth++;
    level = nextLevel;
  }
  return { states, broken: undefined, depth, exhausted: true };
}

const textOf = ({ nodes, network, promises, crashes }: NaiveState): string =>
  canonicalText([
    nodes,
    network.map((envelope) => canonicalText(envelope)).toSorted(),
    promises,
    crashes,
  ]);

class Naive {
  readonly #space: Space;
  readonly #cuts: 'everywhere' | 'where it matters';
  readonly #nodes: Record<string, readonly NodeId[]>;

  constructor(space: Space, { cuts = 'where it matters' }: NaiveOptions) {
    this.#space = space;
    this.#cuts = cuts;
    this.#nodes = Object.fromEntries(
      Object.entries(space.cluster.roles).map(([role, { nodes }]) => [role, nodes]),
    );
  }

  boot(): NaiveState {
    const state: NaiveState = { nodes: {}, network: [], promises: {}, crashes: 0 };
    for (const [name, monitor] of Object.entries(this.#space.always)) {
      state.promises[name] = structuredClone(monitor.start(this.#space.cluster) as object);
    }
    const ids = Object.values(this.#nodes).flat();
    for (const id of ids) {
      state.nodes[id] = {
        memory: undefined,
        durable: undefined,
        timers: [],
        inbox: [],
        requested: 0,
        waiting: false,
        fires: 0,
        crashes: 0,
      };
    }
    for (const id of ids) {
      const [booted] = this.#run(state, id, 'start', []);
      state.nodes[id]!.memory = booted!.memory;
      this.#happen(state, id, booted!.effects);
    }
    return state;
  }

  /** The states one step away, or the name of a promise that a step breaks. */
  *successors(state: NaiveState): Generator<NaiveState | string> {
    for (const id of Object.keys(state.nodes)) {
      const node = state.nodes[id]!;
      if (node.memory === undefined) {
        yield* this.#handle(state, id, 'start', (next) =>
          this.#see(next, { kind: 'restarted', node: id }),
        );
        continue;
      }
      yield* this.#requests(state, id);
      for (const timer of node.timers) {
        yield* this.#handle(state, id, { timer }, (next) => {
          const own = next.nodes[id]!;
          own.timers = own.timers.filter((other) => other !== timer);
          if (this.#firesMax(id) !== Infinity) own.fires++;
          return undefined;
        });
      }
      for (const [index, message] of node.inbox.entries()) {
        yield* this.#handle(state, id, { from: id, message }, (next) => {
          next.nodes[id]!.inbox.splice(index, 1);
          return this.#see(next, { kind: 'received', node: id, peer: id, message });
        });
      }
      if (this.#mayCrash(state, id)) {
        const next = structuredClone(state);
        yield this.#crash(next, id) ?? next;
      }
    }
    for (const [index, { from, to, message }] of state.network.entries()) {
      if (state.nodes[to]!.memory === undefined) continue;
      yield* this.#handle(state, to, { from, message }, (next) => {
        if (this.#space.network === 'once') next.network.splice(index, 1);
        return this.#see(next, { kind: 'received', node: to, peer: from, message });
      });
    }
  }

  *#requests(state: NaiveState, id: NodeId): Generator<NaiveState | string> {
    const { requests = {}, requestOrder = 'in order' } = this.#space;
    const asked = requests[id] ?? [];
    const node = state.nodes[id]!;
    const texts = asked.map((request) => canonicalText(request));
    for (const [index, request] of asked.entries()) {
      if (requestOrder === 'any order') {
        const made = (at: number) => (node.requested & (1 << at)) !== 0;
        // Of equal requests, the first that was not made.
        if (
          made(index) ||
          texts.slice(0, index).some((text, at) => text === texts[index] && !made(at))
        )
          continue;
      } else if (index !== node.requested || node.waiting) {
        continue;
      }
      yield* this.#handle(state, id, { request }, (next) => {
        const own = next.nodes[id]!;
        own.requested =
          requestOrder === 'any order' ? own.requested | (1 << index) : own.requested + 1;
        own.waiting = requestOrder === 'one at a time' && own.requested < asked.length;
        return this.#see(next, { kind: 'requested', node: id, request });
      });
    }
  }

  /** Every way in which a handler can go on, with a crash before each effect or none. */
  *#handle(
    state: NaiveState,
    id: NodeId,
    input: NaiveInput,
    prepare: (next: NaiveState) => string | undefined,
  ): Generator<NaiveState | string> {
    for (const { memory, effects } of this.#run(state, id, input, [])) {
      const cuts: number[] = [];
      for (const index of effects.keys()) {
        if (this.#mayCrash(state, id) && this.#isCut(effects, index)) cuts.push(index);
      }
      for (const cut of [effects.length, ...cuts]) {
        const next = structuredClone(state);
        let broken = prepare(next);
        next.nodes[id]!.memory = structuredClone(memory);
        broken ??= this.#happen(next, id, effects.slice(0, cut));
        if (cut < effects.length) broken ??= this.#crash(next, id);
        yield broken ?? next;
      }
    }
  }

  #isCut(effects: readonly Effect[], index: number): boolean {
    if (this.#cuts === 'everywhere') return true;
    const kind = effects[index]!.do;
    const visible = effects
      .slice(0, index)
      .some((effect) => ['send', 'emit', 'persist'].includes(effect.do));
    return visible && (kind === 'persist' || kind === 'emit');
  }

  #happen(next: NaiveState, id: NodeId, effects: readonly Effect[]): string | undefined {
    const node = next.nodes[id]!;
    for (const effect of effects) {
      let broken: string | undefined;
      switch (effect.do) {
        case 'send': {
          const { to, message } = effect;
          if (to === id) node.inbox.push(message);
          else this.#send(next, id, to, message);
          broken = this.#see(next, { kind: 'sent', node: id, peer: to, message });
          break;
        }
        case 'emit':
          if (this.#space.isAnswer?.(effect.output) ?? true) node.waiting = false;
          broken = this.#see(next, { kind: 'emitted', node: id, output: effect.output });
          break;
        case 'persist':
          node.durable = structuredClone(effect.durable);
          broken = this.#see(next, { kind: 'persisted', node: id, durable: effect.durable });
          break;
        case 'setTimer':
          if (!node.timers.includes(effect.timer)) node.timers.push(effect.timer);
          break;
        case 'cancelTimer':
          node.timers = node.timers.filter((timer) => timer !== effect.timer);
      }
      if (broken) return broken;
    }
    node.timers = node.fires < this.#firesMax(id) ? node.timers.toSorted() : [];
    node.inbox.sort((a, b) => (canonicalText(a) < canonicalText(b) ? -1 : 1));
    return undefined;
  }

  #send(next: NaiveState, from: NodeId, to: NodeId, message: Message): void {
    const text = canonicalText({ from, to, message });
    const known = next.network.some((envelope) => canonicalText(envelope) === text);
    if (this.#space.network === 'once' || !known) next.network.push({ from, to, message });
  }

  #crash(next: NaiveState, id: NodeId): string | undefined {
    const node = next.nodes[id]!;
    node.memory = undefined;
    node.timers = [];
    node.inbox = [];
    node.waiting = false;
    next.crashes++;
    if (this.#space.crashes?.perNode !== undefined) node.crashes++;
    return this.#see(next, { kind: 'crashed', node: id });
  }

  #mayCrash(state: NaiveState, id: NodeId): boolean {
    const { crashes } = this.#space;
    if (!crashes || state.crashes >= crashes.total) return false;
    if (crashes.roles && !crashes.roles.includes(this.#roleOf(id))) return false;
    return state.nodes[id]!.crashes < (crashes.perNode ?? Infinity);
  }

  #firesMax(id: NodeId): number {
    const { timerFires = 0 } = this.#space;
    const bound = typeof timerFires === 'object' ? (timerFires[this.#roleOf(id)] ?? 0) : timerFires;
    return bound === 'unbounded' ? Infinity : bound;
  }

  #roleOf(id: NodeId): string {
    return Object.keys(this.#nodes).find((role) => this.#nodes[role]!.includes(id))!;
  }

  #see(next: NaiveState, seen: Observed): string | undefined {
    for (const [name, monitor] of Object.entries(this.#space.always)) {
      const state = next.promises[name]!;
      if (!monitor.listens.includes(seen.kind)) continue;
      if (monitor.observe(state, seen) ?? monitor.judge?.(structuredClone(state))) return name;
    }
    return undefined;
  }

  /** Runs a handler on a copy, once for each way in which its coins may fall after `choices`. */
  #run(state: NaiveState, id: NodeId, input: NaiveInput, choices: number[]): Ran[] {
    const node = state.nodes[id]!;
    const protocol = this.#space.cluster.roles[this.#roleOf(id)]!.protocol();
    const effects: Effect[] = [];
    let toss = 0;
    let forked: number | undefined;
    // oxlint-disable-next-line typescript/no-explicit-any -- protocols of all types
    const handle: Node<any> = {
      id,
      nodes: this.#nodes,
      send: (to, message) =>
        void effects.push({ do: 'send', to, message: structuredClone(message) }),
      emit: (output) => void effects.push({ do: 'emit', output: structuredClone(output) }),
      persist: (durable) => void effects.push({ do: 'persist', durable: structuredClone(durable) }),
      setTimer: (timer: string) => void effects.push({ do: 'setTimer', timer }),
      cancelTimer: (timer: string) => void effects.push({ do: 'cancelTimer', timer }),
      now: () => 0,
      wallClock: () => 0,
      note: () => {},
      choose: (count) => {
        if (toss === choices.length) forked ??= count;
        return choices[toss++] ?? 0;
      },
    };
    let memory = structuredClone(node.memory);
    if (input === 'start') memory = protocol.start(handle, structuredClone(node.durable));
    else if ('message' in input)
      protocol.onMessage?.(handle, memory!, input.from, structuredClone(input.message));
    else if ('request' in input) protocol.onRequest?.(handle, memory!, input.request);
    else protocol.onTimer?.(handle, memory!, input.timer);

    if (forked === undefined) return [{ memory: memory!, effects }];
    return Array.from({ length: forked }, (_, choice) => [...choices, choice]).flatMap((more) =>
      this.#run(state, id, input, more),
    );
  }
}

interface Ran {
  readonly memory: object;
  readonly effects: readonly Effect[];
}

type NaiveInput =
  | 'start'
  | { readonly from: NodeId; readonly message: Message }
  | { readonly request: Message }
  | { readonly timer: string };

/** The text of a state that the explorer found, as this one would write it. */
export function textOfState(state: {
  readonly cells: readonly (Omit<NaiveNode, 'timers' | 'inbox'> & {
    readonly node: NodeId;
    readonly timers: readonly string[];
    readonly inbox: readonly Message[];
  })[];
  readonly network: readonly { from: NodeId; to: NodeId; message: Message }[];
  readonly promises: Readonly<Record<string, unknown>>;
  readonly crashes: number;
}): string {
  const nodes = Object.fromEntries(state.cells.map(({ node, ...rest }) => [node, rest]));
  const network = state.network.map((envelope) => canonicalText(envelope)).toSorted();
  return canonicalText([nodes, network, state.promises, state.crashes]);
}
