import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instrument } from '../instrument.ts';
import { noPositions } from '../source-map.ts';
import type { Job } from './job.ts';
import { runJob, type RunOptions } from './process.ts';
import { buildRuntime } from './runtime.ts';

let folder: string;
let bootOnly: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quorate-process-'));
  bootOnly = await buildRuntime(entry('boot-only.ts'));
});
afterAll(() => rm(folder, { recursive: true }));

const entry = (name: string) => fileURLToPath(new URL(`testing/${name}`, import.meta.url));

function job(source: string, salts = ['one']): Job {
  const result = instrument(source);
  if (result.outcome !== 'instrumented') throw new Error(result.outcome);
  const { code, unknownNames } = result;
  return { exercise: 'none', bundle: { code, unknownNames, positions: noPositions }, salts };
}

const judge = (source: string, options: Partial<RunOptions> = {}) =>
  runJob(job(source), { runtime: bootOnly, ...options });

/**
 * A runtime with no compartment at all, for what would happen if one were left: its code runs with everything that the
 * process itself may do.
 */
async function escaped(code: string, options: Partial<RunOptions> = {}) {
  const runtime = join(folder, `escaped-${Math.random().toString(36).slice(2)}.cjs`);
  const worker = await readFile(bootOnly, 'utf8');
  await writeFile(runtime, worker.replace('submission.boot()', `(${code})()`));
  return runJob(job(''), { runtime, ...options });
}

test('a job is judged once for each salt, in order', async () => {
  const heard: string[] = [];
  const onFrame = (_: unknown, salt: string) => heard.push(salt);
  const three = job('exports.a = 1;', ['x', 'y', 'z']);
  const report = await runJob(three, { runtime: bootOnly, onFrame });

  expect(report.outcome).toBe('completed');
  expect(report.emitted.map(({ body }) => body)).toEqual(
    ['x', 'y', 'z'].map(() => ({ exports: ['a'], exhausted: false })),
  );
  expect(heard).toEqual(['x', 'y', 'z']);
});

test('a runtime in a folder that is reached by a link is found, and no more of the disk with it', async () => {
  const linked = join(folder, 'linked');
  await symlink(dirname(bootOnly), linked);
  const report = await judge('exports.a = 1;', { runtime: join(linked, basename(bootOnly)) });

  expect(report.outcome).toBe('completed');
  expect(report.layers).toContain('permission model');
});

test('the walls that hold on every system are reported', async () => {
  const { layers } = await judge('exports.a = 1;');

  expect(layers).toEqual(
    expect.arrayContaining([
      'process of its own',
      'process group',
      'empty environment',
      'sealed verdict',
      'permission model',
    ]),
  );
});

test('a call into the engine that takes for ever ends at the CPU limit', async () => {
  const report = await judge('/^(a+)+$/.test("a".repeat(60) + "b");', {
    limits: { cpuSecondsMax: 1, wallMsMax: 10_000 },
  });

  expect(report).toMatchObject(
    report.layers.includes('CPU limit')
      ? { outcome: 'CPU limit', seconds: 1, emitted: [] }
      : { outcome: 'timed out', emitted: [] },
  );
});

test('who waits too long is ended by the wall clock', async () => {
  const report = await judge('/^(a+)+$/.test("a".repeat(60) + "b");', {
    limits: { wallMsMax: 300 },
  });

  expect(report).toMatchObject({ outcome: 'timed out', ms: 300, emitted: [] });
});

test('a system that can not take a limit is no reason not to judge', async () => {
  const report = await judge('exports.a = 1;', { limits: { dataMbMax: 1 } });

  expect(report.outcome).toBe('completed');
  expect(report.layers).not.toContain('memory limit');
});

test('a full heap is out of memory', async () => {
  const source =
    'const kept = []; for (let i = 0; i < 5_000; i++) kept.push(new Array(100_000).fill(i));';

  expect(await judge(source, { limits: { heapMbMax: 64 } })).toMatchObject({
    outcome: 'out of memory',
  });
});

test('a job can be called off, before and while it runs', async () => {
  const early = await judge('exports.a = 1;', { signal: AbortSignal.abort() });
  const late = await judge('/^(a+)+$/.test("a".repeat(60) + "b");', {
    signal: AbortSignal.timeout(300),
  });

  expect([early.outcome, late.outcome]).toEqual(['cancelled', 'cancelled']);
});

test('source that the engine can not read is refused', async () => {
  const broken = {
    ...job(''),
    bundle: { code: 'not (a program', positions: noPositions, unknownNames: [] },
  };

  expect(await runJob(broken, { runtime: bootOnly })).toMatchObject({ outcome: 'refused' });
});

test.each([
  ['ends the process', '() => process.exit(0)', 'malformed verdict'],
  ['ends it with an error', '() => process.exit(3)', 'crashed'],
  ['ends it by a signal', '() => process.kill(process.pid, "SIGTERM")', 'killed'],
  ['aborts', '() => process.abort()', 'killed'],
  [
    'closes the channel',
    '() => { require("node:fs").closeSync(3); process.exit(0); }',
    'malformed verdict',
  ],
  [
    'writes a verdict to the channel',
    `() => {
      const text = JSON.stringify({ number: 1, body: { said: 'emitted', salt: 'one', body: 'passed' } });
      require('node:fs').writeSync(3, Buffer.concat([Buffer.from([0, 0, 0, text.length]), Buffer.alloc(16), Buffer.from(text)]));
      process.exit(0);
    }`,
    'malformed verdict',
  ],
  [
    'writes a verdict to every other descriptor',
    `() => {
      for (const fd of [1, 2]) require('node:fs').writeSync(fd, '{"outcome":"passed"}');
      process.exit(0);
    }`,
    'malformed verdict',
  ],
  [
    'floods its output',
    '() => { for (;;) require("node:fs").writeSync(1, "x".repeat(60_000)); }',
    'too much output',
  ],
])(
  'even code that has left the compartment gets no verdict when it %s',
  async (_, code, outcome) => {
    const report = await escaped(code, { limits: { wallMsMax: 5_000 } });

    expect(report.outcome).toBe(outcome);
    expect(report.emitted).toEqual([]);
  },
);

test.each([
  ['a file', "() => require('node:fs').readFileSync('/etc/hostname', 'utf8')"],
  ['a folder', "() => require('node:fs').readdirSync('/')"],
  ['a program', "() => require('node:child_process').execSync('id')"],
  ['a thread', "() => new (require('node:worker_threads').Worker)('1', { eval: true })"],
  ['a new file', `() => require('node:fs').writeFileSync('${tmpdir()}/quorate-escaped', 'x')`],
])('even code that has left the compartment gets no hold of %s', async (_, code) => {
  const report = await escaped(code);

  expect(report.emitted).toMatchObject([{ body: { thrown: { kind: 'threw' } } }]);
  expect(JSON.stringify(report.emitted)).toMatch(/restricted|ERR_ACCESS_DENIED|permission/i);
  expect(existsSync(join(tmpdir(), 'quorate-escaped'))).toBe(false);
});

test('even code that has left the compartment finds neither an environment nor a network', async () => {
  const report = await escaped(`() => ({
    ...Object.fromEntries(Object.keys(process.env).map((name) => ['env ' + name, 1])),
    ...Object.fromEntries(Object.keys(require('node:os').networkInterfaces()).map((name) => ['net ' + name, 1])),
  })`);
  const body = report.emitted[0]!.body as { exports: string[] };
  const environment = body.exports.filter((name) => name.startsWith('env '));
  const network = body.exports.filter((name) => name.startsWith('net '));

  expect(environment.filter((name) => !/^env (TZ|LANG|PWD|SHLVL|_|OLDPWD)$/.test(name))).toEqual(
    [],
  );
  expect(network.length === 0 || !report.layers.includes('no network')).toBe(true);
});

test('a runtime is built once, and anew after an edit', async () => {
  const file = join(folder, 'edited.ts');
  await writeFile(file, 'console.log(1);');
  const first = await buildRuntime(file);
  const again = await buildRuntime(file);
  await writeFile(file, 'console.log(2);');
  const edited = await buildRuntime(file);

  expect(again).toBe(first);
  expect(edited).not.toBe(first);
  expect(await readFile(edited, 'utf8')).toContain('console.log(2)');
});
