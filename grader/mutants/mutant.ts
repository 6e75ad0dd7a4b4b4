// Wrong answers that a suite must catch, each a small edit of the reference: data that can't drift, since an edit that
// doesn't match exactly once is an error.

export interface Mutant {
  readonly id: string;
  /** What is wrong, in a sentence that a learner understands. */
  readonly wrong: string;
  readonly edits: readonly Edit[];
  /** The id of the check that must catch it. */
  readonly caughtBy: string;
  /** Where people really make this mistake: a paper, a post-mortem, an issue. */
  readonly seen?: string;
}

export interface Edit {
  readonly find: string;
  readonly replace: string;
  /** A file beside the exercise's that the answer imports: `commit.ts`. The exercise's own, where absent. */
  readonly file?: string;
}

/** What is written for an exercise. */
export interface Texts {
  /** Of the exercise's own file. */
  readonly source: string;
  /** Of the files beside it that it imports, by their names. */
  readonly beside: Readonly<Record<string, string>>;
}

/** The files of its own folder, or near it, that a text imports: `commit.ts`, `../commit/median.ts`. */
export const namesBeside = (source: string): string[] => [
  ...new Set(
    [...source.matchAll(/from '((?:\.\/|\.\.\/)[\w./-]+\.ts)'/g)].map(([, name]) =>
      name!.replace(/^\.\//, ''),
    ),
  ),
];

/** A wrong answer that is not an edit: a whole module. `./reference.ts` beside it is the reference. */
export interface LazyAnswer {
  readonly id: string;
  readonly source: string;
}

export interface WrongAnswers {
  readonly exercise: string;
  readonly mutants: readonly Mutant[];
  /** Lazy answers beyond those that every exercise gets: "always refuse", "decide its own value". */
  readonly lazy: readonly LazyAnswer[];
}

/** A mutant with one edit is written flat; one with several lists them. */
type MutantOf = Omit<Mutant, 'edits'> & (Edit | { readonly edits: readonly Edit[] });

export const mutantsOf = (
  exercise: string,
  mutants: readonly MutantOf[],
  lazy: readonly LazyAnswer[] = [],
): WrongAnswers => ({
  exercise,
  mutants: mutants.map(({ id, wrong, caughtBy, seen, ...edit }) => ({
    id,
    wrong,
    caughtBy,
    edits: 'edits' in edit ? edit.edits : [edit],
    ...(seen === undefined ? {} : { seen }),
  })),
  lazy,
});

/**
 * The texts of a mutant.
 * @throws Error when an edit does not match exactly once.
 */
export function applyEdits(reference: Texts, mutant: Mutant): Texts {
  return mutant.edits.reduce(({ source, beside }, edit) => {
    const { file } = edit;
    if (file === undefined) return { source: applyEdit(source, edit, mutant.id), beside };
    return {
      source,
      beside: { ...beside, [file]: applyEdit(beside[file] ?? '', edit, mutant.id) },
    };
  }, reference);
}

function applyEdit(text: string, { find, replace }: Edit, id: string): string {
  const matches = text.split(find).length - 1;
  if (matches !== 1) {
    throw new Error(`Mutant "${id}": the edit matches ${matches} times, not once:\n${find}`);
  }
  return text.replace(find, () => replace);
}
