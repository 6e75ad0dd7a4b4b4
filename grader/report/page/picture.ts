// The space-time diagram as SVG: time runs down, a lifeline a node, messages as slanted arrows from where they were sent
// to where they arrive. Rows are as high as the lines of the log beside it.
import type { NodeId } from '../../sim/index.ts';
import { type Layout, type LayoutNode, leavesIn, type Row } from '../layout.ts';
import type { Lifeline } from '../lifelines.ts';
import { escape } from './escape.ts';
import { drawMargin, type Margin } from './margin.ts';
import { cross, round } from './shapes.ts';

export const rowHeight = 38;

export interface PictureOptions {
  /** Between two lifelines. */
  readonly pitch: number;
  /** Marks a picture apart from others of the page: `wide`. */
  readonly name: 'wide' | 'narrow';
  readonly margin: Margin;
}

const headHeight = 44;

/** The whole picture. Each part says by `data-row` in which row it happens, so that a page can follow a cursor. */
export function picture(layout: Layout, { pitch, name, margin }: PictureOptions): string {
  const { nodes, rows } = layout;
  const gutter = name === 'narrow' ? 22 : 34;
  const y = (row: number) => headHeight + rowHeight * (row - layout.rowsLeftOut - 0.5);
  const height = headHeight + rowHeight * rows.length;
  const beside = drawMargin(margin, {
    left: gutter,
    narrow: name === 'narrow',
    y,
    top: headHeight,
    bottom: height,
    rowHeight,
    rows,
  });
  const first = gutter + beside.width;
  const x = (index: number) => first + pitch * (index + 0.5);
  const right = first + pitch * nodes.length;
  const place: Place = { x, y, gutter, left: first, right, rows, nodes };

  return [
    `<svg class="picture ${name}" data-head="${headHeight}" data-skipped="${layout.rowsLeftOut}" data-row-height="${rowHeight}" width="${place.right}" height="${height}" viewBox="0 0 ${place.right} ${height}" role="img" aria-label="Space-time diagram; the log tells the same in words">`,
    ...rows.map((row) => rowBand(row, place)),
    ...rows.map((row) => gapLine(row, place)).filter(Boolean),
    ...partitionBands(rows, place),
    beside.svg,
    ...nodes.map((node, index) => head(node, nodes[index - 1], place.x(index), pitch)),
    ...nodes.map((_, index) => lifeline(index, rows, place)),
    ...rows.map((row) => happening(row, place)),
    // What comes after the cursor is veiled: of a message under way, the part that it has travelled is seen.
    `<rect class="veil" x="0" y="${height}" width="${place.right}" height="0"/>`,
    '</svg>',
  ].join('\n');
}

/** Where columns and rows are. */
interface Place {
  readonly x: (node: number) => number;
  readonly y: (row: number) => number;
  readonly gutter: number;
  readonly left: number;
  readonly right: number;
  readonly rows: readonly Row[];
  readonly nodes: readonly LayoutNode[];
}

const classes = (row: Row, ...more: string[]): string =>
  [...more, row.matters ? '' : 'aside'].filter(Boolean).join(' ');

function rowBand({ number }: Row, { y, right, gutter }: Place): string {
  const top = y(number) - rowHeight / 2;
  return `<g class="band" data-row="${number}"><rect x="0" y="${top}" width="${right}" height="${rowHeight}"/><text x="${gutter - 10}" y="${y(number) + 4}">${number}</text></g>`;
}

/** Where rows are left out that repeat earlier ones. */
function gapLine({ number, repeats }: Row, { y, gutter, right, rows }: Place): string {
  if (!repeats || number === rows[0]!.number) return '';
  const at = y(number) - rowHeight / 2;
  return `<line class="gap" data-row="${number}" x1="${gutter}" y1="${at}" x2="${right}" y2="${at}"/>`;
}

/** From a partition to the next change of the network. */
function partitionBands(rows: readonly Row[], { x, y, left, right, nodes }: Place): string[] {
  const changes = rows.filter(({ event }) => event.kind === 'network');
  return changes.flatMap((row, index) => {
    if (row.event.kind !== 'network' || !row.event.groups) return [];
    const end = changes[index + 1]?.number ?? rows.at(-1)!.number;
    const height = y(end) - y(row.number);
    const band = `<rect class="partition" data-row="${row.number}" x="${left}" y="${y(row.number)}" width="${right - left}" height="${height}"/>`;
    return [
      band,
      ...walls(row.event.groups, nodes).map((wall) => {
        const at = (x(wall - 1) + x(wall)) / 2;
        return `<line class="cut" x1="${at}" y1="${y(row.number)}" x2="${at}" y2="${y(end)}"/>`;
      }),
    ];
  });
}

/** The columns that can't hear their neighbour at the left. */
function walls(groups: readonly (readonly NodeId[])[], nodes: readonly LayoutNode[]): number[] {
  const together = (a: NodeId, b: NodeId) => groups.some((g) => g.includes(a) && g.includes(b));
  return nodes.flatMap(({ id }, index) =>
    index > 0 && !together(id, nodes[index - 1]!.id) ? [index] : [],
  );
}

function head(
  { id, role }: LayoutNode,
  previous: LayoutNode | undefined,
  x: number,
  pitch: number,
) {
  const label = role === previous?.role || pitch < 48 ? '' : role;
  return `<g class="head"><text class="role" x="${x}" y="14">${escape(label)}</text><text class="name" x="${x}" y="34">${escape(id)}</text></g>`;
}

/** Stretches of one kind, as far as they go; nothing while the node is down. */
function lifeline(index: number, rows: readonly Row[], { x, y }: Place): string {
  const at = x(index);
  let start = headHeight - 4;
  let kind: Lifeline = rows[0]?.before[index] ?? 'up';
  const parts: string[] = [];
  const end = (bottom: number) => {
    if (bottom > start) {
      parts.push(`<line class="life ${kind}" x1="${at}" y1="${start}" x2="${at}" y2="${bottom}"/>`);
    }
  };
  for (const row of rows) {
    const next = row.after[index]!;
    if (next === kind) continue;
    end(y(row.number));
    [start, kind] = [y(row.number), next];
  }
  end(headHeight + rowHeight * rows.length);
  return parts.join('');
}

/** What happens in a row: an arrow, or a mark at its node. */
function happening(row: Row, place: Place): string {
  const { event, at, peer, number } = row;
  const repeated = event.kind === 'receive' && event.repeated ? 'repeated' : '';
  const open = `<g class="${classes(row, 'event', event.kind, repeated)}" data-row="${number}">`;
  return `${open}${shape(row, place)}</g>`;

  function shape({ event }: Row, { x, y, left, right }: Place): string {
    if (event.kind === 'network') {
      return `<line class="cut" x1="${left}" y1="${y(number)}" x2="${right}" y2="${y(number)}"/>`;
    }
    if (event.kind === 'broken') return brokenMarks(row, event.nodes, place);
    if (peer !== undefined && peer !== at) return arrow(row, place);
    return mark(event.kind, x(at!), y(number));
  }
}

function brokenMarks(row: Row, named: readonly string[], { x, y, left, right, nodes }: Place) {
  const at = y(row.number);
  const line = `<line x1="${left}" y1="${at}" x2="${right}" y2="${at}"/>`;
  const marks = nodes.map(({ id }, index) =>
    named.includes(id)
      ? `<circle cx="${x(index)}" cy="${at}" r="9"/>${cross(x(index), at, 4)}`
      : '',
  );
  return line + marks.join('');
}

function arrow(row: Row, { x, y, rows }: Place): string {
  const { event, number } = row;
  const [from, to] = event.kind === 'send' ? [row.at!, row.peer!] : [row.peer!, row.at!];
  const leaves = event.kind === 'send' ? number : leavesIn(row, rows);
  const start = { x: x(from), y: y(leaves) };
  const end = { x: x(to), y: y(number) };
  const share = event.kind === 'send' ? 0.25 : event.kind === 'lost' ? lostShare(row, to) : 1;
  const tip = { x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share };

  const shaft = `<line class="shaft" x1="${start.x}" y1="${round(start.y)}" x2="${round(tip.x)}" y2="${round(tip.y)}"/>`;
  if (event.kind === 'lost') return `${shaft}${cross(round(tip.x), round(tip.y), 5)}`;
  return `${shaft}${arrowHead(start, tip)}${share === 1 ? `<circle class="dot" cx="${end.x}" cy="${end.y}" r="3.5"/>` : ''}`;
}

/** A node that is down is reached, and nobody is there; all else is lost on the way. */
const lostShare = ({ before }: Row, to: number): number => (before[to] === 'down' ? 0.93 : 0.6);

interface Point {
  readonly x: number;
  readonly y: number;
}

function arrowHead(start: Point, tip: Point): string {
  const angle = (Math.atan2(tip.y - start.y, tip.x - start.x) * 180) / Math.PI;
  return `<path class="tip" transform="translate(${round(tip.x)} ${round(tip.y)}) rotate(${round(angle)})" d="M-3 0l-8 -4v8z"/>`;
}

/** Marks around the origin. Requests come down from the application, outputs go up to it. */
const marks: Readonly<Partial<Record<Row['event']['kind'], string>>> = {
  request: '<path d="M-8 -6h16l-8 13z"/>',
  emit: '<path d="M-8 6h16l-8 -13z"/>',
  timer: '<circle r="7"/><path class="hand" d="M0 -4v4h3"/>',
  clock: '<circle r="7"/><path class="hand" d="M0 -4v4h3"/>',
  slow: '<circle r="7"/><path class="hand" d="M-4 1q2 -4 4 -1t4 -1"/>',
  persist: '<rect x="-6" y="-6" width="12" height="12" rx="1.5"/>',
  note: '<circle r="3"/>',
  boot: '<circle r="7"/><path class="hand" d="M-3 2a3.5 3.5 0 1 0 0 -4m0 -2v2.5h2.5"/>',
  crash: '<path class="cross" d="M-6 -6l12 12m0 -12l-12 12"/>',
  lost: '<path class="cross" d="M-5 -5l10 10m0 -10l-10 10"/>',
  pause: '<path class="cross" d="M-3 -6v12m6 -12v12"/>',
  resume: '<path d="M-4 -6v12l10 -6z"/>',
  receive: '<circle r="3.5"/><path class="loop" d="M2 -3q14 -10 14 2t-12 4"/>',
  send: '<circle r="3.5"/><path class="loop" d="M2 -3q14 -10 14 2t-12 4"/>',
};

const mark = (kind: Row['event']['kind'], x: number, y: number): string =>
  `<g transform="translate(${x} ${y})">${marks[kind] ?? ''}</g>`;
