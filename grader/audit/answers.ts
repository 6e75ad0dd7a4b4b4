// Every answer whose mark is known in advance: the reference, variants, mutants, lazy answers and the skeleton.
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { applyEdits, namesBeside, type Texts, type WrongAnswers } from '../mutants/mutant.ts';
import type { Suite } from '../suites/suite.ts';
import { lazyAnswers } from './lazy.ts';

export type AnswerKind = 'reference' | 'variant' | 'mutant' | 'lazy' | 'skeleton';

export interface KnownAnswer extends Texts {
  readonly exercise: string;
  readonly kind: AnswerKind;
  readonly id: string;
  /** Of a mutant: the check that must catch it. */
  readonly caughtBy?: string;
  /** Of a mutant: what is wrong, for a reader. */
  readonly wrong?: string;
}

/** All known answers of an exercise. @throws Error when an edit of a mutant does not match exactly once. */
export async function knownAnswers(root: string, suite: Suite): Promise<KnownAnswer[]> {
  const { exercise } = suite;
  const reference = await readTexts(join(root, 'solutions', `${exercise}.ts`));
  const skeleton = await readTexts(join(root, 'exercises', `${exercise}.ts`));
  const wrong = await declaredWrongAnswers(exercise);
  return [
    { exercise, kind: 'reference', id: 'reference', ...reference },
    ...(await variants(root, exercise)),
    ...wrong.mutants.map((mutant): KnownAnswer => {
      const { id, caughtBy } = mutant;
      return {
        exercise,
        kind: 'mutant',
        id,
        ...applyEdits(reference, mutant),
        caughtBy,
        wrong: mutant.wrong,
      };
    }),
    ...[...lazyAnswers(suite), ...wrong.lazy].map(({ id, source }): KnownAnswer => {
      const beside = { ...reference.beside, 'reference.ts': reference.source };
      return { exercise, kind: 'lazy', id, source, beside };
    }),
    { exercise, kind: 'skeleton', id: 'skeleton', ...skeleton },
  ];
}

/** A file, and those that it imports from its own folder: where all parts are the learner's, they belong to the answer. */
export async function readTexts(file: string): Promise<Texts> {
  const source = await readFile(file, 'utf8');
  const names = namesBeside(source);
  const texts = await Promise.all(names.map((name) => readFile(join(dirname(file), name), 'utf8')));
  const beside = Object.fromEntries(names.map((name, index) => [name, texts[index]!]));
  return { source, beside };
}

/** The wrong answers of an exercise, as its file of mutants declares them. */
export async function declaredWrongAnswers(exercise: string): Promise<WrongAnswers> {
  const file = new URL(`../mutants/${exercise}.ts`, import.meta.url).href;
  const module = (await import(file)) as { default: WrongAnswers };
  return module.default;
}

async function variants(root: string, exercise: string): Promise<KnownAnswer[]> {
  const folder = join(root, 'grader/variants', exercise);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).toSorted();
  return Promise.all(
    files.map(async (file): Promise<KnownAnswer> => {
      const texts = await readTexts(join(folder, file));
      return { exercise, kind: 'variant', id: basename(file, '.ts'), ...texts };
    }),
  );
}
