// What the page makes of a text is what the command line makes of it: the same verdict, to the last column of a line.
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { type KnownAnswer, knownAnswers } from '../../../grader/audit/answers.ts';
import { load } from '../../../grader/judge/compartment.ts';
import { judgeSuite } from '../../../grader/judge/judge.ts';
import { toWire } from '../../../grader/judge/wire.ts';
import { importsOf, modulesOf } from '../../../grader/judge/modules.ts';
import { handedOut, NotStarted, todo } from '../../../grader/sim/index.ts';
import { suites } from '../../../grader/suites/all.ts';
import { compile } from './compile.ts';
import { startBundling } from './testing/bundling.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const options = { modules: { '#sim': { todo, NotStarted } }, shared: handedOut };
const allowed = ['#sim'];

/** The tests of tests take what `fast-check` is in the judge: they are looked at in the browser's own test. */
const wanted = suites.filter(({ imports = [] }) => !imports.includes('fast-check'));

/** The judge's own audit runs them all; some of each kind will do here. */
const mutantsEach = 8;

function someOf(answers: readonly KnownAnswer[]): KnownAnswer[] {
  const mutants = answers.filter(({ kind }) => kind === 'mutant');
  const others = answers.filter(({ kind }) => kind !== 'mutant' && kind !== 'lazy');
  return [...others, ...mutants.slice(0, mutantsEach)];
}

const commandLine = startBundling();
afterAll(() => commandLine.close());

test.each(wanted)('$exercise: the same verdicts', async (suite) => {
  const answers = someOf(await knownAnswers(root, suite));
  const file = `${suite.exercise}.ts`;
  const imports = importsOf(suite);
  const given = { modules: modulesOf(suite), shared: handedOut };
  const made = [];
  for (const { kind, id, source, beside, caughtBy } of answers) {
    const texts = { source, beside };
    made.push({
      name: `${kind} ${id}`,
      // The reference runs whole; of all others, what tells most of them.
      only: kind === 'reference' ? {} : { only: [caughtBy ?? suite.checks[0]!.id] },
      bundled: await commandLine.bundle(file, texts, imports),
      compiled: compile(file, texts, imports),
    });
  }

  for (const { name, only, bundled, compiled } of made) {
    if (bundled.outcome !== 'bundled' || compiled.outcome !== 'compiled') {
      throw new Error(`${name}: ${bundled.outcome}, ${compiled.outcome}`);
    }
    const theirs = judgeSuite(suite, load(bundled.bundle, given), only);
    const ours = judgeSuite(suite, load(compiled.bundle, given), only);
    expect(JSON.stringify(toWire(ours)), name).toBe(JSON.stringify(toWire(theirs)));
  }
});

/** What a text exports, once it has run. */
function exportsOf(text: string): Record<string, unknown> {
  const compiled = compile('a.ts', { source: text, beside: {} }, allowed);
  if (compiled.outcome !== 'compiled') throw new Error(compiled.because);
  const loaded = load(compiled.bundle, options);
  loaded.renew(100_000);
  return loaded.boot();
}

test.each([
  ['annotations', 'export const a: number = (1 as number)!;', 1],
  ['satisfies', 'export const a = 1 satisfies number;', 1],
  [
    'optional parameters',
    'const f = (x?: number, ...y: string[]) => x ?? 1; export const a = f();',
    1,
  ],
  [
    'a declared this',
    'function f(this: object, x: number) { return x; } export const a = f.call({}, 1);',
    1,
  ],
  [
    'generics',
    'function f<T extends object | number>(x: T): T { return x; } export const a = f<number>(1);',
    1,
  ],
  ['type arguments of calls', 'export const a = new Map<string, Set<number>>().size + 1;', 1],
  [
    'overloads',
    'function f(x: 1): 1; function f(x: 2): 2; function f(x: number) { return x; } export const a = f(1);',
    1,
  ],
  [
    'predicates',
    'function f(x: unknown): x is 1 { return x === 1; } export const a = f(1) ? 1 : 2;',
    1,
  ],
  [
    'template literal types',
    'export interface T { x: `a ${string}` }\nexport type U = `b`; export const a = 1;',
    1,
  ],
  ['a type between two lines', 'let b = 1\ninterface I {}\n(b)\nexport const a = b', 1],
  [
    'abstract classes',
    'abstract class A<T> { abstract x(): T; declare y: T; private readonly z?: number = 1; static s!: string; [k: string]: unknown; get v() { return this.z } } class B extends A<number> implements I { override x() { return 1; } } interface I {} export const a = new B().x();',
    1,
  ],
  [
    'a return type on lines of its own',
    'const f = (x: number): {\n  y: number;\n} => ({ y: x }); export const a = f(1).y;',
    1,
  ],
  ['definite declarations', 'let b!: number; b = 1; export { b as a };', 1],
  ['declare', 'declare const c: number; declare function d(): void; export const a = 1;', 1],
  [
    'exports of types',
    'type T = 1; export type { T }; export { type T as U }; export const a = 1;',
    1,
  ],
  [
    'imports of types',
    "import type { Node } from '#sim'; import { type NodeId, todo } from '#sim'; export const a = typeof todo === 'function' ? 1 : 2;",
    1,
  ],
  ['a namespace of names', "import * as sim from '#sim'; export const a = sim.todo ? 1 : 2;", 1],
  ['destructured exports', 'export const { a, b: [c], ...d } = { a: 1, b: [2], e: 3 };', 1],
  [
    'enumerations of catch',
    'let b = 2; try { throw 1; } catch (e: unknown) { b = 1; } export const a = b;',
    1,
  ],
  ['classes that are exported', 'export class a { static x: number = 1 } ', undefined],
])('%s vanish', (_name, text, a) => {
  const exported = exportsOf(text);
  if (a !== undefined) expect(exported['a']).toBe(a);
  else expect(exported['a']).toBeTypeOf('function');
});

test('a default export has its name', () => {
  expect(exportsOf('export default 1 + 1;')).toEqual({ default: 2 });
  expect(exportsOf('export default function f(x: number) { return x; }')['default']).toBeTypeOf(
    'function',
  );
});

test.each([
  ['const a = 1;\nlet b = ;', 2, 9, 'Unexpected token.'],
  [
    "import fs from 'node:fs'; fs();",
    1,
    16,
    '"node:fs" can\'t be imported here, only #sim, files of exercises.',
  ],
  [
    'type A = 1;\nenum E { A }',
    2,
    1,
    'An enum is more than a type, and does not run here: use a union of strings instead.',
  ],
  [
    'class A { constructor(readonly x: number) {} }',
    1,
    23,
    'A parameter that declares a field does not run here: declare the field, and assign to it.',
  ],
  ['\n\nawait 1;', 3, 1, 'await exists only inside an async function.'],
])('%j does not compile, and says where', (text, line, column, because) => {
  expect(compile('a.ts', { source: text, beside: {} }, allowed)).toEqual({
    outcome: 'does not compile',
    because,
    at: { file: 'a.ts', line, column, source: text.split('\n')[line - 1] },
  });
});
