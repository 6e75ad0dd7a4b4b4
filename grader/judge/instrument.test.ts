import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { wouldBeRefused } from './evade.ts';
import { instrument } from './instrument.ts';

function codeOf(source: string): string {
  const result = instrument(source);
  if (result.outcome !== 'instrumented') throw new Error(JSON.stringify(result));
  return result.code;
}

class OutOfTicks extends Error {}

/** What a program exports, and the ticks that it took. */
function run(source: string, ticksMax = 10_000) {
  let ticks = 0;
  const tick = (cost: number) => {
    ticks += cost;
    if (ticks > ticksMax) throw new OutOfTicks();
  };
  const template = (cooked: string[], raw: string[]) =>
    Object.freeze(Object.defineProperty(cooked, 'raw', { value: Object.freeze(raw) }));
  const regExp = (pattern: string, flags: string) => new RegExp(pattern, flags);
  // oxlint-disable-next-line no-eval -- what a compartment does, without one
  const boot = (0, eval)(codeOf(source))(tick, template, regExp);
  const module = { exports: {} as Record<string, unknown> };
  const thrown = thrownBy(() => boot(module, module.exports, () => ({})));
  return { exports: module.exports, ticks, thrown };
}

function thrownBy(act: () => void): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** The same without any change, for comparison. */
const runPlainly = (source: string): unknown => {
  // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- the thing to compare with
  return new Function(`"use strict"; const exports = {}; ${source}\n; return exports;`)();
};

const refusedPieces = ['-->', '<!--', 'import (x)', 'import(', 'import //', 'eval (x)', 'eval('];
const trickyPieces = [
  '\\',
  '\\\\',
  '`',
  '${',
  '}',
  '"',
  "'",
  '\n',
  '\r\n',
  '\u2028',
  '//',
  '/*',
  '*/',
];
const pieces = fc.oneof(
  fc.constantFrom(...refusedPieces),
  fc.constantFrom(...trickyPieces),
  fc.string({ maxLength: 3, unit: 'binary' }),
);
const texts = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(''));

const quoted = (text: string, quote: string) =>
  quote +
  text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r') +
  quote;

/** Text as it may stand between two back-ticks: a backslash of its own is kept. */
const withinTemplate = (text: string) =>
  text
    .replaceAll(/\\+$/g, '')
    .replaceAll(/(?<!\\)((?:\\\\)*)(`|\$\{)/g, '$1\\$2')
    .replaceAll('\r', '');

const spellings: Record<string, (text: string) => string> = {
  'in double quotes': (text) => quoted(text, '"'),
  'in single quotes': (text) => quoted(text, "'"),
  'as a key': (text) => `Object.keys({ ${quoted(text, '"')}: 1 })[0]`,
  'in a template': (text) => quoted(text, '`').replaceAll('${', '\\${'),
  'in a template with substitutions': (text) => {
    const inner = quoted(text, '`').slice(1, -1).replaceAll('${', '\\${');
    return `\`${inner}\${1 + 1}${inner}\``;
  },
  'in a raw template': (text) =>
    `String.raw\`${withinTemplate(text)}\${"-->"}${withinTemplate(text)}\``,
  'as the cooked text of a tag': (text) =>
    `((strings) => strings.join())\`${withinTemplate(text)}\``,
  'in a pattern': (text) => {
    const { source } = new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&') || 'x');
    return `[/${source}/gu].map((p) => p.source + p.flags + p.test("-->"))[0]`;
  },
};

test.each(Object.entries(spellings))('a text %s keeps its value', (_, spell) => {
  fc.assert(
    fc.property(texts, (text) => {
      const source = `exports.value = ${spell(text)};`;
      const plain = thrownBy(() => runPlainly(source));
      fc.pre(plain === undefined);

      expect(wouldBeRefused(codeOf(source))).toBe(false);
      expect(run(source).exports).toEqual(runPlainly(source));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['methods', 'exports.a = { import (x) { return x; }, eval(x) { return x; } }.import (3)'],
  [
    'private methods',
    'class A { #import (x) { return x; } go() { return this.#import (4); } } exports.a = new A().go()',
  ],
  [
    'names with a dollar sign',
    'const $import = (x) => x, éeval = (x) => x; exports.a = $import (5) + éeval(6)',
  ],
  ['comments', 'exports.a = 1 /* --> import (x) */ + /* eval( */ 2 // <!--'],
  ['a comment that holds a line break', 'exports.a = (() => { return /*\n*/ 1; })()'],
  ['an arrow that returns an object', 'exports.a = [1].map((x) => ({ x }))'],
  ['arrows in arrows', 'exports.a = ((x) => (y = (z) => z + 1) => async (w) => w)(1)(2).name'],
  [
    'loops without blocks',
    'let n = 0; for (let i = 0; i < 3; i++) for (const j of [1, 2]) if (j > 1) n++; else n += 10; do n++; while (n < 50) exports.a = n',
  ],
  [
    'labels',
    'let n = 0; outer: for (;;) { for (;;) { if (n++ > 3) break outer; continue outer; } } exports.a = n',
  ],
  ['empty loops', 'let n = 0; while (n++ < 3); for (; n < 9; n++); exports.a = n'],
  [
    'fields and static blocks',
    'class A { x = (1, 2); static y = [3][0]; f = () => this.x; static { this.z = 5 } } exports.a = [new A().f(), A.y, A.z, new A().f.name]',
  ],
  [
    'what a tag makes',
    'class Tag { constructor(s) { this.s = s } } const make = (s) => class { v = s[0] }; exports.a = new (make`-->`)().v + new make`<!--`().v',
  ],
  [
    'a template with line breaks in a tag',
    'exports.a = String.raw`-->\n\\n\n${1}\n`; exports.b = new Error().constructor.name',
  ],
  ['invalid escapes in a tag', 'exports.a = ((s) => [s[0], s.raw[0]])`\\u{--> `'],
  [
    'one template object for each place',
    'const f = () => ((s) => s)`-->`; exports.a = f() === f()',
  ],
  [
    'default values and destructuring',
    'const f = ({ a = 1, b: [c] = [2] } = {}, d = () => a) => a + c + d(); exports.a = f()',
  ],
  [
    'getters, setters and generators',
    'const o = { get g() { return 1 }, set g(v) { exports.s = v } }; o.g = 2; exports.a = [...(function* () { yield o.g; yield* [2] })()]',
  ],
  [
    'derived classes',
    'class A { constructor(x) { this.x = x } } class B extends A { constructor() { super(7) } } exports.a = new B().x',
  ],
  ['a word before a pattern', 'exports.a = typeof/-->/.source + (1 in/-->/)'],
  ['names that are not declared', 'exports.a = [typeof process, typeof notDeclared, typeof Map]'],
])('%s mean what they meant', (_, source) => {
  const expected = source.includes('typeof process')
    ? { a: ['undefined', 'undefined', 'function'] }
    : runPlainly(source);

  expect(run(source)).toMatchObject({ exports: expected, thrown: undefined });
});

test('operators that look like a comment are operators', () => {
  const source = 'let n = 3, m = 1; while (n-->0) m++; exports.a = [n, m, 1<!--m, m];';

  expect(run(source).exports).toEqual({ a: [-1, 4, false, 3] });
});

test.each([
  ['a loop', 'for (;;);'],
  ['a while loop', 'while (true) {}'],
  ['a do loop', 'do ; while (true)'],
  [
    'a loop over an endless iterator',
    'const i = { next: () => ({ done: false }), [Symbol.iterator]() { return this } }; for (const x of i);',
  ],
  ['a loop in a catch', 'for (;;) try { for (;;); } catch { }'],
  ['a loop in a finally', 'again: for (;;) try { for (;;); } finally { continue again; }'],
  ['a function in a finally', 'function f() { try { for (;;); } finally { f() } } f()'],
  [
    'a generator',
    'function* g() { for (;;) try { yield } finally { yield* g() } } for (const x of g()) exports.x = x',
  ],
  ['a getter', 'const o = { get x() { for (;;); } }; o.x'],
  ['a setter', 'const o = { set x(v) { while (1); } }; o.x = 1'],
  ['a static block', 'class A { static { for (;;); } }'],
  ['a constructor', 'class A { constructor() { for (;;); } } new A()'],
  [
    'fields that make more of their class',
    'let n = 60; class T { a = n > 0 ? (n--, new T(), n++) : 0; b = n > 0 ? (n--, new T(), n++) : 0 } new T()',
  ],
  [
    'arrows that call each other',
    'let n = 40; const f = () => n > 0 ? (n--, f(), f(), n++) : 0; f()',
  ],
  [
    'default values that call',
    'let n = 40; const f = (a = n > 0 ? (n--, f(), f(), n++) : 0) => a; f()',
  ],
  ['a conversion', 'const o = { toString() { for (;;); } }; `${o}`'],
  ['a trap of a proxy', 'const p = new Proxy({}, { has() { for (;;); } }); 1 in p'],
  ['a callback', '[1].forEach(() => { for (;;); })'],
])('%s without end is stopped', (_, source) => {
  expect(run(source).thrown).toBeInstanceOf(OutOfTicks);
});

test('the count is the number of calls and turns, whatever the spelling', () => {
  const { ticks } = run(
    'const f = (x) => x; for (let i = 0; i < 10; i++) f(i); while (exports.n !== 3) exports.n = 3;',
  );

  expect(ticks).toBe(10 + 10 + 1);
});

test('no line moves', () => {
  const source = [
    '/* one',
    '   two */ here(2); // three',
    'const text = `-->',
    '${here(4)} -->`; String.raw`<!--',
    '<!--${here(5)}`',
    'for (const x of [1]) here(6);',
    'const f = () =>',
    '  here(8);',
    'class A {',
    '  x = here(10);',
    '  static { here(11) }',
    '}',
    'while (false)',
    '  here(14)',
  ].join('\n');
  const lines = codeOf(source).split('\n');

  for (const [index, line] of lines.entries()) {
    for (const [, number] of line.matchAll(/here\((\d+)\)/g))
      expect(index + 1).toBe(Number(number));
  }
  // The function around it ends on a line of its own.
  expect(lines).toHaveLength(source.split('\n').length + 1);
});

test.each([
  ['import("fs")', 'import() does not exist here'],
  ['const f = () => import(name)', 'import() does not exist here'],
  ['exports.a = import.meta.url', 'import.meta does not exist here'],
  ['import fs from "fs"', 'no import or export'],
  ['export const a = 1', 'no import or export'],
  ['exports.a = arguments', '"arguments" exists only inside a function'],
  ['exports.a = () => arguments[0]', '"arguments" exists only inside a function'],
  ['class A { [arguments[0]]() {} }', '"arguments" exists only inside a function'],
  ['const a = await 1', 'await exists only inside an async function'],
  ['for await (const a of b);', 'await exists only inside an async function'],
  ['}); for (;;); ((tick) => {', 'Unexpected token'],
  ['return 1', "'return' outside of function"],
  ['with (Math) {}', "'with' in strict mode"],
  ['let a = ;', 'Unexpected token'],
])('%s is refused with a sentence', (source, because) => {
  expect(instrument(source)).toMatchObject({
    outcome: 'refused',
    because: expect.stringContaining(because) as string,
    line: 1,
  });
});

test('what is nested too deeply to be parsed is refused', () => {
  expect(instrument('-~'.repeat(100_000) + '1')).toEqual({ outcome: 'nested too deeply' });
});

test('the hidden names are not those of the submission, however it spells them', () => {
  const code = codeOf('const $t = 1, \\u0024m = 2, $s0 = 3; exports.a = { $r: String.raw`-->` }');
  const parameters = /^\(\((.*?)\)=>/.exec(code)![1]!.split(',');

  for (const name of ['$t', '$m', '$r', '$s0']) expect(parameters).not.toContain(name);
});

test('names that nothing declares are listed', () => {
  const result = instrument(
    'const known = Math.max(1); function f(a) { return a + known + miss + Date; } exports.f = f;',
  );

  expect(result).toMatchObject({ unknownNames: ['miss'] });
});
