// What grading costs in the page, beside the command line: processor time, so that a busy machine changes nothing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pages } from './browser.mjs';
import { aReader, file, wake } from './reader.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ratioMax = 2;
/** Where the system tells what each process has used. */
const isCounted = process.platform === 'linux';
const reader = aReader();

test(
  `grading a register costs at most ${ratioMax} times what it costs on the command line`,
  { skip: !isCounted },
  async (t) => {
    const text = readFileSync(join(root, 'solutions/02-quorums/register.ts'), 'utf8');
    const { page, close } = await reader.open(pages.brief);
    const exercise = await wake(page, '.q-exercise');
    await exercise.locator('.cm-editor').waitFor();
    await exercise.locator('input[type=file]').setInputFiles(file('a.ts', text));
    const costs = [];
    for (let round = 0; round < 3; round++) {
      const before = secondsOfChildren();
      await exercise.getByRole('button', { name: 'Grade', exact: true }).click();
      await exercise.locator('progress').first().waitFor();
      await exercise.getByText(/^✓ All \d+ promises kept/).waitFor({ timeout: 120_000 });
      costs.push(secondsOfChildren() - before);
    }
    await close();
    const inPage = Math.min(...costs);
    const onCommandLine = Math.min(...[1, 2].map(secondsOfCommandLine));

    t.diagnostic(`page ${inPage.toFixed(1)} s, command line ${onCommandLine.toFixed(1)} s`);
    assert.ok(inPage <= ratioMax * onCommandLine);
  },
);

/** Of the whole command: the shell says what its children took. */
function secondsOfCommandLine() {
  const command =
    'node grader/cli/quorate.js grade 02-quorums/register --solutions > /dev/null; times';
  const said = execFileSync('bash', ['-c', command], { cwd: root, encoding: 'utf8' });
  const [user, system] = said
    .trim()
    .split('\n')
    .at(-1)
    .split(' ')
    .map((time) => /(\d+)m([\d.]+)s/.exec(time).slice(1).map(Number))
    .map(([minutes, seconds]) => 60 * minutes + seconds);
  return user + system;
}

/** All that the processes below this one have used so far: the browser's. */
function secondsOfChildren() {
  const ticksPerSecond = 100;
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const [, id, rest] = /^(\d+) \(.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
        const fields = rest.split(' ');
        return [{ id: Number(id), parent: Number(fields[1]), ticks: +fields[11] + +fields[12] }];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
  const below = (id) =>
    processes
      .filter(({ parent }) => parent === id)
      .reduce((sum, each) => sum + each.ticks + below(each.id), 0);
  return below(process.pid) / ticksPerSecond;
}
