// The exercises, in the order in which they are meant. No list is kept anywhere: an exercise is there as soon as its file
// is in `exercises/` and its suite in `grader/suites/`. Chapters are in the order of their numbers; inside a chapter, the
// `sidebar_position` of each page decides, so that the site and the command line can't disagree.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Suite } from '../suites/suite.ts';
import { chapterFile, namesIn, textOf } from './exercise-file.ts';

/** Ids such as `02-quorums/register`, in order. */
export function readCatalogue(root: string): string[] {
  const suites = join(root, 'grader', 'suites');
  return namesIn(suites)
    .filter((chapter) => /^\d\d-/.test(chapter))
    .toSorted()
    .flatMap((chapter) =>
      namesIn(join(suites, chapter))
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
        .map((name) => `${chapter}/${name.slice(0, -'.ts'.length)}`)
        .filter((id) => namesIn(join(root, 'exercises', chapter)).includes(`${nameOf(id)}.ts`))
        .map((id) => ({ id, position: positionOf(root, id) }))
        .toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
        .map(({ id }) => id),
    );
}

export const chapterOf = (id: string): string => id.slice(0, id.indexOf('/'));

export const nameOf = (id: string): string => id.slice(id.indexOf('/') + 1);

/** A page without a position comes after those that have one. */
function positionOf(root: string, id: string): number {
  const [, frontMatter = ''] =
    /^---\r?\n([^]*?)\r?\n---/.exec(textOf(chapterFile(root, id)) ?? '') ?? [];
  const [, position] = /^sidebar_position:\s*(\d+)/m.exec(frontMatter) ?? [];
  return position === undefined ? Number.MAX_SAFE_INTEGER : Number(position);
}

/** The suite of an exercise. Loaded when asked for: a suite brings the simulator with it. */
export async function loadSuite(root: string, id: string): Promise<Suite> {
  const url = pathToFileURL(join(root, 'grader', 'suites', `${id}.ts`)).href;
  const module = (await import(url)) as { default: Suite };
  return module.default;
}
