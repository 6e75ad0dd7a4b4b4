// The editor's text as code that a compartment can run: types are taken off here, in the page, without a bundler.
//
// The command line bundles with esbuild, which is too heavy for a page. What comes of it is the same: one function that has
// `module`, `exports` and `require`, a tick in every loop and call, and the way back to the lines that were written. Each
// file stays a function of its own, so that none sees the names of another.
import type { Bundle } from '../../../grader/judge/compartment.ts';
import { instrument } from '../../../grader/judge/instrument.ts';
import { locate, type Positions, shiftPositions } from '../../../grader/judge/source-map.ts';
import type { Position } from '../../../grader/judge/verdict.ts';
import type { Texts } from '../../../grader/mutants/mutant.ts';
import { lineBreak, type Module, modulesIn, type Refusal, tooDeep, withLine } from './files.ts';

export type Compiled =
  | { readonly outcome: 'compiled'; readonly bundle: Bundle }
  | { readonly outcome: 'does not compile'; readonly because: string; readonly at?: Position };

/** `file` is the name of the answer's own: `03-raft/commit.ts`. `allowedImports` are the modules that the judge injects. */
export function compile(file: string, texts: Texts, allowedImports: readonly string[]): Compiled {
  const modules = modulesIn(file, texts, allowedImports);
  if ('because' in modules) return refused(modules);
  const bundles: Bundle[] = [];
  for (const module of modules) {
    const made = bundleOf(module);
    if ('because' in made) return refused(made);
    bundles.push(made);
  }
  return { outcome: 'compiled', bundle: linked(modules, bundles) };
}

const refused = (refusal: Refusal): Compiled => ({ outcome: 'does not compile', ...refusal });

function bundleOf(module: Module): Bundle | Refusal {
  const { before, code, after } = module.stripped;
  const positions = positionsOf(module);
  const result = instrument(before + code + after);
  if (result.outcome === 'nested too deeply') return tooDeep;
  if (result.outcome === 'refused') {
    const { because, line, column } = result;
    const at = locate(positions, line, column);
    return { because, ...(at ? { at: withLine(at, module.text) } : {}) };
  }
  const { shifts, unknownNames } = result;
  return { code: result.code, positions: shiftPositions(positions, shifts), unknownNames };
}

/** Every token stands where it stood, but that the first line has moved. */
function positionsOf({ file, text, stripped: { tokens, before } }: Module): Positions {
  const starts = lineStarts(text);
  const lines: [column: number, file: number, line: number, sourceColumn: number][][] = starts.map(
    () => [],
  );
  let line = 0;
  for (const { start } of tokens) {
    while (line + 1 < starts.length && starts[line + 1]! <= start) line++;
    const column = start - starts[line]!;
    lines[line]!.push([column + (line === 0 ? before.length : 0), 0, line, column]);
  }
  return { files: [file], lines };
}

const lineStarts = (text: string): number[] => [
  0,
  ...[...text.matchAll(new RegExp(lineBreak, 'g'))].map(({ 0: end, index }) => index + end.length),
];

/**
 * Calls the functions of all files, in their order, with what the ones before have exported. `needs` says which: for each
 * file, the number of another by the specifier that imports it. Files are given to it, and so have no name for what is in it.
 */
const linker =
  '((needs,...files)=>(...given)=>{const factories=files.map((file)=>file(...given));' +
  'return(module,exports,require)=>{const made=[];factories.forEach((factory,index)=>{' +
  'const own=index+1===files.length?module:{exports:{}};' +
  'const find=(name)=>made[needs[index].get(name)]??require(name);' +
  'factory(own,own.exports,find);made.push(Object.freeze(own.exports))})}})';

/** All files as one function, each on lines of its own. */
function linked(modules: readonly Module[], bundles: readonly Bundle[]): Bundle {
  const numbers = new Map(modules.map(({ file }, index) => [file, index]));
  const needs = modules.map((module) => {
    const entries = [...module.needs].map(([name, file]) => [name, numbers.get(file)]);
    return `new Map(${JSON.stringify(entries)})`;
  });
  const lines: Positions['lines'][number][] = [[]];
  for (const [number, { code, positions }] of bundles.entries()) {
    for (let line = 0; line < lineStarts(code).length; line++) {
      const segments = positions.lines[line] ?? [];
      lines.push(segments.map(([column, , ...source]) => [column, number, ...source] as const));
    }
  }
  return {
    code: `${linker}([${needs.join(',')}],\n${bundles.map(({ code }) => code).join(',\n')})`,
    positions: { files: modules.map(({ file }) => file), lines },
    unknownNames: [...new Set(bundles.flatMap(({ unknownNames }) => unknownNames))],
  };
}
