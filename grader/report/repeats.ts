// Rows that only repeat what came before. Where something never came about, servers and clients go on trying in vain: it is
// enough to be told once how.
import { canonicalText, type TraceEvent } from '../sim/index.ts';
import type { Row } from './layout.ts';

/** A story that is no longer than this is told row by row. */
const rowsMax = 30;

/** Fewer rows in a row than this are told again: the words for it take as much room. */
const repeatedMin = 4;

/**
 * The rows without those that say again what has been said, numbered anew. The row after a gap knows what is gone. A message
 * that was sent in a row that is gone was sent in none.
 */
export function withoutRepeats(rows: readonly Row[]): readonly Row[] {
  if (rows.length <= rowsMax) return rows;
  const seen = new Set<string>();
  const told: Row[] = [];
  let repeated: Row[] = [];
  for (const row of rows) {
    const key = sayingOf(row.event);
    if (key !== undefined && seen.has(key)) {
      repeated.push(row);
      continue;
    }
    if (key !== undefined) seen.add(key);
    const isGap = repeated.length >= repeatedMin;
    told.push(...(isGap ? [] : repeated), isGap ? { ...row, repeats: gapOf(repeated) } : row);
    repeated = [];
  }
  // What broke is the last row, and is never said twice.
  return numberedAnew([...told, ...repeated]);
}

const gapOf = (rows: readonly Row[]) => ({ rows: rows.length, since: rows[0]!.event.id });

function numberedAnew(rows: readonly Row[]): Row[] {
  const numbers = new Map(rows.map(({ number }, index) => [number, index + 1]));
  return rows.map((row, index) => {
    const sentIn = row.sentIn === undefined ? undefined : numbers.get(row.sentIn);
    return { ...row, number: index + 1, sentIn, isLate: row.isLate && sentIn !== undefined };
  });
}

/** What an event says that another one may say again. Undefined for what is told each time: it is what happens to nodes. */
function sayingOf(event: TraceEvent): string | undefined {
  switch (event.kind) {
    case 'receive':
      return `${event.from} to ${event.node}: ${canonicalText(event.message)}`;
    case 'send':
      return `${event.node} sends: ${canonicalText(event.message)}`;
    case 'timer':
      return `${event.node} timer: ${event.timer}`;
    case 'persist':
      return `${event.node} disk: ${canonicalText(event.durable)}`;
    default:
      return undefined;
  }
}
