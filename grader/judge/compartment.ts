// Where the code of a submission runs: a Hardened JavaScript compartment, without any ambient authority.
//
// A bundle is evaluated once, to a function, and that function is called for each boot of each node. So every boot has
// its own module-level state (no channel between nodes, none across a crash), and the engine compiles the code once.
import { restoreFreeze } from './freeze.ts';
// After `freeze.ts`.
import 'ses';
import { describeValue, type ConsoleLine } from './console.ts';
import { equip } from './globals.ts';
import { isInstance } from './is-instance.ts';
import { locate, type Positions, type SourcePosition } from './source-map.ts';

/** A submission, ready to be loaded: instrumented code, and the way back to the lines that were written. */
export interface Bundle {
  code: string;
  positions: Positions;
  /** Names that it reads although nothing declares them. */
  unknownNames: readonly string[];
}

export interface LoadOptions {
  /** What the submission may import, by name: `#sim`. They are injected, so they are the judge's own objects. */
  modules: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /**
   * What else of the judge a submission gets hold of: the prototype of the handle that its handlers are given, classes
   * of the errors that it can catch. Frozen with all that can be reached from them, since a property set on a function
   * that all nodes are given would be a channel between them.
   */
  shared?: readonly unknown[];
}

/** Why a call into a submission ended by throwing, in words that depend on the submission alone. */
export interface Thrown {
  kind: 'did not return' | 'threw';
  name: string;
  message: string;
  at?: SourcePosition;
}

export interface Submission {
  /**
   * Evaluates the module anew and returns what it exports, read once. Throws what the module throws. Ticks of its own
   * must be renewed before, as for every call.
   */
  boot(): Record<string, unknown>;
  /** The number of calls and turns of loops that the next call into the submission may take. A million is a few ms. */
  renew(ticks: number): void;
  /** Whether ticks have run out since they were renewed. Ask after each call: a submission can catch what is thrown. */
  readonly exhausted: boolean;
  /** How many of the ticks are left: what a call has cost is the difference. */
  readonly ticksLeft: number;
  /** Hears each `console` line from now on. Without a listener they are dropped. */
  listen(listener: ((line: ConsoleLine) => void) | undefined): void;
  /** Reads what a call has thrown, be it hostile. Takes ticks of its own; the state of `exhausted` is kept. */
  explain(thrown: unknown): Thrown;
}

/** What a tick throws when there are none left. Frozen, and never the sole witness: see `Submission.exhausted`. */
class DidNotReturn extends Error {
  override readonly name = 'DidNotReturn';
}

restoreFreeze();

let lockedDown = false;

/**
 * Freezes what all code of this realm shares: the prototypes, the constructors. To be called before anything of a
 * submission runs and after the judge itself is loaded. Calling it again does nothing.
 */
export function lockDown(): void {
  if (lockedDown) return;
  lockedDown = true;
  lockdown({
    // A submission sees no stack, so it can't tell how it is called; the judge can read it (`getStackString`).
    errorTaming: 'safe',
    stackFiltering: 'verbose',
    // Assigning `toString` or `constructor` to an object of one's own works as in any other program.
    overrideTaming: 'severe',
    // The rest of this process, the judge, keeps its console and its own way to end.
    consoleTaming: 'unsafe',
    errorTrapping: 'none',
    unhandledRejectionTrapping: 'none',
    domainTaming: 'unsafe',
    reporting: 'none',
  });
  harden(DidNotReturn);
}

/** A small integer for every engine. Ten seconds, at least. */
const ticksMax = 2 ** 30 - 1;

const sourceName = 'submission.js';

/** The part of SES that its types leave out. */
declare const getStackString: (error: object) => string;

type Factory = (module: object, exports: object, require: (name: string) => unknown) => void;
type Evaluated = (
  tick: (cost: number) => void,
  template: (cooked: unknown[], raw: string[]) => unknown,
  regExp: (pattern: string, flags: string) => RegExp,
) => Factory;

export function load(bundle: Bundle, { modules, shared = [] }: LoadOptions): Submission {
  lockDown();
  // In an object: a number of its own would be boxed anew by each tick.
  const ticks = { left: 0 };
  let spent: DidNotReturn | undefined;
  let listener: ((line: ConsoleLine) => void) | undefined;

  const tick = (cost: number) => {
    if ((ticks.left -= cost) < 0) runOut();
  };
  const runOut = () => {
    // The first one is thrown again: it tells the loop that did not end, not the one that noticed.
    spent ??= harden(new DidNotReturn('This did not return.'));
    throw spent;
  };

  const compartment = new Compartment({ name: sourceName, __options__: true } as object);
  equip(compartment.globalThis, {
    unknownNames: bundle.unknownNames,
    onLine: (line) => listener?.(line),
  });
  harden(compartment.globalThis);

  // Copied: the namespace of a module can't be frozen itself.
  const injected = new Map(Object.entries(modules).map(([name, module]) => [name, { ...module }]));
  const require = (name: unknown) => {
    const module = injected.get(name as string);
    if (module) return module;
    throw new Error(`require(${describeValue(name)}) does not exist here.`);
  };
  const evaluated = compartment.evaluate(
    `${bundle.code}\n//# sourceURL=${sourceName}`,
  ) as Evaluated;
  const factory = evaluated(harden(tick), harden(templateObject), harden(makeRegExp));
  harden([require, ...injected.values(), ...shared]);

  return {
    boot() {
      const module = { exports: {} };
      factory(module, module.exports, require);
      return { ...module.exports };
    },
    renew(count) {
      ticks.left = Math.min(count, ticksMax);
      spent = undefined;
    },
    get exhausted() {
      return ticks.left < 0;
    },
    get ticksLeft() {
      return Math.max(ticks.left, 0);
    },
    listen(next) {
      listener = next;
    },
    explain(thrown) {
      const before = { left: ticks.left, spent };
      ticks.left = 10_000;
      try {
        const overflow = isStackOverflow(thrown);
        const kind = before.left < 0 || overflow ? 'did not return' : 'threw';
        const explained = explain(kind, before.spent ?? thrown, bundle.positions);
        // Engines say it in different words.
        if (overflow) explained.message = 'This recursion has no end.';
        return explained;
      } finally {
        ({ left: ticks.left, spent } = before);
      }
    },
  };
}

const templateObject = (cooked: unknown[], raw: string[]) =>
  Object.freeze(Object.defineProperty(cooked, 'raw', { value: Object.freeze(raw) }));

const makeRegExp = (pattern: string, flags: string) => new RegExp(pattern, flags);

/** A recursion without end is stopped by the engine's stack, on most machines long before its ticks run out. */
function isStackOverflow(thrown: unknown): boolean {
  if (!isInstance(thrown, Error)) return false;
  const message = textOf(thrown, 'message');
  return message === 'Maximum call stack size exceeded' || message === 'too much recursion';
}

function explain(kind: Thrown['kind'], thrown: unknown, positions: Positions): Thrown {
  const at = positionOf(thrown, positions);
  const where = at ? { at } : {};
  if (typeof thrown !== 'object' || thrown === null) {
    return { kind, name: 'A value', message: describeValue(thrown), ...where };
  }
  const name = textOf(thrown, 'name') ?? 'Error';
  return { kind, name, message: textOf(thrown, 'message') ?? '', ...where };
}

/** A text that a hostile object has under a name, if it gives one. */
function textOf(object: object, key: string): string | undefined {
  try {
    const value = (object as Record<string, unknown>)[key];
    return typeof value === 'string' ? value.slice(0, 1_000) : undefined;
  } catch {
    return undefined;
  }
}

function positionOf(thrown: unknown, positions: Positions): SourcePosition | undefined {
  try {
    if (!isInstance(thrown, Error)) return undefined;
    for (const [, line, column] of getStackString(thrown).matchAll(/submission\.js:(\d+):(\d+)/g)) {
      const position = locate(positions, Number(line), Number(column));
      if (position) return position;
    }
  } catch {
    // A proxy may throw at any touch. Then there is no position.
  }
  return undefined;
}
