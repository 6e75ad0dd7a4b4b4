// The editor's text as code that a compartment can run: types are taken off here, in the page, without a bundler.
//
// The command line bundles with esbuild, which is too heavy for a page. What comes of it is the same: one function body
// that has `module`, `exports` and `require`, a tick in every loop and call, and the way back to the lines that were
// written. An exercise in the page is one file, and imports what the judge injects.
import type { Bundle } from '../../../grader/judge/compartment.ts';
import { instrument } from '../../../grader/judge/instrument.ts';
import { locate, type Positions, shiftPositions } from '../../../grader/judge/source-map.ts';
import type { Position } from '../../../grader/judge/verdict.ts';
import { type Stripped, stripTypes } from './strip-types.ts';

export type Compiled =
  | { readonly outcome: 'compiled'; readonly bundle: Bundle }
  | { readonly outcome: 'does not compile'; readonly because: string; readonly at?: Position };

interface Source {
  /** As the verdict names it: `02-quorums/register.ts`. */
  readonly file: string;
  readonly text: string;
}

/** As on the command line. */
const bytesMax = 128 * 1024;

const lineBreak = /\r\n|[\n\r\u2028\u2029]/;

/** `allowedImports` are the modules that the judge injects. */
export function compile({ file, text }: Source, allowedImports: readonly string[]): Compiled {
  if (text.length > bytesMax) {
    return refused(`More than ${bytesMax / 1024} KB of code: nothing here needs as much.`);
  }
  // A byte order mark is no code.
  const source = { file, text: text.replace(/^\uFEFF/, ' ') };
  try {
    return bundleOf(source, stripTypes(source.text, allowedImports));
  } catch (error) {
    return refusalOf(error, source);
  }
}

function bundleOf(source: Source, stripped: Stripped): Compiled {
  const positions = positionsOf(source, stripped);
  const result = instrument(stripped.before + stripped.code + stripped.after);
  if (result.outcome === 'nested too deeply') return tooDeep;
  if (result.outcome === 'refused') {
    const at = locate(positions, result.line, result.column);
    return refused(result.because, at && withLine(at, source));
  }
  const { shifts, unknownNames } = result;
  const bundle = {
    code: result.code,
    positions: shiftPositions(positions, shifts),
    unknownNames,
  };
  return { outcome: 'compiled', bundle };
}

/** Every token stands where it stood, but that the first line has moved. */
function positionsOf({ file, text }: Source, { tokens, before }: Stripped): Positions {
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

const refused = (because: string, at?: Position): Compiled => ({
  outcome: 'does not compile',
  because,
  ...(at ? { at } : {}),
});

const tooDeep = refused('This code is nested too deeply to be read.');

/** What a parser has thrown, as a sentence with its place. */
function refusalOf(error: unknown, source: Source): Compiled {
  if (error instanceof RangeError) return tooDeep;
  if (!(error instanceof Error) || !('pos' in error) || typeof error.pos !== 'number') throw error;
  const before = source.text.slice(0, error.pos).split(lineBreak);
  const because = error.message.replace(/ \(\d+:\d+\)$/, '').replace(/\.?$/, '.');
  const at = { file: source.file, line: before.length, column: before.at(-1)!.length + 1 };
  return refused(because, withLine(at, source));
}

const withLine = (at: { file: string; line: number; column: number }, { text }: Source) => ({
  ...at,
  source: text.split(lineBreak)[at.line - 1] ?? '',
});
