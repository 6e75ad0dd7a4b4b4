// The glossary. Chapters underline these words where they first use them; the page "Glossary" lists them. Words mean here
// what they mean in the papers, and one thing each.
import { generalTerms } from './general-terms.ts';
import { logTerms } from './log-terms.ts';

export interface GlossaryTerm {
  /** Its anchor in the glossary. */
  readonly id: string;
  readonly name: string;
  /** How the word occurs in a text. Case does not matter. */
  readonly forms: readonly string[];
  /** One or two sentences, as plain text. */
  readonly definition: string;
  /** Ids of terms to compare it with. */
  readonly see?: readonly string[];
}

export const terms: readonly GlossaryTerm[] = [...generalTerms, ...logTerms];

export const termOf = (id: string): GlossaryTerm => {
  const found = terms.find((term) => term.id === id);
  if (!found) throw new Error(`The glossary has no term "${id}".`);
  return found;
};
