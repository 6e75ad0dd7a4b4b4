import { expect, test } from 'vitest';
import { formatHistoryJson, parseHistory } from '../history/index.ts';
import { tryWorkbook } from './testing/workbook.ts';

const linearizable = `
  a  |--- write 1 ---|
  b       |- read 1 -|`;

const violation = `
  a  |- write 1 -|  |- write 2 -|
  b                                |- read 1 -|`;

/** The same lane twice at once: no process does that. */
const malformed = `
  a  |--- write 1 ---|
  a     |- read 1 -|`;

function tryHistories(drawings: Record<string, string>) {
  const workbook = tryWorkbook();
  for (const [name, drawing] of Object.entries(drawings)) {
    workbook.write(name, formatHistoryJson('register', parseHistory(drawing)));
  }
  const files = Object.keys(drawings).map((name) => `${workbook.root}/${name}`);
  return {
    ...workbook,
    files,
    check: (...more: string[]) =>
      workbook.quorate('history', '--model', 'register', ...more, ...files),
  };
}

test('a linearizable history is a line and exit code 0', async () => {
  const { check } = tryHistories({ 'a.json': linearizable });

  const { code, out } = await check();

  expect(code).toBe(0);
  expect(out.replaceAll('\n  ', ' ')).toMatch(
    /^✓ \S+a\.json: linearizable \(2 operations, [\d.]+ ms\)\n$/,
  );
});

test('a violation is told: a longest legal order, what has no place in it, and why', async () => {
  const { check } = tryHistories({ 'a.json': violation });

  const { code, out } = await check();

  expect(code).toBe(1);
  expect(out).toMatch(
    /longest legal order of these:\n.* a: write 1\n.* a: write 2\n.*After that there is no place for\n.* b: read 1\n +can't read 1 from register 2\n/s,
  );
});

test('several files end with a sum; one that is not linearizable is enough for exit code 1', async () => {
  const { check } = tryHistories({ 'a.json': linearizable, 'b.json': violation });

  const { code, out } = await check();

  expect(code).toBe(1);
  expect(out).toMatch(/\n2 files in [\d.]+ ms: 1 linearizable, 1 not linearizable\.\n$/);
});

test('a check that gives up says so, and has not passed', async () => {
  const { check } = tryHistories({ 'a.json': violation });

  const { code, out } = await check('--steps', '1');

  expect(code).toBe(1);
  expect(out).toContain('neither a pass nor a failure');
});

test('a recording that no clients could have made is no violation', async () => {
  const { check } = tryHistories({ 'a.json': malformed });

  const { code, out } = await check();

  expect(code).toBe(1);
  expect(out).toContain('no history');
  expect(out.replaceAll(/\s+/g, ' ')).toContain('a client has one operation at a time');
});

test('a machine reads verdicts, evidence and time', async () => {
  const { check, files } = tryHistories({ 'a.json': linearizable, 'b.json': violation });

  const { out } = await check('--json');

  expect(JSON.parse(out)).toMatchObject({
    model: 'register',
    files: [
      { file: files[0], verdict: 'linearizable', operations: 2, checkMs: expect.any(Number) },
      {
        verdict: 'violation',
        longest: [{ client: 'a' }, { client: 'a' }],
        stuck: [{ operation: { client: 'b' }, because: "can't read 1 from register 2" }],
      },
    ],
  });
});

test('no line is wider than 80 columns, whatever stands in the file', async () => {
  const { quorate, root, write } = tryWorkbook();
  const value = `\u001B[31m${'long '.repeat(60)}`;
  const operations = [
    { client: 'a', input: { type: 'write', value }, calledAt: 1, output: null, returnedAt: 2 },
    { client: 'b', input: { type: 'read' }, calledAt: 3, output: 'none', returnedAt: 4 },
    { client: 'b', input: { type: 'read' }, calledAt: 5, output: value, returnedAt: 6 },
    { client: 'b', input: { type: 'read' }, calledAt: 7, output: 0, returnedAt: 8 },
  ];
  write('a.json', formatHistoryJson('register', operations.toSpliced(1, 1)));
  write('b.json', formatHistoryJson('register', operations));

  const { out } = await quorate(
    'history',
    '--model',
    'register',
    `${root}/a.json`,
    `${root}/b.json`,
  );

  expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(out).not.toContain('\u001B');
});

test.each([
  ['a model that does not exist', 'registr', '{', 'Did you mean "register"?'],
  ['a model that is like no other', 'zookeeper', '{', 'cas-register'],
  ['no history at all', 'register', '{ "a": ]', 'a.json: Line 1: expected JSON'],
  [
    'a line that is not as it should be',
    'cas-register',
    'INFO  jepsen.util - 0 :invoke :read nil\nINFO  jepsen.util - 0 :ok :read one',
    'a.json: Line 2',
  ],
  ['a history of something else', 'queue', '{:process 0}', 'a history of a queue'],
])('%s: exit code 2, and what to do', async (_case, model, text, said) => {
  const { quorate, root, write } = tryWorkbook();
  write('a.json', text);

  const { code, out, err } = await quorate('history', '--model', model, `${root}/a.json`);

  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(said);
  expect(err).not.toContain('    at ');
});

test('a file that is not there, a folder and a missing model are mistakes, not bugs', async () => {
  const { quorate, root } = tryWorkbook();

  const missing = await quorate('history', '--model', 'kv', `${root}/none.txt`);
  const folder = await quorate('history', '--model', 'kv', root);
  const unnamed = await quorate('history', `${root}/none.txt`);

  expect([missing.code, folder.code, unnamed.code]).toEqual([2, 2, 2]);
  expect(missing.err).toContain('there is no such file');
  expect(folder.err).toContain('is a folder');
  expect(unnamed.err).toContain('--model');
});
