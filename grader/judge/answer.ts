// An answer as checks see it: what a submission exports, made afresh, validated, and on a budget of steps.
import { copyPlain, HandlerError, Misuse, NotPlain } from '../sim/index.ts';
import type { Answer, ExportKind, PartKind, Suite } from '../suites/suite.ts';
import { describeValue } from './console.ts';
import { isInstance } from './is-instance.ts';
import type { Position } from './verdict.ts';

/** A submission that can be called: in a compartment, or (in our own tests) as it is. */
export interface Loaded {
  /** Evaluates the module anew: nothing in it is shared with any earlier boot. */
  boot(): Record<string, unknown>;
  /** Loop turns and calls that the next call into the submission may take. */
  renew(ticks: number): void;
  readonly exhausted: boolean;
  readonly ticksLeft: number;
  /** Hears each line that is printed from now on. */
  listen?(listener: ((line: { readonly text: string }) => void) | undefined): void;
  explain(thrown: unknown): {
    readonly kind: 'did not return' | 'threw';
    readonly name: string;
    readonly message: string;
    readonly at?: { readonly file: string; readonly line: number; readonly column?: number };
  };
}

/** The submission took more steps than it may: by one call, or by all calls of a check together. */
export class OutOfTicks extends Error {
  override readonly name = 'OutOfTicks';
  /** The line that was running, where it is known. */
  readonly at: Position | undefined;

  constructor(message: string, at?: Position) {
    super(message);
    this.at = at;
  }
}

/** The submission does not export what the exercise asks for. */
export class WrongExport extends Error {
  override readonly name = 'WrongExport';
}

/** Thrown while the submission's module was evaluated: its `cause` is what was thrown there, of any type. */
class LoadError extends Error {
  override readonly name = 'LoadError';
}

/** Thousands apart: in a locked-down realm, numbers have no way of their own to do it. */
export const spaced = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');

const ticksPerCall = 1_000_000;
/** A test calls what it tests many hundreds of times. */
const ticksPerTest = 20_000_000;
const ticksPerCheck = 200_000_000;

const handlerNames = ['start', 'onMessage', 'onRequest', 'onTimer'] as const;

/** The handle of a node, as far as printing needs it. */
interface PrintingNode {
  note(text: string): void;
}

type AnyFunction = (...args: unknown[]) => unknown;

/** Calls into one submission, counted over one check. */
export class Budget {
  readonly #loaded: Loaded;
  #left = ticksPerCheck;
  #running = false;

  constructor(loaded: Loaded) {
    this.#loaded = loaded;
  }

  /** @throws OutOfTicks, or what the call throws. */
  call<T>(body: () => T, ticksMax = ticksPerCall): T {
    // A part that calls another one through a hook of the server: what it has left is for both.
    if (this.#running) return body();
    this.#running = true;
    const granted = Math.min(ticksMax, this.#left);
    this.#loaded.renew(granted);
    let thrown: unknown;
    try {
      return body();
    } catch (error) {
      thrown = error;
      throw error;
    } finally {
      this.#running = false;
      this.#left -= granted - this.#loaded.ticksLeft;
      // Asked after each call, since a submission can catch what is thrown at it.
      if (this.#loaded.exhausted) this.#stop(thrown, ticksMax);
    }
  }

  #stop(thrown: unknown, ticksMax: number): never {
    const why =
      this.#left <= 0
        ? `all calls of this check together took more than ${spaced(ticksPerCheck)} steps`
        : `it was still running after ${spaced(ticksMax)} loop turns and calls`;
    throw new OutOfTicks(why, this.#loaded.explain(thrown).at);
  }
}

/** The answer that a suite's checks run: each call of it boots the submission once more. */
export function answerOf(suite: Suite, loaded: Loaded): Answer {
  const budget = new Budget(loaded);
  return () => {
    const exported = load(loaded, budget);
    return Object.fromEntries(
      Object.entries(suite.exports).map(([name, kind]) => {
        const value = exportOf(exported, name);
        if (typeof kind === 'object') return [name, guardPart(name, value, kind, budget, loaded)];
        return [name, guards[kind](name, value, budget, loaded)];
      }),
    );
  };
}

const guards = {
  protocol: guardProtocol,
  function: guardFunction,
  tester: guardTester,
} satisfies Record<ExportKind & string, unknown>;

function load(loaded: Loaded, budget: Budget): Record<string, unknown> {
  try {
    return budget.call(() => loaded.boot());
  } catch (error) {
    throw isInstance(error, OutOfTicks)
      ? error
      : new LoadError('The file could not be loaded', { cause: error });
  }
}

function exportOf(exported: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(exported, name) && exported[name] !== undefined) return exported[name];
  const others = Object.keys(exported);
  const has =
    others.length > 0 ? `it exports ${others.slice(0, 5).join(', ')}` : 'it exports nothing';
  throw new WrongExport(`The file must export \`${name}\`; ${has}.`);
}

/** The handlers of a protocol, read once: later changes of the object are of no effect. */
function guardProtocol(
  name: string,
  value: unknown,
  budget: Budget,
  loaded: Loaded,
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) {
    throw new WrongExport(
      `\`${name}\` must be a protocol, an object with handlers; it is ${kindOf(value)}.`,
    );
  }
  const guarded: Record<string, unknown> = {};
  for (const handler of handlerNames) {
    const own: unknown = budget.call(() => (value as Record<string, unknown>)[handler]);
    if (own === undefined) continue;
    if (typeof own !== 'function') {
      throw new WrongExport(`\`${name}.${handler}\` must be a function; it is ${kindOf(own)}.`);
    }
    guarded[handler] = (node: PrintingNode, ...args: unknown[]) => {
      // What is printed lands in the story, beside the node that printed it.
      loaded.listen?.(({ text }) => node.note(text));
      return budget.call(() => Reflect.apply(own as AnyFunction, value, [node, ...args]));
    };
  }
  if (!guarded['start'])
    throw new WrongExport(
      `\`${name}\` has no \`start\`: it boots the node and returns its memory.`,
    );
  return guarded;
}

/** The handlers of a part, read once. What they are given and what they return is the server's and theirs: not copied. */
function guardPart(
  name: string,
  value: unknown,
  { handlers }: PartKind,
  budget: Budget,
  loaded: Loaded,
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) {
    throw new WrongExport(`\`${name}\` must be an object with handlers; it is ${kindOf(value)}.`);
  }
  return Object.fromEntries(
    handlers.map((handler) => {
      const own: unknown = budget.call(() => (value as Record<string, unknown>)[handler]);
      if (typeof own !== 'function') {
        throw new WrongExport(`\`${name}.${handler}\` must be a function; it is ${kindOf(own)}.`);
      }
      const guarded = (first: unknown, ...args: unknown[]) => {
        const note = (first as Partial<PrintingNode> | undefined)?.note;
        if (note) loaded.listen?.(({ text }) => (first as PrintingNode).note(text));
        return budget.call(() => Reflect.apply(own as AnyFunction, value, [first, ...args]));
      };
      return [handler, guarded];
    }),
  );
}

/** A plain function of the answer: its arguments and its result are copied; what it throws says where. */
function guardFunction(name: string, value: unknown, budget: Budget): unknown {
  if (typeof value !== 'function') {
    throw new WrongExport(`\`${name}\` must be a function; it is ${kindOf(value)}.`);
  }
  return (...args: unknown[]) => {
    try {
      const result: unknown = budget.call(() =>
        Reflect.apply(value as AnyFunction, undefined, copyPlain(args, 'memory', 'arguments')),
      );
      return copyPlain(result, 'memory', `the result of ${name}`);
    } catch (error) {
      throw new HandlerError('', `${name}(${args.map(shown).join(', ')})`, error);
    }
  };
}

/** A test as checks see it: it returns when it spares what it is given, and throws a `HandlerError` when it refuses it. */
export type Tester = (subject: object) => void;

/** What it is given it calls by itself: the check that hands it over copies what crosses there. */
function guardTester(name: string, value: unknown, budget: Budget): Tester {
  if (typeof value !== 'function') {
    throw new WrongExport(`\`${name}\` must be a function; it is ${kindOf(value)}.`);
  }
  return (subject) => {
    let returned: unknown;
    try {
      returned = budget.call(
        () => Reflect.apply(value as AnyFunction, undefined, [subject]),
        ticksPerTest,
      );
    } catch (error) {
      throw new HandlerError('', name, error);
    }
    if (returned === undefined) return;
    throw new WrongExport(
      `\`${name}\` must throw to refuse, and return nothing: a test never waits, and what it returns is not looked at. It returned ${describeValue(returned)}.`,
    );
  };
}

const kindOf = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'an array'
      : typeof value === 'object'
        ? 'an object'
        : `a ${typeof value}`;

const shown = (value: unknown): string => {
  const text =
    value instanceof Set ? JSON.stringify([...value]) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

/** Why an answer could not be judged, in words for the learner. */
export interface Trouble {
  readonly outcome:
    | 'not started'
    | 'undecided'
    | 'wrong export'
    | 'threw'
    | 'did not return'
    | 'not plain data'
    | 'not deterministic';
  readonly because: string;
  readonly at?: Position;
}

/** Reads what running an answer has thrown. Anything that the answer can't have caused is thrown on. */
export function troubleOf(error: unknown, loaded: Loaded): Trouble {
  const trouble = isInstance(error, HandlerError)
    ? troubleIn(error, loaded)
    : loadingTrouble(error, loaded);
  if (trouble) return trouble;
  throw error;
}

/** What can go wrong before there is a handler to blame. */
function loadingTrouble(error: unknown, loaded: Loaded): Trouble | undefined {
  if (isInstance(error, WrongExport)) return { outcome: 'wrong export', because: error.message };
  if (isInstance(error, LoadError)) return thrownBy(error.cause, loaded, 'Loading the file');
  if (isInstance(error, OutOfTicks)) {
    return {
      outcome: 'did not return',
      because: `The file did not finish loading: ${error.message}.`,
      ...(error.at ? { at: error.at } : {}),
    };
  }
  return undefined;
}

function troubleIn({ node, during, cause }: HandlerError, loaded: Loaded): Trouble {
  const where = node ? `\`${during}\` on ${node}` : `\`${during}\``;
  if (isInstance(cause, OutOfTicks)) {
    const at = cause.at ? { at: cause.at } : {};
    return { outcome: 'did not return', because: `${where}: ${cause.message}.`, ...at };
  }
  if (isInstance(cause, NotPlain))
    return { outcome: 'not plain data', because: `${where}: ${cause.message}.` };
  if (isInstance(cause, Misuse)) return { outcome: 'threw', because: `${where}: ${cause.message}` };
  return loadingTrouble(cause, loaded) ?? thrownBy(cause, loaded, where);
}

/** What the learner's own code threw. */
function thrownBy(thrown: unknown, loaded: Loaded, where: string): Trouble {
  const { kind, name, message, at } = loaded.explain(thrown);
  const position = at ? { at } : {};
  if (name === 'NotStarted') return { outcome: 'not started', because: message, ...position };
  if (kind === 'did not return')
    return { outcome: 'did not return', because: `${where}: ${message}`, ...position };
  return { outcome: 'threw', because: `${where} threw ${name}: ${message}`, ...position };
}
