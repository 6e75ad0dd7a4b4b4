// Every answer whose mark is known in advance: the reference, variants, mutants, lazy answers and the skeleton.
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { applyEdits, type WrongAnswers } from '../mutants/mutant.ts';
import type { Suite } from '../suites/suite.ts';
import { lazyAnswers } from './lazy.ts';

export type AnswerKind = 'reference' | 'variant' | 'mutant' | 'lazy' | 'skeleton';

export interface KnownAnswer {
  readonly exercise: string;
  readonly kind: AnswerKind;
  readonly id: string;
  /** The exercise's file. */
  readonly source: string;
  /** What else stands beside it, by file name: a lazy answer wraps the reference, other parts of a server. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Of a mutant: the check that must catch it. */
  readonly caughtBy?: string;
  /** Of a mutant: what is wrong, for a reader. */
  readonly wrong?: string;
}

/** All known answers of an exercise. @throws Error when an edit of a mutant does not match exactly once. */
export async function knownAnswers(root: string, suite: Suite): Promise<KnownAnswer[]> {
  const { exercise } = suite;
  const reference = await readFile(join(root, 'solutions', `${exercise}.ts`), 'utf8');
  const skeleton = await readFile(join(root, 'exercises', `${exercise}.ts`), 'utf8');
  const wrong = await declaredWrongAnswers(exercise);
  const others = await siblings(join(root, 'solutions'), exercise, reference);
  const besideSkeleton = await siblings(join(root, 'exercises'), exercise, skeleton);
  const answers: KnownAnswer[] = [
    { exercise, kind: 'reference', id: 'reference', source: reference },
    ...(await variants(root, exercise)),
    ...wrong.mutants.map((mutant): KnownAnswer => {
      const source = applyEdits(reference, mutant);
      const { id, caughtBy } = mutant;
      return { exercise, kind: 'mutant', id, source, caughtBy, wrong: mutant.wrong };
    }),
    ...[...lazyAnswers(suite), ...wrong.lazy].map(({ id, source }): KnownAnswer => ({
      exercise,
      kind: 'lazy',
      id,
      source,
      beside: { 'reference.ts': reference },
    })),
  ];
  return [
    ...answers.map((answer) => ({ ...answer, beside: { ...others, ...answer.beside } })),
    { exercise, kind: 'skeleton', id: 'skeleton', source: skeleton, beside: besideSkeleton },
  ];
}

/** The files of the same folder that a file imports: where all parts are the learner's, they are a part of the answer. */
async function siblings(
  folder: string,
  exercise: string,
  source: string,
): Promise<Record<string, string>> {
  const names = [...source.matchAll(/from '\.\/([\w-]+\.ts)'/g)].map(([, name]) => name!);
  const read = (name: string) => readFile(join(folder, dirname(exercise), name), 'utf8');
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await read(name)] as const)),
  );
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
      const source = await readFile(join(folder, file), 'utf8');
      return { exercise, kind: 'variant', id: basename(file, '.ts'), source };
    }),
  );
}
