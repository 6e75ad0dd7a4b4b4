// Where the files of an exercise are. The trees mirror each other, name for name.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Problem } from './problem.ts';

/** Whose answer is looked at: the learner's, the references, or a folder that mirrors `exercises/`. */
export type Source = 'exercises' | 'solutions' | { readonly folder: string };

export const exerciseFile = (root: string, id: string): string =>
  join(root, 'exercises', `${id}.ts`);

export const solutionFile = (root: string, id: string): string =>
  join(root, 'solutions', `${id}.ts`);

export const chapterFile = (root: string, id: string): string =>
  join(root, 'chapters', `${id}.mdx`);

/** The file with the answer, or `undefined` where the source has none: that exercise is not started. */
export function answerFile(root: string, id: string, source: Source): string | undefined {
  const file = join(answerFolder(root, source), `${id}.ts`);
  return existsSync(file) ? file : undefined;
}

export const answerFolder = (root: string, source: Source): string =>
  typeof source === 'string' ? join(root, source) : source.folder;

/**
 * The exercises whose files make an answer: its own, then those that it imports from beside it. Where all parts are the
 * learner's, they are the files of other exercises.
 */
export function idsOfAnswer(folder: string, id: string): string[] {
  const ids = [id];
  for (const each of ids) {
    const text = textOf(join(folder, `${each}.ts`)) ?? '';
    for (const [, name] of text.matchAll(/\bfrom ['"]\.\/([\w-]+)(?:\.ts)?['"]/g)) {
      const other = `${dirname(each)}/${name!}`;
      if (!ids.includes(other)) ids.push(other);
    }
  }
  return ids;
}

/**
 * The folder of a submission, as an absolute path.
 * npm runs scripts in the root of the checkout: a relative path may also be meant from where npm was called.
 */
export function submissionFolder(folder: string, env: NodeJS.ProcessEnv): string {
  const bases = [process.cwd(), env['INIT_CWD']].filter((base) => base !== undefined);
  const found = bases
    .map((base) => resolve(base, folder))
    .find((path) => existsSync(path) && statSync(path).isDirectory());
  if (found !== undefined) return found;
  throw new Problem(
    `There is no folder "${folder}".`,
    'Name a folder that is laid out like exercises/: DIR/02-quorums/majority.ts',
  );
}

/** The path as a reader would type it. */
export const shown = (root: string, path: string): string =>
  relative(root, path).replaceAll('\\', '/');

/** The text of a file, or `undefined` where there is none. */
export const textOf = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, 'utf8') : undefined;

/** Names in a folder, or none where there is no such folder. */
export const namesIn = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder) : [];
