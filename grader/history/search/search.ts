// The search for a legal order: configurations, the moves between them, and what need not be tried.
//
// A configuration is a set of operations already placed in an order, and the state after them. The
// first return whose operation is not placed bounds what may come next: only what was called before it
// (Wing and Gong 1993; Lowe 2017, section 3, for remembering configurations).

import type { History, Operation } from '../operation.ts';
import { Agenda } from './agenda.ts';
import { Configurations, KNOWN, ROW, STATE } from './configurations.ts';
import { Foresight } from './foresight.ts';
import { addToMask, countMask, isInMask, removeFromMask } from './mask.ts';
import { layOut } from './timeline.ts';
import type { Timeline } from './timeline.ts';
import { ILLEGAL, INITIAL } from './transitions.ts';
import type { Transitions } from './transitions.ts';

/** The move that led to the first configuration. A move is an operation's row, or `~group`. */
const NO_MOVE = 0x7fffffff;

export type Progress = 'found' | 'exhausted' | 'searching';

/** A legal order of some of the operations, and what it leaves over. */
export interface PartialOrder<State, Input, Output> {
  readonly order: readonly Operation<Input, Output>[];
  readonly state: State;
  /** Illegal where the order can't go on: those in flight, and what foresight has seen. Never empty. */
  readonly left: readonly Operation<Input, Output>[];
}

/** Looks for a legal order in as many instalments as its caller likes. */
export class Search<State, Input, Output> {
  /** How often the model was asked, or could have been, whether an operation may come next. */
  stepCount = 0;

  readonly #transitions: Transitions<State, Input, Output>;
  readonly #timeline: Timeline<Input, Output>;
  readonly #met: Configurations;
  readonly #agenda = new Agenda();
  readonly #parent: Int32Array;
  readonly #child: Int32Array;
  readonly #used: number;
  readonly #foresight: Foresight | undefined;

  /** For each kind, and for each input, the last expansion that tried it. */
  readonly #kindTried: number[];
  readonly #inputTried: number[];
  readonly #inputReached: number[];
  #expansion = 0;
  /** What the current expansion has met. */
  readonly #justMet: number[] = [];

  #goal: number | undefined;
  #longest = 0;
  #longestCount = -1;
  /** What foresight says can't follow the longest order any more. */
  #longestLost: number | undefined;
  #rowMax = 0;

  /**
   * Searches for parts of one history should share what is known of the model. Foresight saves time,
   * but gives up orders that could be longer: without it, `longest` is as long as can be.
   */
  constructor(
    transitions: Transitions<State, Input, Output>,
    history: History<Input, Output>,
    { foresight }: { foresight: boolean },
  ) {
    this.#transitions = transitions;
    this.#timeline = layOut(history, (operation) => transitions.kindOf(operation));
    const { slotCount, groups } = this.#timeline;
    this.#met = new Configurations(Math.ceil(slotCount / 32), groups.length);
    this.#parent = this.#met.draft();
    this.#child = this.#met.draft();
    this.#used = this.#met.used;
    if (foresight) this.#foresight = new Foresight(transitions, this.#timeline, this.#used);
    this.#kindTried = Array.from({ length: transitions.kindCount }, () => 0);
    this.#inputTried = [...this.#kindTried];
    this.#inputReached = [...this.#kindTried];

    this.#child[STATE] = INITIAL;
    this.#settle(this.#child);
    this.#meet(-1, NO_MOVE);
    this.#queueMet();
  }

  /** Goes on for about so many steps more. */
  advance(steps: number): Progress {
    const stop = this.stepCount + steps;
    while (this.#goal === undefined && this.stepCount < stop) {
      const entry = this.#agenda.take();
      if (entry === undefined) return 'exhausted';
      if (!this.#met.isDominated(entry)) this.#expand(entry);
    }
    return this.#goal === undefined ? 'searching' : 'found';
  }

  get isFound(): boolean {
    return this.#goal !== undefined;
  }

  /** After `found`: all that returned, and those of the others that had to take effect. */
  order(): Operation<Input, Output>[] {
    return this.#replay(this.#goal!).order;
  }

  /** The legal order that places the most operations that returned. */
  longest(): PartialOrder<State, Input, Output> {
    const { order, draft } = this.#replay(this.#longest);
    const left: Operation<Input, Output>[] = [];
    const state = draft[STATE]!;
    this.#forEachOpen(draft, (operation) => {
      const isLegal = this.#step(state, this.#timeline.kinds[operation]!) !== ILLEGAL;
      if (!isLegal) left.push(this.#timeline.completed[operation]!);
    });
    const lost = this.#timeline.completed[this.#longestLost ?? -1];
    if (lost && !left.includes(lost)) left.push(lost);
    return { order, state: this.#transitions.stateOf(state), left };
  }

  /** After `exhausted`: no legal order gets past this moment, whatever was called later. */
  get stuckAt(): number {
    return this.#timeline.completed[this.#rowMax]!.returnedAt;
  }

  #expand(entry: number): void {
    this.#met.load(entry, this.#parent);
    this.#expansion++;
    // What commutes with the operation that must come by this return can as well come after it.
    const due = this.#timeline.kinds[this.#parent[ROW]!]!;
    const footprint = this.#transitions.footprintOfKind(due);

    this.#forEachOpen(this.#parent, (operation) => {
      const kind = this.#timeline.kinds[operation]!;
      if (this.#transitions.isReadOnly(kind)) return;
      if (this.#transitions.footprintOfKind(kind) === footprint)
        this.#tryCompleted(entry, operation);
    });
    const { groups } = this.#timeline;
    for (let group = 0; group < groups.length; group++) {
      const { kind } = groups[group]!;
      if (this.#transitions.footprintOfKind(kind) === footprint) this.#tryPending(entry, group);
    }
    this.#queueMet();
  }

  #tryCompleted(entry: number, operation: number): void {
    const kind = this.#timeline.kinds[operation]!;
    // Two of a kind can change places, so the one that returns first may as well be first.
    if (this.#kindTried[kind] === this.#expansion) return;
    this.#kindTried[kind] = this.#expansion;

    const next = this.#step(this.#parent[STATE]!, kind);
    if (next === ILLEGAL) return;
    const input = this.#transitions.inputOfKind(kind);
    this.#inputTried[input] = this.#expansion;
    this.#inputReached[input] = next;
    copyDraft(this.#parent, this.#child);
    this.#child[STATE] = next;
    this.#place(this.#child, operation);
    this.#settle(this.#child);
    this.#meet(entry, operation);
  }

  #tryPending(entry: number, group: number): void {
    const { groups, called } = this.#timeline;
    const used = this.#parent[this.#used + group]!;
    if (used === called[this.#parent[ROW]! * groups.length + group]!) return;

    const { kind } = groups[group]!;
    const state = this.#parent[STATE]!;
    const next = this.#step(state, kind);
    // Whatever changes nothing and was never answered need not have happened.
    if (next === state || next === ILLEGAL) return;
    // One that returned and does the same now must come anyway, so it goes first.
    const input = this.#transitions.inputOfKind(kind);
    const isTried = this.#inputTried[input] === this.#expansion;
    if (isTried && this.#inputReached[input] === next) return;
    copyDraft(this.#parent, this.#child);
    this.#child[STATE] = next;
    this.#child[this.#used + group] = used + 1;
    this.#settle(this.#child);
    this.#meet(entry, ~group);
  }

  /** Notes the child, unless it can't lead to anything new. */
  #meet(parent: number, move: number): void {
    const row = this.#child[ROW]!;
    const lost = this.#foresight?.findLost(this.#child);
    this.#rowMax = Math.max(this.#rowMax, row);
    if (lost !== undefined) {
      this.#rowMax = Math.max(this.#rowMax, this.#timeline.firstRows[lost]!);
    }
    const count = row + countMask(this.#child, this.#used);
    const isLongest = count > this.#longestCount;
    if (lost !== undefined && !isLongest) return;

    const entry = this.#met.insert(this.#child, parent, move);
    if (entry === KNOWN) return;
    if (isLongest) {
      this.#longestCount = count;
      this.#longest = entry;
      this.#longestLost = lost;
    }
    if (row === this.#timeline.completed.length) this.#goal = entry;
    else if (lost === undefined) this.#justMet.push(entry);
  }

  /** The last to be queued is the first to be taken, and what returned first is likely to come first. */
  #queueMet(): void {
    for (let entry = this.#justMet.pop(); entry !== undefined; entry = this.#justMet.pop()) {
      this.#agenda.add(entry, this.#met.row(entry));
    }
  }

  /**
   * Places all that is legal now and only reads: if such an operation comes later in a legal order, it
   * can as well come now. Then goes on to the first return that is not placed.
   */
  #settle(draft: Int32Array, placed?: number[]): void {
    const { completed, firstRows } = this.#timeline;
    const state = draft[STATE]!;
    let seenUpTo = -1;
    let row = draft[ROW]!;
    while (row < completed.length && seenUpTo < row) {
      const seen = seenUpTo;
      this.#forEachOpen(draft, (operation) => {
        // In an earlier round this one was not legal, and the state is still the same.
        if (firstRows[operation]! <= seen) return;
        const kind = this.#timeline.kinds[operation]!;
        if (!this.#transitions.isReadOnly(kind) || this.#step(state, kind) === ILLEGAL) return;
        this.#place(draft, operation);
        placed?.push(operation);
      });
      seenUpTo = row;
      for (; row < completed.length && this.#isPlaced(draft, row); row++) {
        removeFromMask(draft, this.#timeline.slots[row]!);
      }
      draft[ROW] = row;
    }
  }

  #step(state: number, kind: number): number {
    this.stepCount++;
    return this.#transitions.next(state, kind);
  }

  /** Those in flight that are not placed, the one that returns first before the others. */
  #forEachOpen(draft: Int32Array, visit: (operation: number) => void): void {
    const { inFlight, starts } = this.#timeline;
    const row = draft[ROW]!;
    const end = starts[row + 1]!;
    for (let i = starts[row]!; i < end; i++) {
      const operation = inFlight[i]!;
      if (!this.#isPlaced(draft, operation)) visit(operation);
    }
  }

  #isPlaced(draft: Int32Array, operation: number): boolean {
    return isInMask(draft, this.#timeline.slots[operation]!);
  }

  #place(draft: Int32Array, operation: number): void {
    addToMask(draft, this.#timeline.slots[operation]!);
  }

  /** What was placed on the way to an entry. Only the moves are remembered; the rest follows. */
  #replay(entry: number): { order: Operation<Input, Output>[]; draft: Int32Array } {
    const { completed, groups } = this.#timeline;
    const moves: number[] = [];
    for (let at = entry; this.#met.move(at) !== NO_MOVE; at = this.#met.parent(at)) {
      moves.push(this.#met.move(at));
    }

    const draft = this.#met.draft();
    draft[STATE] = INITIAL;
    const placed: number[] = [];
    this.#settle(draft, placed);
    const order: Operation<Input, Output>[] = placed.splice(0).map((row) => completed[row]!);
    for (const move of moves.toReversed()) {
      order.push(this.#makeMove(draft, move, groups));
      this.#settle(draft, placed);
      order.push(...placed.splice(0).map((row) => completed[row]!));
    }
    return { order, draft };
  }

  #makeMove(
    draft: Int32Array,
    move: number,
    groups: Timeline<Input, Output>['groups'],
  ): Operation<Input, Output> {
    const group = groups[~move];
    const kind = group ? group.kind : this.#timeline.kinds[move]!;
    draft[STATE] = this.#transitions.next(draft[STATE]!, kind);
    if (group) return group.operations[draft[this.#used + ~move]!++]!;
    this.#place(draft, move);
    return this.#timeline.completed[move]!;
  }
}

/** A draft is short: the built-in copy of typed arrays takes longer to begin than this loop to end. */
function copyDraft(from: Int32Array, to: Int32Array): void {
  for (let i = 0; i < from.length; i++) to[i] = from[i]!;
}
