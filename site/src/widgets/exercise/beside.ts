// The texts that an exercise's text imports: those of other exercises, as the reader has them in this browser.
import type { Texts } from '../../../../grader/mutants/mutant.ts';

/** An exercise whose text is judged along with another one's. */
export interface Beside {
  /** `03-raft/commit`. */
  readonly exercise: string;
  readonly text: string;
  /** False where it is still the skeleton. */
  readonly isWritten: boolean;
}

/** The text of an exercise, or `undefined` where there is no such exercise. */
export type Texting = (exercise: string) => Promise<Omit<Beside, 'exercise'> | undefined>;

const imported = /\b(?:from|import)\s*['"](\.\.?\/[^'"\n]+)['"]/g;

/** The exercises whose files a text names, if there are such: `./commit.ts` beside `03-raft/all-parts` is `03-raft/commit`. */
export function exercisesBeside(exercise: string, text: string): string[] {
  const ids = [...text.matchAll(imported)].map(([, path]) => exerciseAt(exercise, path!));
  return [...new Set(ids)].filter((id) => id !== exercise);
}

function exerciseAt(exercise: string, path: string): string {
  const parts = exercise.split('/').slice(0, -1);
  for (const part of path.replace(/\.[jt]s$/, '').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** What a text imports, and what that imports in turn. A file of no exercise is left out: the judge says that it is missing. */
export async function besideOf(
  exercise: string,
  text: string,
  textOf: Texting,
): Promise<readonly Beside[]> {
  const found = new Map<string, Beside>();
  const wanted = exercisesBeside(exercise, text);
  for (const id of wanted) {
    const known = id === exercise ? undefined : await textOf(id);
    if (!known) continue;
    found.set(id, { exercise: id, ...known });
    wanted.push(...exercisesBeside(id, known.text).filter((each) => !wanted.includes(each)));
  }
  return [...found.values()];
}

/** As the judge takes them: by the paths from the exercise's folder. */
export function textsOf(exercise: string, source: string, beside: readonly Beside[]): Texts {
  const [chapter] = exercise.split('/');
  const named = beside.map(({ exercise: id, text }) => {
    const [folder, name] = id.split('/');
    return [folder === chapter ? `${name}.ts` : `../${id}.ts`, text] as const;
  });
  return { source, beside: Object.fromEntries(named) };
}

/** `commit.ts`, as a reader says it. */
export const fileName = (exercise: string): string => `${exercise.split('/').at(-1)!}.ts`;
