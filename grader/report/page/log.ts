// The story in words: one line an event, as high as its row in the picture.
import type { TraceEvent } from '../../sim/index.ts';
import { changeText, rowText } from '../event-text.ts';
import type { Layout, Row } from '../layout.ts';
import { positionsOf, shortPosition } from './code.ts';
import { escape } from './escape.ts';

/** What two lines hold on a wide screen and on a narrow one, beside the names of nodes. */
const widths = { wide: 72, narrow: 34 };

/** With the trace of the story itself, each line can be linked to, and knows its lines of code. */
export function logLines(layout: Layout, trace?: readonly TraceEvent[]): string {
  return layout.rows.map((row) => line(row, layout, trace)).join('\n');
}

function line(row: Row, layout: Layout, trace: readonly TraceEvent[] | undefined): string {
  const { number, event } = row;
  const moment = layout.timed ? `<time>${event.atMs} ms</time> ` : '';
  const names = row.matters ? event.kind : `${event.kind} aside`;
  // Short, since a line has little room.
  const before = row.repeats ? `<em>After ${row.repeats.rows} repeats:</em> ` : '';
  const text = `<span>${before}${moment}${who(row, layout)} ${words(row)}</span>`;
  if (!trace) return `<li class="${names}"><a>${text}</a></li>`;
  const at = positionsOf(row, trace)[0];
  const code = at
    ? `<small class="at" title="${escape(shortPosition(at))}">:${at.line}</small>`
    : '';
  return `<li id="row-${number}" class="${names}" data-row="${number}"><a href="#row-${number}">${text}${code}</a></li>`;
}

/** As much as there is room for, once for each kind of screen where that differs. */
function words(row: Row): string {
  const [wide, narrow] = [rowText(row, widths.wide), rowText(row, widths.narrow)];
  const change = changeText(row, Math.max(0, widths.wide - wide.length));
  const changes = change === '' ? '' : ` <span class="change">${escape(change)}</span>`;
  if (wide === narrow) return escape(wide) + changes;
  return `<span class="wide">${escape(wide)}${changes}</span><span class="narrow">${escape(narrow)}</span>`;
}

/** The node, or both ends of a message. */
function who({ at, peer, event }: Row, { nodes }: Layout): string {
  if (at === undefined) return '';
  const here = `<b>${escape(nodes[at]!.id)}</b>`;
  if (peer === undefined) return here;
  const there = `<b>${escape(nodes[peer]!.id)}</b>`;
  return event.kind === 'send' ? `${here}→${there}` : `${there}→${here}`;
}
