// The fast-check that a submission can import. It draws and shrinks with the real one, and differs in what a test must not
// choose: the seed is the check's, every property runs its full number of runs, and no work goes uncounted.
//
// A submission never holds an object of fast-check itself: their prototypes are shared by all that use the library in this
// process, and a method replaced there would be a channel from one try to the next. It holds frozen stand-ins, and what it
// passes in is called without a `this`.
import fc from 'fast-check';
import { NotPlain, NotStarted } from '../sim/index.ts';
import { spaced } from './answer.ts';
import { describeValue } from './console.ts';
import { isInstance } from './is-instance.ts';

type Real = fc.Arbitrary<unknown>;
type AnyFunction = (...args: unknown[]) => unknown;

const runsMin = 300;
const runsMax = 1_000;
const skipsPerRunMax = 20;
const examplesMax = 100;
/** No list, text or set that is longer: nothing here needs one. */
const lengthMax = 1_000;
/** Values drawn, candidates of shrinking and calls: of one run of a property, and of a whole test. */
const stepsPerRunMax = 100_000;
const stepsMax = 1_000_000;

/** One try of a test. */
interface Session {
  readonly seed: number;
  properties: number;
  steps: number;
  stepsOfRun: number;
  /** Why the test was ended. Kept, since a submission can catch what is thrown at it. */
  endless?: string;
}

let session: Session | undefined;

/**
 * Runs a test. `endless` says why it did not come to an end by itself.
 * @throws what the test throws.
 */
export function underTest(seed: number, test: () => unknown): { endless?: string } {
  const own: Session = { seed, properties: 0, steps: 0, stepsOfRun: 0 };
  session = own;
  try {
    test();
  } catch (error) {
    if (own.endless === undefined) throw error;
  } finally {
    session = undefined;
  }
  return own.endless === undefined ? {} : { endless: own.endless };
}

/** Counts what the submission's own code does not pay for: the work of fast-check and of what is under test. */
export function countSteps(steps = 1): void {
  if (!session) return;
  session.steps += steps;
  session.stepsOfRun += steps;
  if (session.steps > stepsMax) {
    session.endless ??= `all of its properties together took more than ${spaced(stepsMax)} values and calls`;
  } else if (session.stepsOfRun > stepsPerRunMax) {
    session.endless ??= `one run of a property took more than ${spaced(stepsPerRunMax)} values and calls (a filter that accepts nothing?)`;
  }
  if (session.endless !== undefined) throw new Error(session.endless);
}

/** Draws and shrinks as the arbitrary within, and counts. */
class Counted extends fc.Arbitrary<unknown> {
  readonly #real: Real;

  constructor(real: Real) {
    super();
    this.#real = real;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<unknown> {
    countSteps();
    return this.#real.generate(random, bias);
  }

  override canShrinkWithoutContext(value: unknown): value is unknown {
    return this.#real.canShrinkWithoutContext(value);
  }

  override shrink(value: unknown, context: unknown): fc.Stream<fc.Value<unknown>> {
    return this.#real.shrink(value, context).map((candidate) => {
      countSteps();
      return candidate;
    });
  }
}

const arbitraries = new WeakMap<object, Real>();
const properties = new WeakMap<object, fc.IRawProperty<unknown, false>>();
const skips = new WeakSet();

/** What a submission holds for an arbitrary. */
function handOut(real: Real): object {
  const counted = new Counted(real);
  const standIn = Object.freeze({
    filter: (refinement: unknown) =>
      handOut(counted.filter(called(refinement) as (value: unknown) => boolean)),
    map: (mapper: unknown) => handOut(counted.map(called(mapper))),
    chain: (chainer: unknown) => {
      const next = called(chainer);
      return handOut(counted.chain((value) => arbitraryOf(next(value))));
    },
  });
  arbitraries.set(standIn, counted);
  return standIn;
}

function arbitraryOf(value: unknown): Real {
  const real = isObject(value) ? arbitraries.get(value) : undefined;
  if (real) return real;
  throw new TypeError(`This must be an arbitrary, as fc.nat() is; it is ${describeValue(value)}.`);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A function of the submission, called without the library's own objects as `this`. */
function called(value: unknown): AnyFunction {
  if (typeof value !== 'function')
    throw new TypeError(`This must be a function; it is ${describeValue(value)}.`);
  return (...args) => {
    countSteps();
    return Reflect.apply(value as AnyFunction, undefined, args);
  };
}

/**
 * An argument of a function that makes arbitraries: one of them, options, or a record of them. Nothing else that has methods
 * gets through: an object with a `generate` of its own would be handed the library's generator of random numbers.
 */
function argumentOf(value: unknown): unknown {
  if (!isObject(value)) return typeof value === 'function' ? called(value) : value;
  const real = arbitraries.get(value);
  if (real) return real;
  const parts = Object.entries(value).map(([key, part]: [string, unknown]) => [
    key,
    partOf(key, part),
  ]);
  return limited(Object.fromEntries(parts) as Record<string, unknown>);
}

function partOf(key: string, part: unknown): unknown {
  if (typeof part === 'function') {
    if (key === 'selector' || key === 'comparator') return called(part);
  } else {
    if (!isObject(part)) return part;
    const real = arbitraries.get(part);
    if (real) return real;
    const list: unknown[] | undefined = Array.isArray(part) ? [...(part as unknown[])] : undefined;
    if (list?.every((one) => typeof one === 'string')) return list;
  }
  throw new TypeError(`${key} must not be ${describeValue(part)} here.`);
}

const lengths = ['minLength', 'maxLength', 'minKeys', 'maxKeys'];
const sizesTooLarge = new Set<unknown>(['large', 'xlarge', 'max', '+2', '+3', '+4']);

function limited(options: Record<string, unknown>): Record<string, unknown> {
  for (const key of lengths) {
    const length = options[key];
    if (typeof length === 'number' && length > lengthMax)
      throw new RangeError(`${key} is ${length}; nothing here may be longer than ${lengthMax}.`);
  }
  if (sizesTooLarge.has(options['size']))
    throw new RangeError(`Nothing here may be of size "${String(options['size'])}".`);
  return options;
}

const makersOfArbitraries = [
  'boolean',
  'integer',
  'nat',
  'maxSafeInteger',
  'maxSafeNat',
  'double',
  'float',
  'string',
  'array',
  'uniqueArray',
  'tuple',
  'record',
  'dictionary',
  'oneof',
  'option',
  'noBias',
  'noShrink',
] as const;

/** Their arguments are values: they are passed on as they are. */
const makersFromValues = ['constant', 'constantFrom', 'subarray', 'shuffledSubarray'] as const;

/** A list to take from is gone through for every value. */
function shortList(value: unknown): unknown {
  if (Array.isArray(value) && value.length > lengthMax)
    throw new RangeError(
      `A list of ${value.length}; nothing here may be longer than ${lengthMax}.`,
    );
  return value;
}

function property(...args: unknown[]): object {
  const predicate = called(args.pop());
  const judged = (...values: unknown[]): boolean | void => {
    if (session) session.stepsOfRun = 0;
    const result = skippable(() => predicate(...values));
    if (result === undefined || typeof result === 'boolean') return result;
    throw new TypeError(
      `A property returns true, false or nothing, and never waits; this one returned ${describeValue(result)}.`,
    );
  };
  const real = fc.property(...(args.map(arbitraryOf) as [Real]), judged);
  const standIn = Object.freeze({});
  properties.set(standIn, real);
  return standIn;
}

/** A run that ends by `fc.pre` is skipped. What was thrown is told by its identity: its class could be tampered with. */
function skippable(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (isObject(error) && skips.has(error)) fc.pre(false);
    throw error;
  }
}

function pre(isMet: unknown): void {
  if (isMet) return;
  const skip = Object.freeze(new Error('fc.pre skips a run; it works inside of a property.'));
  skips.add(skip);
  throw skip;
}

interface Asked {
  readonly numRuns?: unknown;
  readonly examples?: unknown;
}

function run(given: unknown, asked: Asked = {}): fc.RunDetails<unknown> {
  const real = isObject(given) ? properties.get(given) : undefined;
  if (!real) throw new TypeError('This must be a property, as fc.property(fc.nat(), …) makes one.');
  if (!session) throw new Error('Properties are run by a test, not while the file is loaded.');
  const { numRuns, examples } = asked;
  const wanted = typeof numRuns === 'number' && numRuns > runsMin ? numRuns : runsMin;
  session.stepsOfRun = 0;
  return fc.check(real, {
    // A number of its own for each property of a test, the same in every try.
    seed: session.seed + session.properties++,
    numRuns: Math.min(Math.floor(wanted), runsMax),
    maxSkipsPerRun: skipsPerRunMax,
    ...(Array.isArray(examples) ? { examples: examples.slice(0, examplesMax) as unknown[] } : {}),
  });
}

function assert(given: unknown, asked?: Asked): void {
  const details = run(given, asked);
  if (!details.failed) return;
  const { errorInstance, counterexample, numRuns, numSkips } = details;
  if (counterexample === null)
    throw new Error(
      `fc.pre skipped ${numSkips} of the first ${numRuns + numSkips} runs: too many.`,
    );
  // Not a word on what is under test: the test itself is not written, or asked for what can't be handed over.
  if (isInstance(errorInstance, NotStarted) || isInstance(errorInstance, NotPlain))
    throw errorInstance;
  const values = describeValue(counterexample);
  throw new Error(`Property failed for ${values}: ${reasonOf(errorInstance)}`, {
    cause: errorInstance,
  });
}

const reasonOf = (thrown: unknown): string =>
  describeValue(thrown).replace('Error: Property failed by returning false', 'it returned false');

/** As plain data, without the library's own objects. */
function check(given: unknown, asked?: Asked): object {
  const { failed, numRuns, numSkips, numShrinks, seed, counterexample, errorInstance } = run(
    given,
    asked,
  );
  return { failed, numRuns, numSkips, numShrinks, seed, counterexample, errorInstance };
}

const reasons: readonly [RegExp, string][] = [
  [/configureGlobal/i, 'the seed and the number of runs are the judge’s'],
  [/async|scheduler/i, 'a test never waits'],
];

/** In place of what a submission can't have: an error that says so. */
const missing = Object.keys(fc).map((name) => {
  const why = reasons.find(([pattern]) => pattern.test(name))?.[1] ?? 'the brief lists what does';
  return [
    name,
    function missing() {
      throw new Error(`fc.${name} does not exist here: ${why}.`);
    },
  ];
});

type Maker = (...args: unknown[]) => Real;
const makerOf = (name: string) => (fc as unknown as Record<string, Maker>)[name]!;

const functions: Readonly<Record<string, unknown>> = {
  ...(Object.fromEntries(missing) as object),
  ...Object.fromEntries(
    makersOfArbitraries.map((name) => [
      name,
      (...args: unknown[]) => handOut(makerOf(name)(...args.map(argumentOf))),
    ]),
  ),
  ...Object.fromEntries(
    makersFromValues.map((name) => [
      name,
      (...args: unknown[]) => handOut(makerOf(name)(...args.map(shortList))),
    ]),
  ),
  property,
  pre,
  assert,
  check,
};

/** The module `fast-check`, as a submission imports it: by name, as a whole, or as its default. */
export const fastCheck: Readonly<Record<string, unknown>> = {
  ...functions,
  __esModule: true,
  default: functions,
};
