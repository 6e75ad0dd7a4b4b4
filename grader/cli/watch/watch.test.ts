import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { eventQueue } from './events.ts';
import { watchSaves } from './saves.ts';
import { changeText, keysText, ruleText } from './texts.ts';

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
