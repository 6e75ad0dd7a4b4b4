// The files of an answer, found from its own one along its imports, in the order in which they run: each once, after all that
// it imports, as modules do.
import type { Position } from '../../../grader/judge/verdict.ts';
import type { Texts } from '../../../grader/mutants/mutant.ts';
import { type Stripped, stripTypes } from './strip-types.ts';
import { Refused } from './syntax.ts';

/** A file of an answer, as the verdict names it: `03-raft/commit.ts`. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

export interface Module extends Source {
  readonly stripped: Stripped;
  /** Files of the answer, by the specifiers that import them here. */
  readonly needs: ReadonlyMap<string, string>;
}

export interface Refusal {
  readonly because: string;
  readonly at?: Position;
}

export const lineBreak = /\r\n|[\n\r\u2028\u2029]/;

/** As on the command line. */
const bytesMax = 128 * 1024;

export const tooDeep: Refusal = { because: 'This code is nested too deeply to be read.' };
const tooLarge: Refusal = {
  because: `More than ${bytesMax / 1024} KB of code: nothing here needs as much.`,
};

/**
 * The modules, the answer's own file last; or why they can't run.
 * `allowed` are the modules that the judge injects.
 */
export function modulesIn(
  file: string,
  texts: Texts,
  allowed: readonly string[],
): readonly Module[] | Refusal {
  const sources = new Map([[file, texts.source]]);
  for (const [name, text] of Object.entries(texts.beside)) {
    const other = pathFrom(file, name);
    if (other !== undefined) sources.set(other, text);
  }
  const reader = new Reader(sources, allowed);
  reader.read(file);
  if (reader.bytes > bytesMax) return tooLarge;
  // The first one of the first file, as on the command line, whatever was looked at first.
  const [first] = reader.refusals.toSorted(
    ({ at: a }, { at: b }) =>
      compareNames(a?.file ?? '', b?.file ?? '') || (a?.line ?? 0) - (b?.line ?? 0),
  );
  return first ?? reader.modules;
}

const compareNames = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

class Reader {
  readonly modules: Module[] = [];
  readonly refusals: Refusal[] = [];
  bytes = 0;
  readonly #sources: ReadonlyMap<string, string>;
  readonly #allowed: readonly string[];
  readonly #seen = new Set<string>();
  /** Those whose imports are being read: each imports the next. */
  readonly #open: string[] = [];

  constructor(sources: ReadonlyMap<string, string>, allowed: readonly string[]) {
    this.#sources = sources;
    this.#allowed = allowed;
  }

  read(file: string): void {
    if (this.#seen.has(file)) return;
    this.#seen.add(file);
    // A byte order mark is no code.
    const source = { file, text: this.#sources.get(file)!.replace(/^\uFEFF/, ' ') };
    this.bytes += new TextEncoder().encode(source.text).length;
    if (this.bytes > bytesMax) return;
    this.#open.push(file);
    const module = this.#parsed(source);
    this.#open.pop();
    if (module) this.modules.push(module);
  }

  #parsed(source: Source): Module | undefined {
    try {
      const stripped = stripTypes(source.text);
      const needs = new Map<string, string>();
      for (const { from, pos } of stripped.imports) {
        if (this.#allowed.includes(from)) continue;
        const other = this.#find(source, from, pos);
        needs.set(from, other);
        this.read(other);
      }
      this.#refuseChanging(stripped, needs);
      return { ...source, stripped, needs };
    } catch (error) {
      this.refusals.push(refusalOf(error, source));
      return undefined;
    }
  }

  #find({ file }: Source, specifier: string, pos: number): string {
    if (!/^\.\.?\//.test(specifier)) {
      const known = [...this.#allowed, 'files of exercises'].join(', ');
      throw new Refused(`"${specifier}" can't be imported here, only ${known}.`, pos);
    }
    const wanted = pathFrom(file, specifier);
    if (wanted === undefined) {
      throw new Refused(`"${specifier}" lies outside of the exercises.`, pos);
    }
    const candidates = [wanted, `${wanted}.ts`, wanted.replace(/\.js$/, '.ts')];
    const found = candidates.find((candidate) => this.#sources.has(candidate));
    if (found === undefined) {
      const because = `There is no file "${wanted}" here. A text in the page can import the files of exercises; what it needs of any other belongs into the text itself.`;
      throw new Refused(because, pos);
    }
    if (this.#open.includes(found)) {
      const circle = [...this.#open.slice(this.#open.indexOf(found)), found].map((path) =>
        path.split('/').at(-1)!,
      );
      const because = `These files import each other in a circle: ${circle.join(', ')}. None of them can run first: move what they share into one that imports none of the others.`;
      throw new Refused(because, pos);
    }
    return found;
  }

  #refuseChanging({ imports }: Stripped, needs: ReadonlyMap<string, string>): void {
    for (const { from, names, pos } of imports) {
      const other = this.modules.find(({ file }) => file === needs.get(from));
      if (!other) continue;
      const changing = names.find((name) => other.stripped.changing.includes(name));
      if (changing !== undefined) {
        const because = `"${changing}" of "${from}" is assigned to after it was exported, and the page can't follow that: export a function that returns it.`;
        throw new Refused(because, pos);
      }
    }
  }
}

/** The path that a specifier in a file means; `undefined` where it leads out of all folders. */
function pathFrom(file: string, specifier: string): string | undefined {
  const path = file.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..' && path.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.') path.push(part);
  }
  return path.join('/');
}

/** What a parser has thrown, as a sentence with its place. */
function refusalOf(error: unknown, source: Source): Refusal {
  if (error instanceof RangeError) return tooDeep;
  if (!(error instanceof Error) || !('pos' in error) || typeof error.pos !== 'number') throw error;
  const before = source.text.slice(0, error.pos).split(lineBreak);
  const because = error.message.replace(/ \(\d+:\d+\)$/, '').replace(/\.?$/, '.');
  const at = { file: source.file, line: before.length, column: before.at(-1)!.length + 1 };
  return { because, at: withLine(at, source.text) };
}

export const withLine = <At extends { readonly line: number }>(at: At, text: string) => ({
  ...at,
  source: text.split(lineBreak)[at.line - 1] ?? '',
});
