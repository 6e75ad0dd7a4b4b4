// The bin itself, as a shell starts it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const bin = fileURLToPath(new URL('quorate.js', import.meta.url));

function quorate(...argv: string[]) {
  const env = { PATH: process.env['PATH'] };
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], {
    encoding: 'utf8',
    env,
  });
  return { status, signal, stdout, stderr };
}

test('lists the exercises, in order', () => {
  const { status, stdout } = quorate('list');

  expect(status).toBe(0);
  expect(stdout).toMatch(/00-warm-up\/tally[^]*02-quorums\/majority[^]*02-quorums\/one-vote/);
});

test('says what is wrong with a name, and ends with 2', () => {
  const { status, stdout, stderr } = quorate('grade', 'majorty');

  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('Did you mean "majority"?');
});

test('start in a pipe ends by itself', () => {
  expect(quorate('start')).toMatchObject({ status: 0, signal: null });
});
