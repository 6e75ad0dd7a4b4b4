// Runs handlers for the explorer: on a copy of a cell's memory, once for each way in which its coins may fall, each time in
// two instances of the protocol whose answers must agree.
import { type Cluster, placeOf, roleOf } from '../sim/cluster.ts';
import {
  closeHandle,
  type Effect,
  Handle,
  Misuse,
  type Place,
  type Surroundings,
} from '../sim/effects.ts';
import type { AnyProtocol } from '../sim/cluster.ts';
import { describeInput, HandlerError, type Input } from '../sim/machine.ts';
import { canonicalText, copyPlain } from '../sim/plain.ts';
import type { Node, NodeId } from '../sim/protocol.ts';
import { copyMemory, takeMemory } from './memory.ts';
import type { Cell } from './space.ts';

/** What a handler did, with the coins that it tossed. */
export interface Answer {
  readonly memory: object;
  readonly effects: readonly Effect[];
  readonly choices: readonly number[];
}

/** Two runs of one handler, on the same memory and for the same input, did different things. */
export class NotDeterministic extends Error {
  override readonly name = 'NotDeterministic';
  readonly node: NodeId;
  readonly during: string;
  readonly answers: readonly [string, string];

  constructor(node: NodeId, during: string, answers: readonly [string, string]) {
    super(`${node} did two different things in ${during}`);
    this.node = node;
    this.during = during;
    this.answers = answers;
  }
}

const answersMax = 10_000;

// oxlint-disable-next-line typescript/no-explicit-any -- protocols of all types
type AnyNode = Node<any>;

export class Runner {
  readonly #cluster: Cluster;
  readonly #place: Place;
  /** One instance for each node that lives on from run to run: hidden state in it shows as soon as it matters. */
  readonly #instances = new Map<NodeId, AnyProtocol>();
  runs = 0;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
    this.#place = placeOf(cluster);
  }

  /**
   * All that the handler may do, one answer for each way in which its coins may fall.
   * @throws HandlerError, NotDeterministic
   */
  answers(cell: Cell, input: Input | 'start'): Answer[] {
    const answers: Answer[] = [];
    let choices: number[] | undefined = [];
    while (choices) {
      const { answer, counts } = this.#runTwice(cell, input, choices);
      answers.push(answer);
      choices = nextChoices(answer.choices, counts);
      if (answers.length > answersMax) {
        const cause = new Misuse(`choose: more than ${answersMax} ways for one handler to go on.`);
        throw new HandlerError(cell.node, describeInput(input), cause);
      }
    }
    return answers;
  }

  #runTwice(cell: Cell, input: Input | 'start', choices: readonly number[]) {
    this.runs++;
    const first = this.#run(() => this.#lasting(cell, input), cell, input, choices);
    const second = this.#run(() => this.#fresh(cell, input), cell, input, choices);
    if (first.text !== second.text) {
      throw new NotDeterministic(cell.node, describeInput(input), [first.text, second.text]);
    }
    if ('thrown' in first) throw first.thrown;
    return first;
  }

  #run(
    instance: () => AnyProtocol,
    cell: Cell,
    input: Input | 'start',
    choices: readonly number[],
  ):
    | { text: string; answer: Answer; counts: readonly number[] }
    | { text: string; thrown: HandlerError } {
    const free = new Timeless(choices);
    const handle = new Handle(cell.node, this.#place, free);
    try {
      let memory: object;
      let effects: readonly Effect[] = [];
      try {
        memory = invoke(instance(), handle, cell, input);
      } finally {
        ({ effects } = closeHandle(handle));
      }
      // Even where the handler caught it: what it did then rests on a clock that isn't there.
      if (free.refused) throw free.refused;
      memory = takeMemory(memory);
      const made = free.counts.map((_, index) => choices[index] ?? 0);
      const text = `${canonicalText(effects)} ${canonicalText(memory)} ${free.counts.join()}`;
      return { text, answer: { memory, effects, choices: made }, counts: free.counts };
    } catch (error) {
      const thrown = new HandlerError(cell.node, describeInput(input), error);
      return { text: `threw ${describeThrown(error)}`, thrown };
    }
  }

  #lasting(cell: Cell, input: Input | 'start'): AnyProtocol {
    const known = this.#instances.get(cell.node);
    // A boot always gets a new instance, in the world as well.
    if (known && input !== 'start') return known;
    const instance = this.#make(cell.node);
    if (!known) this.#instances.set(cell.node, instance);
    return instance;
  }

  #fresh(cell: Cell, input: Input | 'start'): AnyProtocol {
    const instance = this.#make(cell.node);
    if (input === 'start') return instance;
    // What `start` derives from the cluster alone may be kept beside the state: it is the same after every boot.
    const handle = new Handle(cell.node, this.#place, new Timeless([]));
    try {
      instance.start(handle, undefined);
    } catch {
      // It was run for what it leaves behind; whether it works is shown where a node really boots.
    } finally {
      closeHandle(handle);
    }
    return instance;
  }

  #make(node: NodeId): AnyProtocol {
    return this.#cluster.roles[roleOf(this.#cluster, node)]!.protocol();
  }
}

function invoke(protocol: AnyProtocol, node: AnyNode, cell: Cell, input: Input | 'start'): object {
  if (input === 'start') {
    const memory: unknown = protocol.start(node, copyPlain(cell.durable, 'memory', 'durable'));
    if (typeof memory !== 'object' || memory === null) {
      throw new TypeError('`start` must return the memory of the node: an object.');
    }
    return memory;
  }
  const memory = copyMemory(cell.memory!);
  switch (input.kind) {
    case 'message': {
      const message = copyPlain(input.message, 'message', 'message');
      protocol.onMessage?.(node, memory, input.from, message);
      return memory;
    }
    case 'request':
      protocol.onRequest?.(node, memory, copyPlain(input.request, 'message', 'request'));
      return memory;
    case 'timer':
      protocol.onTimer?.(node, memory, input.timer);
      return memory;
  }
}

/** The next way for the coins to fall, as on an odometer: the last toss first. */
function nextChoices(choices: readonly number[], counts: readonly number[]): number[] | undefined {
  const at = counts.findLastIndex((count, index) => choices[index]! + 1 < count);
  return at === -1 ? undefined : [...choices.slice(0, at), choices[at]! + 1];
}

/** Coins that fall as told, and no clock. */
class Timeless implements Surroundings {
  readonly #choices: readonly number[];
  readonly counts: number[] = [];
  refused: Misuse | undefined;

  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }

  now(): number {
    return this.#refuse('now');
  }

  wallClock(): number {
    return this.#refuse('wallClock');
  }

  choose(count: number): number {
    this.counts.push(count);
    return this.#choices[this.counts.length - 1] ?? 0;
  }

  #refuse(clock: string): never {
    this.refused ??= new Misuse(
      `${clock}: there is no clock in this check. It tries every order of events, and a timer may fire at any moment ` +
        'after it was set; so the promise must hold without reading the time. (What rests on time is judged in the simulated world.)',
    );
    throw this.refused;
  }
}

function describeThrown(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    return 'a value that has no text';
  }
}
