// From a position in the code that runs back to the line that the learner wrote.
//
// Two steps lie between them: bundling (which leaves a source map) and instrumenting (which only inserts within lines).
// Both are folded into one table when a submission is bundled, so that whoever runs it needs no source map library.

/** A place in a learner's file. Lines and columns count from 1, as editors show them. */
export interface SourcePosition {
  file: string;
  line: number;
  column: number;
}

/** From here on in this line of the running code: column, file, line and column of the source, all counted from 0. */
type Segment = readonly [column: number, file: number, line: number, sourceColumn: number];

export interface Positions {
  files: readonly string[];
  /** One entry a line of the running code, each in ascending order of columns. */
  lines: readonly (readonly Segment[])[];
}

export const noPositions: Positions = { files: [], lines: [] };

/** The last mark at or before a column. */
function atOrBefore<Mark extends readonly [number, ...unknown[]]>(
  marks: readonly Mark[],
  column: number,
): Mark | undefined {
  let found: Mark | undefined;
  for (const mark of marks) {
    if (mark[0] > column) break;
    found = mark;
  }
  return found;
}

/** Where line and column (both from 1) of the running code were written. */
export function locate(
  positions: Positions,
  line: number,
  column: number,
): SourcePosition | undefined {
  const segments = positions.lines[line - 1] ?? [];
  // A step that was inserted before the first mark of a line still belongs to that line.
  const segment = atOrBefore(segments, column - 1) ?? segments[0];
  const file = segment && positions.files[segment[1]];
  if (!segment || file === undefined) return undefined;
  return { file, line: segment[2] + 1, column: segment[3] + 1 };
}

/** The mappings of a source map of version 3, read. */
export function decodeMappings(files: readonly string[], mappings: string): Positions {
  let file = 0;
  let sourceLine = 0;
  let sourceColumn = 0;
  const lines = mappings.split(';').map((line) => {
    let column = 0;
    const segments: Segment[] = [];
    for (const text of line === '' ? [] : line.split(',')) {
      const [columns, filesOn, linesOn, columnsOn] = decodeNumbers(text);
      column += columns ?? 0;
      if (filesOn === undefined || linesOn === undefined || columnsOn === undefined) continue;
      file += filesOn;
      sourceLine += linesOn;
      sourceColumn += columnsOn;
      segments.push([column, file, sourceLine, sourceColumn]);
    }
    return segments;
  });
  return { files, lines };
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Numbers in base 64, five bits a digit, the lowest first; the lowest bit of a number is its sign. */
function decodeNumbers(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const char of text) {
    const digit = digits.indexOf(char);
    value += (digit & 31) * 2 ** shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value % 2 === 1 ? -(value - 1) / 2 : value / 2);
    value = 0;
    shift = 0;
  }
  return numbers;
}

/** Text that was inserted into a line: how many characters the rest of the line, from a column on, has moved. */
export type Shifts = readonly (readonly (readonly [column: number, by: number])[])[];

/** The same table for code whose lines have been added to, but not moved. */
export function shiftPositions(positions: Positions, shifts: Shifts): Positions {
  return {
    files: positions.files,
    lines: positions.lines.map((segments, line) =>
      segments.map(([column, ...source]) => {
        const shift = atOrBefore(shifts[line] ?? [], column);
        return [column + (shift?.[1] ?? 0), ...source] as const;
      }),
    ),
  };
}
