// What stands beside the lifelines, on the same axis: a lane for each promise, the operations of clients from request to
// answer, and how likely the violation had become.
import type { EvidenceStep } from '../../sim/index.ts';
import type { Story, StoryOperation } from '../../judge/verdict.ts';
import { cut } from '../fit.ts';
import { type Layout, startOf } from '../layout.ts';
import { escape } from './escape.ts';
import { cross } from './shapes.ts';

/** What a story's margin shows, by the numbers of rows. */
export interface Margin {
  readonly promises: readonly { readonly name: string; readonly brokeIn?: number }[];
  readonly operations: readonly Interval[];
  readonly risks: readonly Risk[];
}

export interface Interval {
  readonly id: string;
  readonly label: string;
  readonly askedIn: number;
  readonly answeredIn?: number;
  /** Its place in a longest legal order. */
  readonly place?: EvidenceStep['place'];
}

interface Risk {
  /** 0 is before the first row. */
  readonly row: number;
  readonly broken: number;
  readonly of: number;
}

export const noMargin: Margin = { promises: [], operations: [], risks: [] };

export function marginOf(story: Story, { rows }: Layout): Margin {
  const rowOf = new Map(rows.map(({ event, number }) => [event.id, number]));
  const last = rows.at(-1);
  const { insights } = story;
  const broken = { name: story.promise, brokeAt: story.trace.length - 2 };
  // An event that is not told belongs to the row before it.
  const rowAt = (event: number) => rows.findLast((row) => startOf(row) <= event)?.number ?? 0;

  const promises = (insights?.promises ?? [broken]).map(({ name, brokeAt }) => {
    if (brokeAt === undefined || !last) return { name };
    return { name, brokeIn: name === story.promise ? last.number : rowAt(brokeAt) };
  });
  // What is known after several events of one row is what is known after the last of them.
  const risks = new Map(
    (insights?.risks ?? []).map(({ event, ...risk }) => {
      const row = rowAt(event);
      return [row, { row, ...risk }];
    }),
  );
  return { promises, operations: intervalsOf(story, rowOf), risks: [...risks.values()] };
}

function intervalsOf({ insights, broke }: Story, rowOf: ReadonlyMap<number, number>): Interval[] {
  const places = new Map(
    (broke.evidence ?? []).flatMap(({ operations = [], place }) =>
      operations[0] === undefined || place === undefined ? [] : [[operations[0], place] as const],
    ),
  );
  return (insights?.operations ?? []).flatMap((operation: StoryOperation) => {
    const { id, node, label, asked, answered } = operation;
    const askedIn = rowOf.get(asked);
    if (askedIn === undefined) return [];
    const answeredIn = answered === undefined ? undefined : rowOf.get(answered);
    const place = places.get(id);
    return [
      {
        id,
        label: `${node} ${label}`,
        askedIn,
        ...(answeredIn === undefined ? {} : { answeredIn }),
        ...(place === undefined ? {} : { place }),
      },
    ];
  });
}

/** The row from which on at least half of all futures break the promise, up to the end. */
export function likelyFrom({ risks }: Margin): number | undefined {
  const unlikely = risks.findLastIndex(({ broken, of }) => 2 * broken < of);
  return unlikely < 0 ? undefined : risks[unlikely + 1]?.row;
}

export interface MarginPlace {
  /** Where it begins, from the left. */
  readonly left: number;
  readonly narrow: boolean;
  readonly y: (row: number) => number;
  readonly top: number;
  readonly bottom: number;
  readonly rowHeight: number;
  readonly rows: Layout['rows'];
}

/** The margin as SVG, and how wide it is. */
export function drawMargin(margin: Margin, place: MarginPlace): { svg: string; width: number } {
  if (place.rows.length === 0) return { svg: '', width: 0 };
  let { left } = place;
  const parts: string[] = [];
  for (const draw of [risksSvg, promisesSvg, operationsSvg]) {
    const { svg, width } = draw(margin, { ...place, left });
    parts.push(svg);
    left += width;
  }
  return { svg: parts.filter(Boolean).join('\n'), width: left - place.left };
}

function risksSvg({ risks }: Margin, place: MarginPlace) {
  const drawn = risks.filter(({ row }) => row > 0);
  if (!drawn.some(({ broken }) => broken > 0)) return { svg: '', width: 0 };
  const { left, narrow, y, rows, rowHeight } = place;
  const full = narrow ? 7 : 22;
  const bars = drawn.map(({ row, broken, of }, index) => {
    const next = drawn[index + 1]?.row ?? rows.at(-1)!.number + 1;
    const top = y(row) - rowHeight / 2;
    const height = rowHeight * (next - row);
    const title = `After row ${row}, ${broken} of ${of} random futures break the promise`;
    const width = Math.round((10 * full * broken) / of) / 10;
    return `<g data-row="${row}"><title>${title}</title><rect class="base" x="${left}" y="${top}" width="${full}" height="${height}"/><rect class="risk" x="${left}" y="${top}" width="${width}" height="${height}"/></g>`;
  });
  const head = narrow ? '' : `<text class="role" x="${left + full / 2}" y="34">risk</text>`;
  return { svg: `<g class="risks">${head}${bars.join('')}</g>`, width: full + (narrow ? 3 : 6) };
}

function promisesSvg({ promises }: Margin, { left, narrow, y, top, bottom }: MarginPlace) {
  // A small screen has room for the broken one alone.
  const shown = narrow ? promises.filter(({ brokeIn }) => brokeIn !== undefined) : promises;
  const pitch = 14;
  const lanes = shown.map(({ name, brokeIn }, index) => {
    const x = left + pitch * (index + 0.5);
    const until = brokeIn === undefined ? bottom : y(brokeIn);
    const title = `<title>${escape(name)}</title>`;
    const kept = `<line class="kept" x1="${x}" y1="${top}" x2="${x}" y2="${brokeIn === undefined ? until - 3 : until - 9}"/>`;
    if (brokeIn === undefined) return `<g class="lane">${title}${kept}</g>`;
    const after =
      bottom > until + 8
        ? `<line class="lost" x1="${x}" y1="${until}" x2="${x}" y2="${bottom - 3}"/>`
        : '';
    return `<g class="lane">${title}${kept}<g data-row="${brokeIn}">${after}<circle class="breaks" cx="${x}" cy="${until}" r="7"/>${cross(x, until, 3)}</g></g>`;
  });
  return { svg: lanes.join(''), width: pitch * shown.length + (shown.length > 0 ? 2 : 0) };
}

function operationsSvg({ operations }: Margin, place: MarginPlace) {
  const { left, narrow, y, bottom, rows } = place;
  const pitch = narrow ? 14 : 20;
  const columns = columnsOf(operations, rows.at(-1)!.number);
  const bars = operations.map((operation, index) => {
    const { label, askedIn, answeredIn, place: order } = operation;
    const x = left + pitch * columns[index]!;
    const [from, to] = [y(askedIn) - 8, answeredIn === undefined ? bottom - 3 : y(answeredIn) + 8];
    const width = pitch - (narrow ? 2 : 4);
    const badge = order === undefined ? '' : order === 'none' ? '✗' : `${order}`;
    const room = Math.floor((to - from - (badge === '' ? 8 : 24)) / 6.4);
    const middle = x + width / 2;
    const names = [
      'operation',
      answeredIn === undefined ? 'open' : '',
      order === 'none' ? 'misplaced' : order === undefined ? '' : 'placed',
    ];
    const text =
      room < 3
        ? ''
        : `<text class="label" transform="translate(${middle + (narrow ? 3.5 : 4)} ${from + (badge === '' ? 6 : 20)}) rotate(90)" dy="0">${escape(cut(label, room))}</text>`;
    return `<g class="${names.filter(Boolean).join(' ')}" data-row="${askedIn}"><title>${escape(label)}: row ${askedIn} to ${answeredIn ?? 'no answer'}</title><rect x="${x}" y="${from}" width="${width}" height="${to - from}" rx="4"/>${badge === '' ? '' : `<text class="badge" x="${middle}" y="${from + 14}">${badge}</text>`}${text}</g>`;
  });
  const count = Math.max(0, ...columns.map((column) => column + 1));
  return { svg: bars.join(''), width: pitch * count };
}

/** Operations at the same time stand side by side; each takes the first column that is free. */
function columnsOf(operations: readonly Interval[], end: number): number[] {
  const takenUntil: number[] = [];
  return operations.map(({ askedIn, answeredIn = end + 1 }) => {
    const free = takenUntil.findIndex((until) => until < askedIn);
    const column = free < 0 ? takenUntil.length : free;
    takenUntil[column] = answeredIn;
    return column;
  });
}
