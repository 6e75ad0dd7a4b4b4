// Rules about the code that a reader can rely on: who imports whom, and which trees mirror each other.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { declaredWrongAnswers, readTexts } from './audit/answers.ts';
import { lazyAnswers } from './audit/lazy.ts';
import { applyEdits } from './mutants/mutant.ts';
import { suites } from './suites/all.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Who may import whom. A folder may always import itself; nothing else of ours is implied. */
const mayImport: Record<string, string[]> = {
  'grader/sim': [],
  'grader/history': [],
  'grader/explorer': ['grader/sim'],
  // A part is judged together with the references of all other parts.
  'grader/suites': ['grader/sim', 'grader/history', 'grader/explorer', '#raft', 'solutions'],
  'grader/mutants': ['grader/sim', 'solutions'],
  'grader/variants': ['#sim', '#raft'],
  'grader/judge': ['grader/sim', 'grader/history', 'grader/explorer', 'grader/suites', '#raft'],
  'grader/report': ['grader/sim', 'grader/judge/verdict.ts'],
  'grader/audit': ['grader/judge', 'grader/suites', 'grader/mutants'],
  exercises: ['#sim', '#raft'],
  solutions: ['#sim', '#raft'],
};

test.each(Object.keys(mayImport))('%s imports only what it may', (folder) => {
  const allowed = [folder, ...mayImport[folder]!];
  const strays = sourceFiles(folder)
    .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
    .filter(({ target }) => target.startsWith('#') || target.includes('/'))
    .filter(({ target }) => isOurs(target) && !allowed.some((prefix) => target.startsWith(prefix)))
    .map(({ file, target }) => `${file} imports ${target}`);

  expect(strays).toEqual([]);
});

/** Runs in a browser's worker as it does here. */
const isomorphic = [
  'grader/sim',
  'grader/history',
  'grader/explorer',
  'grader/suites',
  'grader/judge',
  'grader/report',
];

// That it names no global of Node either is what the types of the root configuration are for.
test.each(isomorphic)('%s imports nothing of Node', (folder) => {
  const strays = sourceFiles(folder)
    .filter((file) => !file.includes('/host/'))
    .filter((file) => /from 'node:/.test(code(file)));

  expect(strays).toEqual([]);
});

const exercises = exerciseIds();

test('every exercise has its suite in the list, in the order of the course', () => {
  expect(suites.map(({ exercise }) => exercise).toSorted()).toEqual(exercises);
});

test.each(exercises)('%s stands in every tree', (exercise) => {
  const places = [
    `chapters/${exercise}.mdx`,
    `exercises/${exercise}.test.ts`,
    `solutions/${exercise}.ts`,
    `grader/suites/${exercise}.ts`,
    `grader/mutants/${exercise}.ts`,
  ];

  expect(places.filter((place) => !existsSync(join(root, place)))).toEqual([]);
});

test.each(suites)(
  '$exercise: ids are unique, sections exist, one check opens, budgets are a tenth at most',
  (suite) => {
    const ids = suite.checks.map(({ id }) => id);
    const points = suite.checks.reduce((sum, check) => sum + check.points, 0);
    const budget = suite.checks.reduce(
      (sum, check) => sum + (check.kind === 'budget' ? check.points : 0),
      0,
    );

    expect(new Set(ids).size).toBe(ids.length);
    expect(suite.checks.map(({ opens }) => opens ?? false)).toEqual(
      suite.checks.map((_, index) => index === 0),
    );
    expect(budget).toBeLessThanOrEqual(points / 10);
    expect(
      suite.checks.filter(({ chapter }) => !sectionExists(chapter)).map(({ chapter }) => chapter),
    ).toEqual([]);
  },
);

test.each(suites)('$exercise: simulations and explorations say what must be seen', (suite) => {
  const silent = suite.checks
    .filter(({ kind }) => kind === 'simulation' || kind === 'exploration')
    .filter((check) => 'sometimes' in check && Object.keys(check.sometimes).length === 0);

  expect(silent.map(({ id }) => id)).toEqual([]);
});

test.each(suites)(
  '$exercise: the skeleton has something to do, and is not the reference',
  (suite) => {
    const skeleton = read(`exercises/${suite.exercise}.ts`);

    const hasWork = suite.startsWrong ?? /TODO\(\d+\.\d+[a-z]?\)/.test(skeleton);

    expect(hasWork).toBe(true);
    expect(skeleton).not.toBe(read(`solutions/${suite.exercise}.ts`));
  },
);

test.each(suites)(
  '$exercise: each mutant changes the reference, and names a check that there is',
  async (suite) => {
    const { mutants } = await declaredWrongAnswers(suite.exercise);
    const reference = await readTexts(join(root, `solutions/${suite.exercise}.ts`));
    const unknown = mutants.filter(
      ({ caughtBy }) => !suite.checks.some(({ id }) => id === caughtBy),
    );

    expect(unknown.map(({ id }) => id)).toEqual([]);
    const texts = mutants.map((mutant) => JSON.stringify(applyEdits(reference, mutant)));
    expect(texts.filter((text) => text === JSON.stringify(reference))).toEqual([]);
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
    expect(lazyAnswers(suite).length).toBeGreaterThan(3);
  },
);

test.each(suites.filter(({ startsWrong }) => !startsWrong))(
  '$exercise: every check but the first has a mutant of its own',
  async (suite) => {
    const { mutants } = await declaredWrongAnswers(suite.exercise);
    const idle = suite.checks.filter(({ id }) => !mutants.some(({ caughtBy }) => caughtBy === id));

    expect(idle.filter(({ opens }) => !opens).map(({ id }) => id)).toEqual([]);
  },
);

function exerciseIds(): string[] {
  return readdirSync(join(root, 'exercises'))
    .filter((chapter) => /^\d\d-/.test(chapter))
    .flatMap((chapter) =>
      readdirSync(join(root, 'exercises', chapter))
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
        .map((file) => `${chapter}/${file.slice(0, -'.ts'.length)}`),
    )
    .toSorted();
}

/** Source files below a folder, tests and their support aside. */
function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$|\btesting\b|\.d\.ts$/.test(file))
    .map((file) => `${folder}/${file}`);
}

/** What a file imports, from the root of the project; packages by their name. */
function importsOf(file: string): string[] {
  return [...code(file).matchAll(/(?:from|import) '([^']+)'/g)].map(([, target]) =>
    target!.startsWith('.') ? relative(root, join(root, dirname(file), target!)) : target!,
  );
}

const isOurs = (target: string): boolean =>
  target.startsWith('#') || existsSync(join(root, target));

function sectionExists(anchor: string): boolean {
  const [page, section] = anchor.split('#');
  const file = `chapters/${page!}.mdx`;
  if (!existsSync(join(root, file))) return false;
  return section === undefined || headings(read(file)).includes(section);
}

/** Ids of headings, as the site gives them: the explicit one, or the words in lower case. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, title]) => {
    const explicit = /\{#([\w-]+)\}\s*$/.exec(title!) ?? /\{\/\* #([\w-]+) \*\/\}\s*$/.exec(title!);
    if (explicit) return explicit[1]!;
    return title!
      .trim()
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(/\s+/g, '-');
  });
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const code = (file: string): string => read(file).replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, '');
