// The terms that fingerprints are sums of: one for each numbered part of a state, and for each renaming of nodes.
import { Numbers } from './columns.ts';
import { highTerm, lowTerm } from './fingerprints.ts';

const kinds = { cells: 1, envelopes: 2, watches: 3, crashes: 4 };

export class Terms {
  /** `low.at[id * renamings + renaming]` */
  readonly low = new Numbers();
  readonly high = new Numbers();
  readonly #kind: number;
  readonly #renamings: number;
  /** Numbers of parts by text, renamed ones included: only where there is more than one name for a thing. */
  readonly #numbers = new Map<string, number>();

  constructor(kind: keyof typeof kinds, renamings: number) {
    this.#kind = kinds[kind];
    this.#renamings = renamings;
  }

  /** Parts are added in the order of their numbers, each with its text under every renaming. */
  add(id: number, texts: readonly (() => string)[]): void {
    for (const text of texts) {
      const number = this.#renamings === 1 ? id : this.#numberOf(text());
      this.low.push(lowTerm(this.#kind, number));
      this.high.push(highTerm(this.#kind, number));
    }
  }

  #numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }
}
