// `npm run site`, `site:build`, `site:test`: what the site needs is installed on first use, and again when the lock file has
// changed. The workbook itself doesn't wait for it.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const site = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const [, , task = 'start', ...rest] = process.argv;

const tasks = {
  start: () => [['docusaurus', 'start', ...rest]],
  build: () => [['docusaurus', 'build', ...rest]],
  test: () => [
    ['tsc'],
    ['docusaurus', 'build'],
    ['node', '--test', '--test-concurrency=1', ...tests()],
    ['vitest', 'run'],
  ],
};

if (!Object.hasOwn(tasks, task)) {
  console.error(`There is no task "${task}". There are: ${Object.keys(tasks).join(', ')}.`);
  process.exit(2);
}

if (!existsSync(`${site}/node_modules`)) {
  console.error('Installing what the site needs. This happens once, and takes a minute or two.');
  run('npm', ['ci']);
} else if (!isUpToDate()) {
  run('npm', ['install']);
}
for (const [tool, ...args] of tasks[task]()) {
  if (tool === 'node') run(process.execPath, args);
  else run('npx', ['--no-install', tool, ...args]);
}

function tests() {
  const isWanted = (name) => rest.length === 0 || rest.some((word) => name.includes(word));
  return readdirSync(`${site}/test`)
    .filter((name) => name.endsWith('.test.mjs') && isWanted(name))
    .map((name) => `test/${name}`);
}

/** npm writes both files at the end of an install, one right after the other. */
function isUpToDate() {
  const installed = `${site}/node_modules/.package-lock.json`;
  if (!existsSync(installed)) return false;
  return statSync(installed).mtimeMs >= statSync(`${site}/package-lock.json`).mtimeMs - 60_000;
}

function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: site,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
