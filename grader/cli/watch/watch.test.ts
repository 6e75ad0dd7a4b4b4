import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { idsOfAnswer } from '../exercise-file.ts';
import { eventQueue } from './events.ts';
import { watchSaves } from './saves.ts';
import { changesSince, changeText, keysText, ruleText } from './texts.ts';

const plain = (text: string) => text;

test('of several saves in a row, one is graded', async () => {
  const queue = eventQueue();
  queue.push({ kind: 'saved' });
  queue.push({ kind: 'saved' });
  queue.push({ kind: 'key', key: 'h' });

  expect([await queue.next(), await queue.next()]).toEqual([
    { kind: 'saved' },
    { kind: 'key', key: 'h' },
  ]);
});

test('the wish to end comes before all that waits, and nothing comes after it', async () => {
  const queue = eventQueue();
  const next = queue.next();
  queue.push({ kind: 'key', key: 'l' });
  queue.push({ kind: 'quit' });
  queue.push({ kind: 'saved' });

  expect(await next).toEqual({ kind: 'quit' });
});

test('the keys fit into any terminal', () => {
  expect(keysText(80, plain).split('\n')).toHaveLength(1);
  expect(
    keysText(30, plain)
      .split('\n')
      .every((line) => line.length <= 30),
  ).toBe(true);
  expect(keysText(30, plain)).toMatch(/h hint[^]*n next[^]*x reset[^]*q quit/);
});

test('a rule is as wide as the terminal', () => {
  expect(ruleText('now', 20)).toBe('── now ─────────────');
});

test('a change is told in lines', () => {
  expect(changeText('a\nb\nc\n', 'a\nB\nc\nd\n')).toBe('+2 -1');
  expect(changeText('a\n', 'a\n')).toBe('unchanged');
});

test('of an answer of several files, those are told that were saved', () => {
  const before = new Map([
    ['01-one/all', "export * from './first.ts';\n"],
    ['01-one/first', 'a\n'],
    ['01-one/second', 'b\n'],
  ]);

  expect(changesSince(before, new Map([...before, ['01-one/first', 'a\nb\n']]))).toEqual([
    '01-one/first (+1 -0)',
  ]);
  expect(changesSince(before, before)).toEqual([]);
});

test('an answer is its own file and those that it imports from beside it, at any remove', () => {
  const root = mkdtempSync(join(tmpdir(), 'quorate-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, '01-one'));
  const write = (name: string, text: string) => writeFileSync(join(root, '01-one', name), text);
  write('all.ts', "export { first } from './first.ts';\nimport { todo } from '#sim';\n");
  write('first.ts', 'import { second } from "./second";\n');
  write(
    'second.ts',
    "import { first } from './first.ts';\nimport given from './given/index.ts';\n",
  );

  expect(idsOfAnswer(root, '01-one/all')).toEqual(['01-one/all', '01-one/first', '01-one/second']);
});

test('a save is one save, however the editor does it; other files are not meant', async () => {
  const root = mkdtempSync(join(tmpdir(), 'quorate-'));
  const file = join(root, 'exercises', '01-one', 'first.ts');
  mkdirSync(join(root, 'exercises', '01-one'), { recursive: true });
  writeFileSync(file, 'before');
  const saved: string[] = [];
  const saves = watchSaves(root, (id) => saved.push(id));
  onTestFinished(async () => {
    await saves.close();
    rmSync(root, { recursive: true, force: true });
  });
  await saves.ready;

  writeFileSync(`${file}.draft`, 'after');
  renameSync(`${file}.draft`, file);
  writeFileSync(join(root, 'exercises', '01-one', 'first.test.ts'), 'an example');
  await sleep(600);

  expect(saved).toEqual(['01-one/first']);
});
