// The space-time diagram (Lamport 1978) for a terminal: time runs down, a lifeline for each node, one row an event, its
// words at the right, where they line up. A message is drawn in the row in which it arrives.
import { DiagramLine, type Grid } from './diagram-line.ts';
import { diagramList } from './diagram-list.ts';
import { changeText, foldedText, markOf, repeatsText, rowText } from './event-text.ts';
import { cut, pad, printable, widthOf, wrap } from './fit.ts';
import type { Layout, Row } from './layout.ts';
import type { Style, Styles } from './styles.ts';

export interface DiagramOptions {
  readonly width: number;
  readonly styles: Styles;
}

/** The lines of the diagram, none wider than `width`. Too narrow for columns, it is a list of events. */
export function diagram(layout: Layout, { width, styles }: DiagramOptions): string[] {
  const grid = gridOf(layout, width);
  const body = grid ? columns(layout, grid, styles) : diagramList(layout, width, styles);
  return [...body, ...footer(layout, width).map(styles.dim)];
}

/** Distances of lifelines, each with the room that words must then have: words come first. */
const pitches = [
  { pitch: 10, textWidthMin: 60 },
  { pitch: 8, textWidthMin: 52 },
  { pitch: 6, textWidthMin: 42 },
  { pitch: 5, textWidthMin: 38 },
  { pitch: 4, textWidthMin: 28 },
];

const numberWidth = 3;
const momentWidth = 7;

/** The widest grid that leaves enough room for the words. */
function gridOf(layout: Layout, width: number): Grid | undefined {
  const gutter = numberWidth + (layout.timed ? momentWidth : 0) + 3;
  for (const { pitch, textWidthMin } of pitches) {
    const lifelines: number[] = [];
    let text = gutter;
    for (const { id } of layout.nodes) {
      lifelines.push(text);
      text += Math.max(pitch, widthOf(id) + 2);
    }
    if (width - text >= textWidthMin) return { lifelines, text, textWidth: width - text };
  }
  return undefined;
}

/** After so many rows the names stand there again: on a small screen, those at the top are gone. */
const rowsPerHeader = 20;

function columns(layout: Layout, grid: Grid, styles: Styles): string[] {
  const { rows, rowsLeftOut } = layout;
  const lines = header(layout, grid, styles);
  if (rows[0]) {
    const line = new DiagramLine(grid, rows[0].before);
    if (rowsLeftOut > 0) line.words(`${rowsLeftOut} earlier events are left out`, 'dim');
    lines.push(line.text(styles));
  }
  rows.forEach((row, index) => {
    if (index > 0 && index % rowsPerHeader === 0 && rows.length - index > 4)
      lines.push(styles.bold(names(layout, grid)));
    const repeats = repeatsText(row);
    if (index > 0 && repeats !== '') {
      lines.push(new DiagramLine(grid, row.before).words(repeats, 'dim').text(styles));
    }
    lines.push(...rowLines(layout, row, rows[index - 1], grid, styles));
  });
  return lines;
}

/** Roles above the names of their nodes, names above their lifelines. */
function header(layout: Layout, grid: Grid, styles: Styles): string[] {
  const { nodes, rows } = layout;
  let roles = '';
  nodes.forEach(({ role }, index) => {
    const at = grid.lifelines[index]!;
    const isNew = role !== nodes[index - 1]?.role;
    if (isNew && widthOf(roles) <= at) roles = `${pad(roles, at)}${role} `;
  });
  const isOneRole = nodes.every(({ role }) => role === nodes[0]!.role);
  const isBusy = rows.some(({ after }) => after.includes('busy'));
  const legend = isBusy ? styles.dim('┃ not yet answered') : '';
  return [
    ...(isOneRole ? [] : [styles.dim(roles.trimEnd())]),
    styles.bold(isBusy ? pad(names(layout, grid), grid.text) : names(layout, grid)) + legend,
  ];
}

function names({ nodes, timed }: Layout, grid: Grid): string {
  let line = timed ? 'ms'.padStart(numberWidth + momentWidth) : '';
  nodes.forEach(({ id }, index) => (line = pad(line, grid.lifelines[index]!) + id));
  return line;
}

function rowLines(
  layout: Layout,
  row: Row,
  previous: Row | undefined,
  grid: Grid,
  styles: Styles,
): string[] {
  const line = new DiagramLine(grid, row.event.kind === 'crash' ? row.before : row.after);
  line.put(0, String(row.number).padStart(numberWidth), 'dim');
  if (layout.timed && row.event.atMs !== previous?.event.atMs) {
    line.put(numberWidth, String(row.event.atMs).padStart(momentWidth), 'dim');
  }
  draw(line, layout, row);

  const [words, ...more] = wordsOf(row, grid.textWidth);
  const change = changeText(row, grid.textWidth - widthOf(words!) - 4);
  line.words(words!, loudness(row));
  if (change !== '') line.words(`  · ${change}`, 'dim');
  return [
    line.text(styles),
    ...more.map((text) => new DiagramLine(grid, row.after).words(text, 'red').text(styles)),
  ];
}

function draw(line: DiagramLine, { nodes }: Layout, { event, at, peer, ...row }: Row): void {
  const { glyph, style } = markOf(event);
  if (event.kind === 'network') {
    line.across(
      event.groups,
      nodes.map(({ id }) => id),
    );
  } else if (event.kind === 'broken') {
    nodes.forEach(({ id }, index) => {
      if (event.nodes.includes(id)) line.mark(index, glyph, style);
    });
  } else if (peer === at) line.mark(at!, '↺', style);
  else if (peer !== undefined) line.arrow({ event, at, peer, ...row });
  else line.mark(at!, glyph, style);
}

/** What broke takes two lines, since it has been told in full above; everything else takes one. */
function wordsOf(row: Row, width: number): string[] {
  const { event } = row;
  if (event.kind !== 'broken') return [rowText(row, width)];
  const [first, ...more] = wrap(`BROKEN: ${printable(event.what)}`, width);
  return more.length === 0 ? [first!] : [first!, cut(more.join(' '), width)];
}

function loudness({ event }: Row): Style | undefined {
  switch (event.kind) {
    case 'broken':
    case 'crash':
    case 'lost':
      return 'red';
    case 'note':
    case 'send':
      return 'dim';
    default:
      return undefined;
  }
}

/** What the rows leave out. */
function footer(layout: Layout, width: number): string[] {
  const { idle, underWay } = layout;
  const lines: string[] = [];
  if (underWay.length > 0) {
    const texts = underWay.map(
      ({ type, from, to, sentIn }) => `${type} ${from}→${to.join(' ')} (row ${sentIn})`,
    );
    lines.push(...wrap(`Still under way: ${printable(texts.join(', '))}.`, width));
  }
  if (idle.length > 0) lines.push(...wrap(`Without a part in this: ${idle.join(', ')}.`, width));
  const folded = foldedText(layout);
  if (folded !== '') lines.push(...wrap(folded, width));
  return lines;
}
