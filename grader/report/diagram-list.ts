// A story where there is no room for columns: one line an event, each with the name of its node.
import type { TraceEvent } from '../sim/index.ts';
import { type Mark, markOf, repeatsText, rowText } from './event-text.ts';
import { cut, pad, printable, widthOf, wrap } from './fit.ts';
import type { Layout, Row } from './layout.ts';
import type { Styles } from './styles.ts';

export function diagramList(layout: Layout, width: number, styles: Styles): string[] {
  const nameWidth = Math.max(...layout.nodes.map(({ id }) => widthOf(id)));
  const numberWidth = layout.timed ? 13 : 4;
  const start = numberWidth + 1 + nameWidth + 3;

  return layout.rows.flatMap((row, index) => {
    const repeats = index > 0 ? repeatsText(row) : '';
    const moment = layout.timed ? `${row.event.atMs} ms`.padStart(9) : '';
    const number = styles.dim(pad(String(row.number).padStart(3) + moment, numberWidth));
    const name = pad(row.at === undefined ? '' : layout.nodes[row.at]!.id, nameWidth);
    const { glyph, style } = listMark(row.event);
    const [first, ...more] = listWords(layout, row, Math.max(8, width - start));
    const isLoud = row.event.kind === 'broken';
    const words = (text: string) => (isLoud ? styles.red(text) : text);
    return [
      ...(repeats === '' ? [] : [styles.dim(cut(' '.repeat(start) + repeats, width))]),
      `${number} ${name} ${styles[style](glyph)} ${words(first!)}`,
      ...more.map((text) => ' '.repeat(start) + words(text)),
    ];
  });
}

function listWords({ nodes }: Layout, row: Row, width: number): string[] {
  if (row.event.kind === 'broken') return wrap(`BROKEN: ${printable(row.event.what)}`, width);
  const peer = row.peer === undefined ? '' : `${nodes[row.peer]!.id} `;
  return [peer + rowText(row, Math.max(1, width - widthOf(peer)))];
}

/** In a list, an arrow shows whether a message comes or goes. */
function listMark(event: TraceEvent): Mark {
  const mark = markOf(event);
  switch (event.kind) {
    case 'receive':
      return { ...mark, glyph: '←' };
    case 'send':
      return { ...mark, glyph: '→' };
    case 'resume':
      return { ...mark, glyph: '•' };
    default:
      return mark;
  }
}
