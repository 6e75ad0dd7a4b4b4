import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { locate } from '../source-map.ts';
import { bundleSubmission, type Bundled } from './bundle.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quorate-bundle-'));
});
afterAll(() => rm(folder, { recursive: true }));

let count = 0;

/** Bundles `main.ts` of a submission of these files. */
async function bundle(files: Record<string, string>): Promise<Bundled> {
  const root = join(folder, String(count++), 'submission');
  await mkdir(root, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return bundleSubmission({ root, file: 'main.ts', allowedImports: ['#sim'] });
}

test('a position in what runs leads back to the line that was written', async () => {
  const result = await bundle({
    'main.ts': [
      "import { todo } from '#sim';",
      "import { add } from './lib/add.ts';",
      '',
      '// A comment.',
      'interface Ignored {',
      '  field: string;',
      '}',
      'export function main(value: Ignored) {',
      '  /* two',
      '     lines */',
      '  for (const char of value.field) {',
      '    add(char, MARK_ONE(char));',
      '  }',
      '  return (x: number) => MARK_TWO(x) ?? todo("never");',
      '}',
    ].join('\r\n'),
    'lib/add.ts': 'export const add = (a: string, b: string) =>\n  // why\n  MARK_THREE(a) + b;\n',
  });
  if (result.outcome !== 'bundled') throw new Error(result.outcome);
  const { code, positions } = result.bundle;
  const lines = code.split('\n');
  const find = (mark: string) => {
    const line = lines.findIndex((text) => text.includes(mark));
    return locate(positions, line + 1, lines[line]!.indexOf(mark) + 1);
  };

  expect(find('MARK_ONE')).toEqual({ file: 'main.ts', line: 12, column: 15 });
  expect(find('MARK_TWO')).toMatchObject({ file: 'main.ts', line: 14 });
  expect(find('MARK_THREE')).toMatchObject({ file: 'lib/add.ts', line: 3 });
});

test.each([
  ['export const x = ;', { line: 1, column: 18, because: /^Unexpected ";"\.$/ }],
  ['const ünï = 1;\nconst ünï = 2;', { line: 2, column: 7, because: /already been declared/ }],
  ['\n  if (true {', { line: 2, column: 12, because: /Expected "\)"/ }],
  ['export const x = await y;', { line: 1, column: 18, because: /await exists only inside/ }],
  [
    '\nconst f = () => import(name);\nexport { f };',
    { line: 2, because: /import\(\) does not exist/ },
  ],
  ['export const f = () => 1;\nexport const g = arguments;', { line: 2, because: /"arguments"/ }],
])('%j does not compile, and the place is named', async (source, { because, ...at }) => {
  const result = await bundle({ 'main.ts': source });

  expect(result).toMatchObject({
    outcome: 'does not compile',
    because: expect.stringMatching(because) as string,
    at: { file: 'main.ts', text: source.split('\n')[at.line - 1], ...at },
  });
});

test('type errors do not matter', async () => {
  const source = 'const wrong: number = "text";\nexport const x: Missing = wrong.nothing as never;';

  expect(await bundle({ 'main.ts': source })).toMatchObject({ outcome: 'bundled' });
});

test.each([
  'node:fs',
  'fs',
  'fast-check',
  'https://example.org/x.js',
  'data:text/javascript,1',
  '/etc/passwd',
  'file:///etc/passwd',
  '#judge',
  '../../package.json',
  './../outside.ts',
  './native.node',
])('"%s" can not be imported', async (specifier) => {
  for (const source of [
    `import ${JSON.stringify(specifier)};`,
    `export * from ${JSON.stringify(specifier)};`,
    `export const x = require(${JSON.stringify(specifier)});`,
    `export const x = import(${JSON.stringify(specifier)});`,
  ]) {
    const result = await bundle({ 'main.ts': `\n${source}`, 'native.node': '' });

    expect(result).toMatchObject({
      outcome: 'forbidden import',
      specifier,
      at: { file: 'main.ts', line: 2 },
    });
  }
});

test('a link does not lead out of a submission, whether to a file or to a folder', async () => {
  const root = join(folder, 'linked');
  await mkdir(join(root, 'inside'), { recursive: true });
  await writeFile(join(folder, 'secret.ts'), 'export const secret = 1;');
  await symlink(join(folder, 'secret.ts'), join(root, 'file.ts'));
  await symlink(folder, join(root, 'folder'));
  await writeFile(join(root, 'to-file.ts'), "export * from './file.ts';");
  await writeFile(join(root, 'to-folder.ts'), "export * from './folder/secret.ts';");

  for (const file of ['to-file.ts', 'to-folder.ts', 'file.ts']) {
    const result = await bundleSubmission({ root, file, allowedImports: [] });

    expect(result.outcome).toBe('forbidden import');
  }
});

test('what is missing is named, with who asks for it', async () => {
  expect(await bundle({ 'main.ts': "\nimport './lib/gone.ts';" })).toMatchObject({
    outcome: 'missing file',
    file: 'lib/gone.ts',
    at: { file: 'main.ts', line: 2 },
  });
  expect(await bundle({})).toMatchObject({ outcome: 'missing file', file: 'main.ts' });
});

test('files are counted together, and a huge one is not even read', async () => {
  const half = `export const text = '${'x'.repeat(70_000)}';`;
  const both = "export * from './a.ts'; export * from './b.ts';";

  expect(await bundle({ 'main.ts': "export * from './a.ts';", 'a.ts': half })).toMatchObject({
    outcome: 'bundled',
  });
  expect(await bundle({ 'main.ts': both, 'a.ts': half, 'b.ts': half })).toMatchObject({
    outcome: 'too large',
  });
});

test('the files beside a submission change nothing', async () => {
  const source = "export { todo as x } from '#sim'; export class A { y = 1; }";
  const plain = await bundle({ 'main.ts': source });
  const poisoned = await bundle({
    'main.ts': source,
    'package.json':
      '{ "imports": { "#sim": "./fake.ts" }, "sideEffects": false, "type": "commonjs" }',
    'tsconfig.json':
      '{ "compilerOptions": { "useDefineForClassFields": false, "paths": { "#sim": ["./fake.ts"] } } }',
    'fake.ts': 'export const todo = 1;',
    'node_modules/#sim/index.js': 'exports.todo = 1;',
  });

  expect(poisoned).toEqual(plain);
});
