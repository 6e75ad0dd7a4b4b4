// An answer of several files is in the page what it is on the command line.
import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { load, type Submission } from '../../../grader/judge/compartment.ts';
import { judgeSuite } from '../../../grader/judge/judge.ts';
import { importsOf, modulesOf } from '../../../grader/judge/modules.ts';
import { toWire } from '../../../grader/judge/wire.ts';
import wrong from '../../../grader/mutants/00-warm-up/tally.ts';
import { applyEdits, type Texts } from '../../../grader/mutants/mutant.ts';
import { handedOut } from '../../../grader/sim/index.ts';
import tally from '../../../grader/suites/00-warm-up/tally.ts';
import { compile } from './compile.ts';
import { startBundling } from './testing/bundling.ts';

const commandLine = startBundling();
afterAll(() => commandLine.close());

const file = `${tally.exercise}.ts`;
const allowed = importsOf(tally);
const options = { modules: modulesOf(tally), shared: handedOut };

/** What both make of the texts, ready to be booted. */
async function both(texts: Texts): Promise<readonly [page: Submission, commandLine: Submission]> {
  const bundled = await commandLine.bundle(file, texts, allowed);
  const compiled = compile(file, texts, allowed);
  if (bundled.outcome !== 'bundled' || compiled.outcome !== 'compiled') {
    throw new Error(JSON.stringify([compiled, bundled]));
  }
  return [load(compiled.bundle, options), load(bundled.bundle, options)];
}

function booted(submission: Submission): unknown {
  submission.renew(100_000);
  return submission.boot();
}

/** Where a boot threw. */
function thrown(submission: Submission): unknown {
  try {
    booted(submission);
  } catch (error) {
    return submission.explain(error);
  }
  return undefined;
}

const reference = readFileSync(new URL(`../../../solutions/${file}`, import.meta.url), 'utf8');

/** An answer that is all in a file beside it. */
const inAnother = (text: string): Texts => ({
  source: "// Nothing of its own.\nexport * from './parts.ts';\n",
  beside: { 'parts.ts': text },
});

test.each([
  ['the reference', reference],
  ...wrong.mutants
    .slice(0, 4)
    .map((mutant) => [mutant.id, applyEdits({ source: reference, beside: {} }, mutant).source]),
])('%s in a file beside the answer has the same verdict', async (_name, text) => {
  const [page, other] = await both(inAnother(text!));

  const verdict = JSON.stringify(toWire(judgeSuite(tally, page)));
  expect(verdict).toBe(JSON.stringify(toWire(judgeSuite(tally, other))));
});

test('a line that broke a promise is told with its file', async () => {
  const wrongText = applyEdits({ source: reference, beside: {} }, wrong.mutants[0]!).source;
  const [page] = await both(inAnother(wrongText));

  const at = judgeSuite(tally, page).checks.flatMap((check) => check.at ?? []);
  expect(new Set(at.map((each) => each.file))).toEqual(new Set(['00-warm-up/parts.ts']));
});

test.each<[string, Texts]>([
  [
    'names of one file are unknown in the others',
    {
      source: "import { a } from './b.ts'; const own = 1; export const x = [a, own];",
      beside: { 'b.ts': 'const own = 2; export const a = own; export const x = 3;' },
    },
  ],
  [
    'each runs once, after what it imports',
    {
      source:
        "import './c.ts'; import { ran } from './log.ts'; import './b.ts'; export const x = [...ran];",
      beside: {
        'b.ts': "import { ran } from './log.ts'; ran.push('b');",
        'c.ts': "import { ran } from './log.ts'; import './b.ts'; ran.push('c');",
        'log.ts': 'export const ran: string[] = [];',
      },
    },
  ],
  [
    'a namespace, a default, all of another, and another name',
    {
      source:
        "import * as b from './b.ts'; import d from './b.ts'; export * from './b.ts'; export { one as two } from './b.ts'; export const x = [d, b.one, Object.keys(b)];",
      beside: { 'b.ts': 'export const one = 1; export default function f() { return 2; }' },
    },
  ],
  [
    'another folder, and names without an ending',
    {
      source: "import { a } from './deep/b'; export { a };",
      beside: {
        'deep/b.ts': "import { c } from '../../02-quorums/c.js'; export const a = c;",
        '../02-quorums/c.ts': 'export const c = 1;',
      },
    },
  ],
  [
    'what is imported for types alone is not looked for, nor is a circle of types one',
    {
      source:
        "import { type Gone } from './gone.ts'; import type { B } from './b.ts'; import { Other } from './gone.ts'; import { b } from './b.ts'; export interface A { gone: Gone } export const x: Other = b as B;",
      beside: { 'b.ts': "import { A } from './tally.ts'; export type B = A; export const b = 1;" },
    },
  ],
])('%s', async (_name, texts) => {
  const [page, other] = await both(texts);

  expect(JSON.stringify(booted(page))).toBe(JSON.stringify(booted(other)));
});

test('a name that another file does not export is undefined, in both', async () => {
  const texts = {
    source: "import { gone } from './b.ts';\nexport const x = [gone];",
    beside: { 'b.ts': 'const gone = 1;' },
  };
  const [page, other] = await both(texts);

  expect(booted(page)).toEqual({ x: [undefined] });
  expect(booted(other)).toEqual({ x: [undefined] });
});

test.each<[string, Texts, object]>([
  [
    'what is thrown in another file has its place there',
    {
      source: "import { f } from './b.ts';\nexport const x = f(null as never);",
      beside: {
        'b.ts': '// é\r\nexport function f(a: { b: number }) {\r\n  return a.b;\r\n}\r\n',
      },
    },
    { at: { file: '00-warm-up/b.ts', line: 3, column: 12 } },
  ],
  [
    'a name that only another file declares is not defined',
    {
      source: "import './b.ts';\nexport const x = typeof own + own;",
      beside: { 'b.ts': 'export const own = 2;' },
    },
    { name: 'ReferenceError', at: { file: '00-warm-up/tally.ts', line: 2 } },
  ],
])('%s', async (_name, texts, where) => {
  const [page, other] = await both(texts);
  const explained = thrown(page);

  expect(explained).toMatchObject(where);
  expect(explained).toEqual(thrown(other));
});

test.each<[string, Texts, object]>([
  [
    'what is no program, in another file',
    { source: "export * from './b.ts';", beside: { 'b.ts': 'const a = 1;\nlet b = ;' } },
    {
      at: { file: '00-warm-up/b.ts', line: 2, column: 9, source: 'let b = ;' },
      because: 'Unexpected token.',
    },
  ],
  [
    'the first file that has an error',
    {
      source: "export * from './b.ts'; export * from './a.ts'; let x = ;",
      beside: { 'b.ts': 'let b = ;', 'a.ts': 'let a = ;' },
    },
    { at: { file: '00-warm-up/tally.ts', line: 1, column: 57 } },
  ],
  [
    'a file that is not there',
    { source: "\nexport { a } from './lib/gone.ts';", beside: {} },
    {
      at: { file: '00-warm-up/tally.ts', line: 2, column: 19 },
      because:
        'There is no file "00-warm-up/lib/gone.ts" here. A text in the page can import the files of exercises; what it needs of any other belongs into the text itself.',
    },
  ],
  [
    'more than a file may have, in all of them together',
    {
      source: "export * from './a.ts'; export * from './b.ts';",
      beside: {
        'a.ts': `export const a = '${'x'.repeat(70_000)}';`,
        'b.ts': `export const b = '${'ü'.repeat(35_000)}';`,
      },
    },
    { because: 'More than 128 KB of code: nothing here needs as much.' },
  ],
])('%s does not compile, here or there', async (_name, texts, told) => {
  const compiled = compile(file, texts, allowed);

  expect(compiled).toMatchObject({ outcome: 'does not compile', ...told });
  const { outcome, ...other } = await commandLine.bundle(file, texts, allowed);
  expect(outcome).not.toBe('bundled');
  if ('at' in compiled && 'at' in other) {
    expect(other.at).toMatchObject({ file: compiled.at!.file, line: compiled.at!.line });
  }
});

test.each<[string, Texts, string]>([
  [
    'a circle',
    {
      source: "export { a } from './a.ts';",
      beside: {
        'a.ts': "import { b } from './b.ts'; export const a = () => b;",
        'b.ts': "import { a } from './a.ts'; export const b = () => a;",
      },
    },
    'These files import each other in a circle: a.ts, b.ts, a.ts. None of them can run first: move what they share into one that imports none of the others.',
  ],
  [
    'a name that changes',
    {
      source: "import { count, more } from './a.ts'; more(); export const x = count;",
      beside: { 'a.ts': 'export let count = 0; export const more = () => void count++;' },
    },
    '"count" of "./a.ts" is assigned to after it was exported, and the page can\'t follow that: export a function that returns it.',
  ],
])('%s is refused, and the sentence says what to do', (_name, texts, because) => {
  expect(compile(file, texts, allowed)).toMatchObject({ outcome: 'does not compile', because });
});
