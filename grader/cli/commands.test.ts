import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readCatalogue } from './catalogue.ts';
import { readProgress } from './progress-file.ts';
import { findFact, hasPassed } from './progress.ts';
import { tryWorkbook } from './testing/workbook.ts';

test('the catalogue is in the order of the chapters, and of the pages in each', () => {
  const { root } = tryWorkbook();

  expect(readCatalogue(root)).toEqual(['01-one/first', '02-two/late', '02-two/early']);
});

test('an exercise without a suite is not in the catalogue, nor is a file that suites share', () => {
  const { root, write } = tryWorkbook();
  write('exercises/02-two/draft.ts', '');
  write('grader/suites/02-two/shared.ts', '');

  expect(readCatalogue(root)).toHaveLength(3);
});

test('grade ends with 0 when all passed, else with 1', async () => {
  const { quorate, write } = tryWorkbook();
  write('exercises/01-one/first.ts', '// passed');

  expect(await quorate('grade', 'first')).toMatchObject({ code: 0 });
  expect(await quorate('grade')).toMatchObject({ code: 1 });
  expect(await quorate('grade', '--solutions')).toMatchObject({ code: 0 });
});

test.each([
  ['an exercise that does not exist', ['grade', '02-two/latte'], 'Did you mean "02-two/late"?'],
  ['the beginning of a name', ['hint', 'fir'], 'Did you mean "first"?'],
  ['a name that is like no other', ['grade', 'zookeeper'], 'npx quorate list'],
  ['a chapter where one exercise is meant', ['hint', '02-two'], '02-two/late, 02-two/early'],
  ['a check that does not exist', ['grade', 'late', '--check', 'quite'], 'Did you mean "quiet"?'],
  ['a folder that does not exist', ['grade', '--submission', 'nowhere'], 'exercises/'],
  ['a command that does not exist', ['gade'], 'Did you mean grade?'],
  ['an option that does not exist', ['grade', '--slat', 'x'], 'Did you mean --salt?'],
  ['an argument that is missing', ['replay'], "missing required argument 'TOKEN'"],
  ['a number that is none', ['audit', '--salts', 'ten'], 'whole number'],
  ['no command', [], 'Commands:'],
])('%s: exit code 2, and what to do', async (_case, argv, tryThis) => {
  const { code, out, err } = await tryWorkbook().quorate(...argv);

  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.toLowerCase()).toContain(tryThis.toLowerCase());
  expect(err).not.toContain('    at ');
});

test('names may be bare, chapters, numbers of chapters, or paths that a shell completed', async () => {
  const { quorate, graded } = tryWorkbook();

  for (const name of ['late', '02-two', '02', 'exercises/02-two/early.ts']) {
    await quorate('grade', name);
  }

  expect(graded.map(({ id }) => id.slice('02-two/'.length))).toEqual([
    'late',
    'late',
    'early',
    'late',
    'early',
    'early',
  ]);
});

test('a submission is graded from its own folder, and leaves no progress', async () => {
  const { quorate, write, root } = tryWorkbook();
  write('class/ann/01-one/first.ts', '// passed');

  const { code, out } = await quorate('grade', '--submission', `${root}/class/ann`, '--json');

  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    exercises: [{ outcome: 'passed' }, { outcome: 'not started' }, { outcome: 'not started' }],
  });
  expect(readProgress(root).facts).toEqual([]);
});

test('a bug of the workbook is called one, with its stack', async () => {
  const { quorate, write } = tryWorkbook();
  write('exercises/01-one/first.ts', '// crash the judge');

  const { code, err } = await quorate('grade', 'first');

  expect(code).toBe(2);
  expect(err).toMatch(/Bug in the workbook[^]*the judge fell over\n\s+at /);
});

test('the best result stays when a later one is worse', async () => {
  const { quorate, write, root } = tryWorkbook();
  write('exercises/01-one/first.ts', '// passed');
  await quorate('grade', 'first');
  write('exercises/01-one/first.ts', '// failed');

  await quorate('grade', 'first');

  expect(hasPassed(readProgress(root), '01-one/first')).toBe(true);
  expect(findFact(readProgress(root), '01-one/first', 'last')?.outcome).toBe('failed');
});

test('each hint goes one tier further, and the last one stays', async () => {
  const { quorate, root } = tryWorkbook();

  const shown = [];
  for (let call = 0; call < 5; call += 1) shown.push((await quorate('hint', 'late')).out);

  expect(shown.map((text) => text.split('\n')[2])).toEqual([
    'Why?',
    'Look there.',
    'The rule.',
    'So.',
    'So.',
  ]);
  expect(findFact(readProgress(root), '02-two/late', 'hints')?.shown).toBe(4);
});

test('a reference is for those who passed, or insist', async () => {
  const { quorate, write } = tryWorkbook();

  expect(await quorate('solution', 'first')).toMatchObject({ code: 2, out: '' });
  expect(await quorate('solution', 'first', '--spoil')).toMatchObject({ out: '// passed\n' });

  write('exercises/01-one/first.ts', '// passed, my way\n');
  await quorate('grade', 'first');
  const { code, out } = await quorate('diff', 'first');
  expect(code).toBe(0);
  expect(out).toContain('-// passed, my way\n+// passed\n');
});

test('reset brings back the skeleton of the workbook, not of the commits of the learner', async () => {
  const { quorate, write, read, root } = tryWorkbook();
  const git = (...argv: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...argv], { cwd: root });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'the workbook');
  write('exercises/01-one/first.ts', '// mine\n');
  git('commit', '--quiet', '-a', '-m', 'my answer');

  expect(await quorate('reset', 'first')).toMatchObject({ code: 2 });
  expect(read('exercises/01-one/first.ts')).toBe('// mine\n');

  expect(await quorate('reset', 'first', '--yes')).toMatchObject({ code: 0 });
  expect(read('exercises/01-one/first.ts')).toBe('// failed\n');
  expect(read('.quorate/backups/01-one/first.2026-01-02T03-04-05.ts')).toBe('// mine\n');
});

test('start in a pipe says once where things stand, and ends well', async () => {
  const { quorate, write } = tryWorkbook();
  write('exercises/01-one/first.ts', '// passed');
  await quorate('grade', 'first');

  const { code, out } = await quorate('start');

  expect(code).toBe(0);
  expect(out).toContain('02-two/early');
  expect(out).toContain('Next: open exercises/02-two/late.ts');
});

test('start goes on with the exercise that was turned to last', async () => {
  const { quorate } = tryWorkbook();
  await quorate('start', 'early');

  expect((await quorate('start')).out).toContain('Next: open exercises/02-two/early.ts');
});

test('an audit with a wrong cell ends with 1', async () => {
  const { quorate } = tryWorkbook();

  expect(await quorate('audit')).toMatchObject({ code: 1, out: 'matrix\n' });
  expect(await quorate('audit', '--json')).toMatchObject({ code: 1, out: '{"answers":[]}\n' });
});

test('a page is asked for where nothing broke: that is said, after the verdict', async () => {
  const { quorate, write } = tryWorkbook();
  write('exercises/01-one/first.ts', '// passed\n');
  const { code, out, err } = await quorate('grade', '01-one/first', '--html', 'story.html');

  expect(code).toBe(2);
  expect(out).toContain('1 promise kept');
  expect(err).toContain('Nothing was written to story.html: no promise broke.');
});

test('a page is asked for of a check that has no story', async () => {
  const { err } = await tryWorkbook().quorate('grade', '01-one/first', '--html', 'story.html');

  expect(err).toContain('“It works in a quiet world” has no story to draw.');
});
