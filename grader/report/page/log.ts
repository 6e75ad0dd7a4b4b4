// The story in words: one line an event, as high as its row in the picture.
import { changeText, rowText } from '../event-text.ts';
import type { Layout, Row } from '../layout.ts';
import { escape } from './escape.ts';

/** More than a line of the log holds; the style sheet cuts what does not fit. */
const textWidth = 400;

export function logLines(layout: Layout): string {
  return layout.rows.map((row) => line(row, layout)).join('\n');
}

function line(row: Row, layout: Layout): string {
  const { number, event } = row;
  const moment = layout.timed ? `<time>${event.atMs} ms</time> ` : '';
  const change = changeText(row, 200);
  const changes = change === '' ? '' : ` <span class="change">${escape(change)}</span>`;
  const words = `${who(row, layout)} ${escape(rowText(row, textWidth))}`;
  const names = row.matters ? event.kind : `${event.kind} aside`;
  return `<li id="row-${number}" class="${names}" data-row="${number}"><a href="#row-${number}"><span>${moment}${words}${changes}</span></a></li>`;
}

/** The node, or both ends of a message. */
function who({ at, peer, event }: Row, { nodes }: Layout): string {
  if (at === undefined) return '';
  const here = `<b>${escape(nodes[at]!.id)}</b>`;
  if (peer === undefined) return here;
  const there = `<b>${escape(nodes[peer]!.id)}</b>`;
  return event.kind === 'send' ? `${here}→${there}` : `${there}→${here}`;
}
