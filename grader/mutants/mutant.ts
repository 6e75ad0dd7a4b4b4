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
}

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
 * The source of a mutant.
 * @throws Error when an edit does not match exactly once.
 */
export function applyEdits(source: string, mutant: Mutant): string {
  return mutant.edits.reduce((text, { find, replace }) => {
    const matches = text.split(find).length - 1;
    if (matches !== 1) {
      throw new Error(
        `Mutant "${mutant.id}": the edit matches ${matches} times, not once:\n${find}`,
      );
    }
    return text.replace(find, () => replace);
  }, source);
}
