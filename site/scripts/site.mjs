// `npm run site`, `site:build`, `site:test`: what the site needs is installed on first use, and again when the lock file has
// changed. The workbook itself doesn't wait for it.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const site = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const [, , task = 'start', ...rest] = process.argv;

/** Each is a list of steps; a step is a list of commands, and all of them are tried before a failure ends it. */
const tasks = {
  start: () => [[['docusaurus', 'start', ...rest]]],
  build: () => [[['docusaurus', 'build', ...rest]]],
  test: () => [
    [['tsc'], ['docusaurus', 'build']],
    [
      ['node', '--test', '--test-concurrency=1', '--test-reporter=spec', ...tests()],
      ['vitest', 'run'],
    ],
  ],
};

if (!Object.hasOwn(tasks, task)) {
  console.error(`There is no task "${task}". There are: ${Object.keys(tasks).join(', ')}.`);
  process.exit(2);
}

if (!existsSync(`${site}/node_modules`)) {
  console.error('Installing what the site needs. This happens once, and takes a minute or two.');
  end(run('npm', ['ci']));
} else if (!isUpToDate()) {
  end(run('npm', ['install']));
}
for (const step of tasks[task]()) {
  const codes = step.map(([tool, ...args]) =>
    tool === 'node' ? run(process.execPath, args) : run('npx', ['--no-install', tool, ...args]),
  );
  end(codes.find((code) => code !== 0) ?? 0);
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

/** Its exit code. How long a build takes is said: it has a limit of its own. */
function run(command, args) {
  const startedMs = Date.now();
  const { status } = spawnSync(command, args, {
    cwd: site,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const seconds = Math.round((Date.now() - startedMs) / 1000);
  if (args.includes('build')) console.error(`The build took ${seconds} s.`);
  return status ?? 1;
}

/** Ends this process, unless the code is that of a success. */
function end(code) {
  if (code !== 0) process.exit(code);
}
