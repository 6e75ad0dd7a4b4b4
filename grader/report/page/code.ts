// The lines of the answer that ran in each row: of what the row shows, or of all that its handler asked for.
import type { CodePosition, TraceEvent } from '../../sim/index.ts';
import type { Layout, Row } from '../layout.ts';
import { escape } from './escape.ts';

/** The text of a line of the answer, from 1, where it is at hand. */
export type Source = (file: string, line: number) => string | undefined;

const linesMax = 5;

/** Where the code of a row is: each line once, in the order in which it ran. */
export function positionsOf({ event }: Row, trace: readonly TraceEvent[]): CodePosition[] {
  const own = 'at' in event && event.at ? [event.at] : [];
  const asked = trace.flatMap((effect) =>
    'at' in effect && effect.at && effect.cause === event.id ? [effect.at] : [],
  );
  const all = event.kind === 'broken' ? [] : [...own, ...asked];
  return all
    .filter((at, index) => all.findIndex((other) => keyOf(other) === keyOf(at)) === index)
    .slice(0, linesMax);
}

const keyOf = ({ file, line }: CodePosition): string => `${file}:${line}`;

/** `register.ts:203`. */
export const shortPosition = ({ file, line }: CodePosition): string =>
  `${file.split('/').at(-1)}:${line}`;

/** A card for each different set of lines; the script shows that of the cursor. */
export function codeCards(
  trace: readonly TraceEvent[],
  { rows }: Layout,
  source: Source | undefined,
  broke: CodePosition | undefined,
): string {
  const cards = new Map<string, { rows: number[]; positions: CodePosition[] }>();
  for (const row of rows) {
    const isEnd = row.event.kind === 'broken';
    const positions = isEnd && broke ? [broke] : positionsOf(row, trace);
    if (positions.length === 0) continue;
    const key = positions.map(keyOf).join();
    const card = cards.get(key) ?? { rows: [], positions };
    card.rows.push(row.number);
    cards.set(key, card);
  }
  if (cards.size === 0) return '';
  const last = rows.at(-1)!.number;
  const html = [...cards.values()].map(({ rows: numbers, positions }) => {
    const hidden = numbers.includes(last) ? '' : ' hidden';
    return `<figure data-rows="${numbers.join(' ')}"${hidden}>${snippets(positions, source)}</figure>`;
  });
  return `<section class="code" aria-label="Your code"><h2>Your code in this step</h2>${html.join('')}<p class="none meta">None that asked for anything.</p></section>`;
}

function snippets(positions: readonly CodePosition[], source: Source | undefined): string {
  return positions
    .map((at, index) => {
      const caption =
        positions[index - 1]?.file === at.file ? '' : `<figcaption>${escape(at.file)}</figcaption>`;
      const around = positions.length === 1 ? 2 : 0;
      const numbers = Array.from(
        { length: 2 * around + 1 },
        (_, offset) => at.line - around + offset,
      );
      const texts = numbers.map((line) => [line, source?.(at.file, line) ?? ''] as const);
      const told = texts.filter(([line, text]) => line === at.line || text.trim() !== '');
      const indent = Math.min(...told.map(([, text]) => /^ */.exec(text)![0].length));
      const lines = told.map(([line, text]) =>
        lineHtml(line, text.slice(indent), line === at.line),
      );
      return `${caption}<pre>${lines.join('')}</pre>`;
    })
    .join('');
}

function lineHtml(line: number, text: string, isIt: boolean): string {
  const code = `<span class="n">${line}</span> ${escapeCode(text)}`;
  return isIt ? `<mark>${code}</mark>` : `<span>${code}</span>`;
}

/** Indentation stays; it is all that escaping would take away. */
const escapeCode = (text: string): string => {
  const [indent = ''] = /^[ \t]*/.exec(text) ?? [];
  return indent.replaceAll('\t', '  ').slice(0, 40) + escape(text.slice(indent.length, 300));
};
