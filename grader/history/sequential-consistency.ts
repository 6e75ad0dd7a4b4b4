// Sequential consistency (Lamport 1979): every operation seems to take effect at one moment, and those
// of one client in the order in which it asked for them. When they did so is not asked.

import { findMalformed } from './assumptions.ts';
import type { Model } from './model.ts';
import { isCompleted } from './operation.ts';
import type { Completed, History, Operation } from './operation.ts';
import { ILLEGAL, INITIAL, Transitions } from './search/transitions.ts';
import type { CheckOptions, SequentialConsistencyVerdict } from './verdict.ts';

/**
 * Whether some legal order of the operations keeps the order of each client. An operation that never
 * returned is its client's last, and may be left out. The answer is exact unless it is `unknown`. The
 * evidence of a violation names the whole history: unlike linearizability this property is not local
 * (Herlihy and Wing 1990, section 3.3), and what is read now may be written later.
 */
export function checkSequentiallyConsistent<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
  { stepsMax }: CheckOptions,
): SequentialConsistencyVerdict<Input, Output> {
  const malformed = findMalformed(history);
  if (malformed) return malformed;

  const search = new ProgramSearch(model, history, stepsMax);
  const result = search.run();
  if (result === 'found')
    return { verdict: 'sequentially consistent', order: search.longestOrder() };
  if (result === 'too many steps') return { verdict: 'unknown', because: result, stepsMax };

  const stuck = search.nextAfterLongest().map((operation) => ({
    operation,
    because: model.explain(search.stateAfterLongest(), operation.input, operation.output),
  }));
  return { verdict: 'violation', history, longest: search.longestOrder(), stuck };
}

/** How far each client has come in its program, and the state after that. */
interface Point {
  readonly positions: readonly number[];
  readonly state: number;
  /** How the search came here: the point before, and the clients whose operations were placed since. */
  readonly before: Point | undefined;
  readonly placed: readonly number[];
}

/** Depth first over the points that the clients' programs can reach, each looked at once. */
class ProgramSearch<State, Input, Output> {
  readonly #programs: Operation<Input, Output>[][];
  readonly #completedCounts: number[];
  readonly #transitions: Transitions<State, Input, Output>;
  readonly #stepsMax: number;
  readonly #met = new Set<string>();
  readonly #waiting: Point[] = [];
  #longest: Point;
  #stepCount = 0;

  constructor(
    model: Model<State, Input, Output>,
    history: History<Input, Output>,
    stepsMax: number,
  ) {
    this.#programs = programsOf(history);
    this.#completedCounts = this.#programs.map((program) => program.filter(isCompleted).length);
    this.#transitions = new Transitions(model);
    this.#stepsMax = stepsMax;
    const positions = this.#programs.map(() => 0);
    this.#longest = { positions, state: INITIAL, before: undefined, placed: [] };
    this.#meet(this.#longest);
  }

  run(): 'found' | 'exhausted' | 'too many steps' {
    for (let point = this.#waiting.pop(); point; point = this.#waiting.pop()) {
      if (this.#isEnd(point)) {
        this.#longest = point;
        return 'found';
      }
      for (const client of this.#programs.keys()) this.#advance(point, client);
      if (this.#stepCount > this.#stepsMax) return 'too many steps';
    }
    return 'exhausted';
  }

  longestOrder(): Operation<Input, Output>[] {
    const points: Point[] = [];
    for (let at: Point | undefined = this.#longest; at; at = at.before) points.push(at);
    const positions = this.#programs.map(() => 0);
    return points
      .toReversed()
      .flatMap(({ placed }) => placed)
      .map((client) => this.#programs[client]![positions[client]!++]!);
  }

  stateAfterLongest(): State {
    return this.#transitions.stateOf(this.#longest.state);
  }

  /** What each client would have to do next; none of it is legal. */
  nextAfterLongest(): Completed<Input, Output>[] {
    return this.#programs
      .flatMap((program, client) => program[this.#longest.positions[client]!] ?? [])
      .filter(isCompleted);
  }

  #advance(point: Point, client: number): void {
    const { positions, state } = point;
    const operation = this.#programs[client]![positions[client]!];
    if (!operation) return;
    const next = this.#step(state, operation);
    if (next === ILLEGAL) return;
    this.#meet({
      positions: positions.with(client, positions[client]! + 1),
      state: next,
      before: point,
      placed: [client],
    });
  }

  #meet(reached: Point): void {
    const point = this.#settle(reached);
    const key = `${point.positions.join()} ${point.state}`;
    if (this.#met.has(key)) return;
    this.#met.add(key);
    this.#waiting.push(point);
    if (this.#countCompleted(point) > this.#countCompleted(this.#longest)) this.#longest = point;
  }

  /** Places whatever only reads and is legal: it can as well come now as later. */
  #settle(point: Point): Point {
    const positions = [...point.positions];
    const placed = [...point.placed];
    for (const [client, program] of this.#programs.entries()) {
      for (;;) {
        const operation = program[positions[client]!];
        if (!operation || !isCompleted(operation)) break;
        if (!this.#transitions.isReadOnly(this.#transitions.kindOf(operation))) break;
        if (this.#step(point.state, operation) === ILLEGAL) break;
        positions[client]!++;
        placed.push(client);
      }
    }
    return { ...point, positions, placed };
  }

  #step(state: number, operation: Operation<Input, Output>): number {
    this.#stepCount++;
    return this.#transitions.next(state, this.#transitions.kindOf(operation));
  }

  #isEnd({ positions }: Point): boolean {
    return positions.every((position, client) => position >= this.#completedCounts[client]!);
  }

  #countCompleted({ positions }: Point): number {
    return positions.reduce(
      (count, position, client) => count + Math.min(position, this.#completedCounts[client]!),
      0,
    );
  }
}

/** What each client did, in its order. */
function programsOf<Input, Output>(history: History<Input, Output>): Operation<Input, Output>[][] {
  const programs = new Map<string, Operation<Input, Output>[]>();
  for (const operation of history.toSorted((a, b) => a.calledAt - b.calledAt)) {
    const program = programs.get(operation.client);
    if (program) program.push(operation);
    else programs.set(operation.client, [operation]);
  }
  return [...programs.values()];
}
