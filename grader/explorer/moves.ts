// Everything that can happen at one node, worked out once: a transition for each distinct cell and event. Cells and
// envelopes are numbered by their full text; a search over the whole cluster is arithmetic on these numbers.
import { type Cluster, nodesOf } from '../sim/cluster.ts';
import type { Input } from '../sim/machine.ts';
import type { Observed } from '../sim/observe.ts';
import { canonicalText } from '../sim/plain.ts';
import type { Message, NodeId } from '../sim/protocol.ts';
import { Numbers } from './columns.ts';
import {
  crashed,
  cutsOf,
  type NodeBounds,
  openRequests,
  type Outcome,
  outcomeOf,
} from './outcome.ts';
import { absent, PairTable } from './pair-table.ts';
import { type Answer, Runner } from './runner.ts';
import type { Cell } from './space.ts';
import {
  answersText,
  NotSymmetric,
  renameCell,
  renameInput,
  renameNode,
  type Renaming,
  type Symmetry,
} from './symmetry.ts';
import { rename } from './memory.ts';
import { Terms } from './terms.ts';
import type { Watches } from './watches.ts';

export interface Envelope {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: Message;
}

/** Where a transition comes from: enough to tell it as a step of a schedule. */
export interface Origin {
  readonly node: NodeId;
  readonly input: Input | 'start' | 'crash';
  readonly choices: readonly number[];
  readonly cut?: number;
}

/** A handler could not be run: `cause` is the HandlerError or NotDeterministic. */
export class Stumble extends Error {
  override readonly name = 'Stumble';
  readonly origin: Origin;

  constructor(origin: Origin, cause: unknown) {
    super('A handler could not be run.', { cause });
    this.origin = origin;
  }
}

const unknown = -1;

/** What comes of an arrival. With `nothing` and `answers` the node stays as it is, and nobody sees anything. */
export const worths = {
  something: 0,
  nothing: 1,
  /** Messages are sent, and that is all. */
  answers: 2,
} as const;

export class Moves {
  readonly nodes: readonly NodeId[];
  readonly #indexOf: ReadonlyMap<NodeId, number>;
  readonly #bounds: readonly NodeBounds[];
  readonly #runner: Runner;
  readonly #symmetry: Symmetry;
  readonly #watches: Watches;

  readonly cells: Cell[] = [];
  readonly #cellNumbers = new Map<string, number>();
  readonly cellTerms: Terms;
  /** 1 where the node is up, by cell. */
  readonly up = new Numbers();
  /** The transitions that need no message, by cell: first and end, or `unknown`. */
  readonly localFirst = new Numbers();
  readonly localEnd = new Numbers();

  readonly envelopes: Envelope[] = [];
  readonly #envelopeNumbers = new Map<string, number>();
  readonly envelopeTerms: Terms;
  /** The index of the addressee, by envelope. */
  readonly addressee = new Numbers();

  /** Arrivals, a number for each distinct cell and envelope that arrives there: its transitions. */
  readonly #arrivals = new PairTable();
  readonly arrivalCell = new Numbers();
  readonly arrivalEnvelope = new Numbers();
  readonly arrivalFirst = new Numbers();
  readonly arrivalEnd = new Numbers();
  /** One of `worths`. */
  readonly worth = new Numbers();

  /** By transition: the cell before and after it, what it shows, whether the node crashes, and what it sends. */
  readonly from = new Numbers();
  readonly next = new Numbers();
  readonly sequence = new Numbers();
  readonly crashes = new Numbers();
  readonly sentFirst = new Numbers();
  readonly sentEnd = new Numbers();
  readonly sent = new Numbers();
  readonly origins: Origin[] = [];

  constructor(
    cluster: Cluster,
    bounds: readonly NodeBounds[],
    symmetry: Symmetry,
    watches: Watches,
  ) {
    this.nodes = nodesOf(cluster);
    this.#indexOf = new Map(this.nodes.map((node, index) => [node, index]));
    this.#bounds = bounds;
    this.#runner = new Runner(cluster);
    this.#symmetry = symmetry;
    this.#watches = watches;
    this.cellTerms = new Terms('cells', symmetry.renamings.length);
    this.envelopeTerms = new Terms('envelopes', symmetry.renamings.length);
  }

  get handlerRuns(): number {
    return this.#runner.runs;
  }

  /** The first boot of a node. @throws Stumble */
  boot(cell: Cell): { cell: number; sent: number[]; seen: readonly Observed[] } {
    const answers = this.#stumbling(cell, 'start', () => this.#runner.answers(cell, 'start'));
    this.#assertSymmetric(cell, 'start', answers);
    // The coins of a first boot fall to 0, since a schedule has no step for it.
    const outcome = outcomeOf(cell, 'start', answers[0]!, this.#boundsOf(cell));
    return { cell: this.cellNumber(outcome.cell), sent: this.#sentBy(outcome), seen: outcome.seen };
  }

  /** The arrival of an envelope at a cell of its addressee that is up. @throws Stumble */
  arrival(cell: number, envelope: number): number {
    const known = this.#arrivals.get(cell, envelope);
    if (known !== absent) return known;
    const { from, message } = this.envelopes[envelope]!;
    const first = this.next.count;
    this.#work(cell, { kind: 'message', from, message });
    this.arrivalCell.push(cell);
    this.arrivalEnvelope.push(envelope);
    this.arrivalFirst.push(first);
    this.arrivalEnd.push(this.next.count);
    const arrival = this.worth.push(this.#worthOf(cell, first));
    this.#arrivals.set(cell, envelope, arrival);
    return arrival;
  }

  /** Works out what can happen at a cell without a message from another node. @throws Stumble */
  workLocally(number: number): void {
    const cell = this.cells[number]!;
    const bounds = this.#boundsOf(cell);
    const first = this.next.count;
    for (const request of openRequests(cell, bounds))
      this.#work(number, { kind: 'request', request });
    for (const timer of cell.timers) this.#work(number, { kind: 'timer', timer });
    for (const [index, message] of cell.inbox.entries()) {
      const repeated = canonicalText(cell.inbox[index - 1]) === canonicalText(message);
      if (!repeated) this.#work(number, { kind: 'message', from: cell.node, message });
    }
    if (cell.memory === undefined) this.#work(number, 'start');
    else if (mayCrash(cell, bounds)) this.#crash(number, cell, bounds);
    this.localFirst.at[number] = first;
    this.localEnd.at[number] = this.next.count;
  }

  isWorkedLocally(cell: number): boolean {
    return this.localFirst.at[cell] !== unknown;
  }

  cellNumber(cell: Cell): number {
    const text = cellText(cell);
    const known = this.#cellNumbers.get(text);
    if (known !== undefined) return known;
    const number = this.cells.push(cell) - 1;
    this.#cellNumbers.set(text, number);
    this.up.push(cell.memory === undefined ? 0 : 1);
    this.localFirst.push(unknown);
    this.localEnd.push(unknown);
    this.cellTerms.add(
      number,
      this.#symmetry.renamings.map((names) => () => cellText(renameCell(cell, names))),
    );
    return number;
  }

  envelopeNumber(envelope: Envelope): number {
    const text = canonicalText(envelope);
    const known = this.#envelopeNumbers.get(text);
    if (known !== undefined) return known;
    const number = this.envelopes.push(envelope) - 1;
    this.#envelopeNumbers.set(text, number);
    this.addressee.push(this.#indexOf.get(envelope.to)!);
    this.envelopeTerms.add(
      number,
      this.#symmetry.renamings.map((names) => () => canonicalText(renameEnvelope(envelope, names))),
    );
    return number;
  }

  /** The envelopes that a transition sends. */
  sentBy(transition: number): number[] {
    return [...this.sent.at.subarray(this.sentFirst.at[transition], this.sentEnd.at[transition])];
  }

  /** The envelope that a transition is the arrival of, if it is one from another node. */
  arrivedBy(transition: number): number | undefined {
    return this.arrivalOf(this.origins[transition]!);
  }

  arrivalOf({ node, input }: Origin): number | undefined {
    if (typeof input !== 'object' || input.kind !== 'message' || input.from === node)
      return undefined;
    return this.envelopeNumber({ from: input.from, to: node, message: input.message });
  }

  /** The same cell and the same envelope, with nodes renamed. */
  renamedCell(cell: number, names: Renaming): number {
    return this.cellNumber(renameCell(this.cells[cell]!, names));
  }

  renamedEnvelope(envelope: number, names: Renaming): number {
    return this.envelopeNumber(renameEnvelope(this.envelopes[envelope]!, names));
  }

  #boundsOf(cell: Cell): NodeBounds {
    return this.#bounds[this.#indexOf.get(cell.node)!]!;
  }

  /** Adds the transitions of one event at a cell: one for each way in which it can go on. */
  #work(number: number, input: Input | 'start'): void {
    const cell = this.cells[number]!;
    const bounds = this.#boundsOf(cell);
    const answers = this.#stumbling(cell, input, () => this.#runner.answers(cell, input));
    this.#assertSymmetric(cell, input, answers);
    const first = this.next.count;
    for (const answer of answers) {
      this.#add(number, first, outcomeOf(cell, input, answer, bounds), {
        node: cell.node,
        input,
        choices: answer.choices,
      });
      if (!mayCrash(cell, bounds)) continue;
      for (const cut of cutsOf(answer.effects)) {
        const origin = { node: cell.node, input, choices: answer.choices, cut };
        this.#add(number, first, outcomeOf(cell, input, answer, bounds, cut), origin);
      }
    }
  }

  #crash(number: number, cell: Cell, bounds: NodeBounds): void {
    const { node } = cell;
    const seen: Observed[] = [{ kind: 'crashed', node }];
    const outcome: Outcome = { cell: crashed(cell, bounds), sent: [], seen, crashed: true };
    this.#add(number, this.next.count, outcome, { node, input: 'crash', choices: [] });
  }

  /** Adds a transition, unless one since `first` does the same. */
  #add(from: number, first: number, outcome: Outcome, origin: Origin): void {
    const next = this.cellNumber(outcome.cell);
    const seen =
      origin.input === 'start'
        ? [{ kind: 'restarted', node: origin.node } as const, ...outcome.seen]
        : outcome.seen;
    const sequence = this.#watches.sequence(seen);
    const sent = this.#sentBy(outcome);
    for (let other = first; other < this.next.count; other++) {
      if (
        this.next.at[other] === next &&
        this.sequence.at[other] === sequence &&
        this.#sentIs(other, sent)
      )
        return;
    }
    this.from.push(from);
    this.next.push(next);
    this.sequence.push(sequence);
    this.crashes.push(outcome.crashed ? 1 : 0);
    this.sentFirst.push(this.sent.count);
    for (const envelope of sent) this.sent.push(envelope);
    this.sentEnd.push(this.sent.count);
    this.origins.push(origin);
  }

  #sentBy({ cell, sent }: Outcome): number[] {
    return sent.map(({ to, message }) => this.envelopeNumber({ from: cell.node, to, message }));
  }

  #sentIs(transition: number, sent: readonly number[]): boolean {
    const first = this.sentFirst.at[transition]!;
    const count = this.sentEnd.at[transition]! - first;
    return (
      count === sent.length && sent.every((envelope, at) => this.sent.at[first + at] === envelope)
    );
  }

  /** What an arrival is worth whose first transition this is. */
  #worthOf(cell: number, first: number): number {
    const same = this.next.at[first] === cell && this.sequence.at[first] === 0;
    if (!same || this.next.count !== first + 1) return worths.something;
    return this.sentFirst.at[first] === this.sentEnd.at[first] ? worths.nothing : worths.answers;
  }

  #stumbling<T>(cell: Cell, input: Input | 'start', run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw new Stumble({ node: cell.node, input, choices: [] }, error);
    }
  }

  /** With its nodes renamed, the handler must do the same under the new names. */
  #assertSymmetric(cell: Cell, input: Input | 'start', answers: readonly Answer[]): void {
    for (const names of this.#symmetry.generators) {
      let renamed: Answer[];
      try {
        renamed = this.#runner.answers(renameCell(cell, names), renameInput(input, names));
      } catch {
        throw new NotSymmetric(`${cell.node} fails under another name`);
      }
      if (answersText(answers, names) !== answersText(renamed, new Map())) {
        throw new NotSymmetric(`${cell.node} does something else under another name`);
      }
    }
  }
}

const mayCrash = (cell: Cell, bounds: NodeBounds): boolean =>
  bounds.mayCrash && cell.crashes < bounds.crashesMax;

const renameEnvelope = ({ from, to, message }: Envelope, names: Renaming): Envelope => ({
  from: renameNode(from, names),
  to: renameNode(to, names),
  message: rename(message, names),
});

function cellText(cell: Cell): string {
  const { node, memory, durable, timers, inbox, requested, waiting, fires, crashes } = cell;
  return canonicalText([node, memory, durable, timers, inbox, requested, waiting, fires, crashes]);
}
