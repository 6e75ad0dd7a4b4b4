// The globals of a submission: the pure part of JavaScript, a console that the judge hears, and an explanation in place
// of everything else. Whatever is not listed here is removed, so a newer engine or library adds nothing by itself.
import { doesNotExist, missingFunctions, missingMethods, missingObjects } from './ambient.ts';
import { describeValue, type ConsoleLine } from './console.ts';

/** The pure part of JavaScript, and `console`. */
export const keptGlobals: ReadonlySet<string> = new Set(
  [
    'globalThis Infinity NaN undefined Object Function Array Boolean Number BigInt String Symbol RegExp Math JSON Date',
    'Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError Promise Proxy Reflect',
    'Map Set WeakMap WeakSet Iterator ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array',
    'Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float32Array Float64Array isFinite isNaN',
    'console parseFloat parseInt decodeURI decodeURIComponent encodeURI encodeURIComponent TextEncoder TextDecoder',
  ].flatMap((line) => line.split(' ')),
);

export interface GlobalsOptions {
  /** Names that the submission reads although nothing declares them. */
  unknownNames: readonly string[];
  onLine: (line: ConsoleLine) => void;
}

export function equip(globals: object, { unknownNames, onLine }: GlobalsOptions): void {
  for (const name of Object.getOwnPropertyNames(globals)) {
    if (!keptGlobals.has(name)) delete (globals as Record<string, unknown>)[name];
  }
  const define = (name: string, value: unknown) =>
    Object.defineProperty(globals, name, { value, configurable: true, writable: true });

  const defineThrowing = (name: string, get: () => never) =>
    Object.defineProperty(globals, name, { get, configurable: true });
  for (const name of unknownNames) {
    defineThrowing(name, () => {
      throw new ReferenceError(`${name} is not defined.`);
    });
  }
  for (const [name, instead] of Object.entries(missingObjects)) {
    defineThrowing(name, () => {
      throw doesNotExist(name, instead);
    });
  }
  for (const [name, instead] of Object.entries(missingFunctions)) {
    define(name, missingFunction(name, instead));
  }
  define('Date', makeDate());
  define('Math', makeMath());
  define('Function', makeFunction());
  define('console', makeConsole(onLine));
}

/** Can be called and constructed, as what it stands for. */
function missingFunction(name: string, instead: string) {
  return function missing() {
    throw doesNotExist(name, instead);
  };
}

/** Dates are values here: they can be made from a number, read and written, but none of them is now. */
function makeDate() {
  const OriginalDate = Date;
  const date = function Date(this: unknown, ...parts: unknown[]) {
    if (new.target === undefined) throw doesNotExist('Date()', missingMethods['Date()']);
    if (parts.length === 0) throw doesNotExist('new Date()', missingMethods['new Date()']);
    return Reflect.construct(OriginalDate, parts, new.target) as Date;
  };
  return Object.defineProperties(date, {
    prototype: { value: OriginalDate.prototype },
    now: { value: missingFunction('Date.now', missingMethods['Date.now']) },
    parse: { value: OriginalDate.parse },
    UTC: { value: OriginalDate.UTC },
  });
}

const makeMath = () =>
  Object.create(Object.prototype, {
    ...Object.getOwnPropertyDescriptors(Math),
    random: { value: missingFunction('Math.random', missingMethods['Math.random']) },
  }) as Math;

/** `f instanceof Function` works; making code out of text does not, since nobody would count what it does. */
const makeFunction = () =>
  Object.defineProperty(missingFunction('Function()', missingFunctions.eval!), 'prototype', {
    value: Function.prototype,
  });

function makeConsole(onLine: (line: ConsoleLine) => void) {
  const at =
    (level: ConsoleLine['level']) =>
    (...values: unknown[]) =>
      onLine({
        level,
        text: values
          .map((value) => describeValue(value))
          .join(' ')
          .slice(0, 2_000),
      });
  return {
    log: at('log'),
    info: at('info'),
    debug: at('log'),
    warn: at('warn'),
    error: at('error'),
  };
}
