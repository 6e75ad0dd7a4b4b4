// One event in words, and its mark on a lifeline. All marks are one column wide in every font and locale that matters.
import type { Message, TraceEvent } from '../sim/index.ts';
import { cut, printable, widthOf } from './fit.ts';
import type { Layout, Row } from './layout.ts';
import type { Style } from './styles.ts';
import { isHandler } from './relevant.ts';
import { changedFields, changesOf } from './state.ts';
import { fieldsText, messageText, valueText } from './value-text.ts';

export interface Mark {
  readonly glyph: string;
  readonly style: Style;
}

const marks: Readonly<Record<TraceEvent['kind'], Mark>> = {
  boot: { glyph: '↻', style: 'green' },
  request: { glyph: '▼', style: 'cyan' },
  emit: { glyph: '▲', style: 'cyan' },
  receive: { glyph: '►', style: 'bold' },
  send: { glyph: '►', style: 'dim' },
  timer: { glyph: '◷', style: 'yellow' },
  persist: { glyph: '■', style: 'green' },
  note: { glyph: '•', style: 'dim' },
  lost: { glyph: '✗', style: 'red' },
  crash: { glyph: '†', style: 'red' },
  pause: { glyph: '‖', style: 'yellow' },
  resume: { glyph: '│', style: 'green' },
  clock: { glyph: '◷', style: 'yellow' },
  slow: { glyph: '~', style: 'yellow' },
  network: { glyph: '╌', style: 'yellow' },
  broken: { glyph: '✗', style: 'red' },
};

/** How an event is marked where it happens. Requests come down from the application above, outputs go up to it. */
export function markOf(event: TraceEvent): Mark {
  if (event.kind === 'boot' && !event.restart) return { glyph: '○', style: 'dim' };
  if (event.kind === 'receive' && event.repeated) return { ...marks.receive, style: 'yellow' };
  return marks[event.kind];
}

/** What a row's handler changed in memory, as far as there is room: `role=leader term=2 …`. */
export function changeText({ event, held }: Row, width: number): string {
  if (!isHandler(event)) return '';
  const parts = changesOf(held.memory, event.state).map(({ path, after }) => {
    const name = printable(path);
    if (after === undefined) return `no ${name}`;
    const value = valueText(after, 200);
    // Of a place deep down, its last name says most.
    const isRoom = widthOf(`${name}=${value}`) <= width;
    return `${isRoom ? name : name.replace(/^.*\.(?=.)/, '…')}=${value}`;
  });
  let text = '';
  for (const [index, part] of parts.entries()) {
    const longer = text === '' ? part : `${text} ${part}`;
    const more = index < parts.length - 1 ? ' …' : '';
    if (widthOf(longer + more) > width) return text === '' ? '' : `${text} …`;
    text = longer;
  }
  return text;
}

/** What is left out right before a row, since it was told before. */
export const repeatsText = ({ repeats }: Row): string =>
  repeats ? `${repeats.rows} events that repeat earlier ones` : '';

/** How much of what nodes did is not told. Empty where all is. */
export function foldedText({ nodes, folded }: Layout): string {
  const texts = nodes
    .filter(({ id }) => folded.has(id))
    .map(({ id }) => `${folded.get(id)} of ${id}`);
  return texts.length === 0 ? '' : `Events that play no part, left out: ${texts.join(', ')}.`;
}

/** What happened in a row, in at most `width` columns. */
export function rowText(row: Row, width: number): string {
  const { event } = row;
  switch (event.kind) {
    case 'boot':
      return cut(bootText(event, width), width);
    case 'request':
      return framed('asked: ', event.request, '', width);
    case 'emit':
      return framed('tells: ', event.output, '', width);
    case 'receive':
      return framed('', event.message, suffix(row, event.message, width), width);
    case 'send':
      return framed('', event.message, ` leaves for ${[event.to, ...row.alsoTo].join(' ')}`, width);
    case 'timer':
      return cut(`timer ${printable(event.timer)}`, width);
    case 'persist':
      return `disk: ${persistText(row, event.durable, width - 6)}`;
    case 'note':
      return cut(printable(event.text), width);
    case 'crash':
      return cut(withReason('crashes', event.because, 'crash'), width);
    case 'pause':
      return cut(withReason('pauses', event.because, 'pause'), width);
    case 'resume':
      return cut(withReason('goes on', event.because, 'resume'), width);
    case 'clock':
    case 'slow':
    case 'network':
      return cut(printable(event.because), width);
    case 'lost':
      return cut(lostText(event, row, width), width);
    default:
      return cut(`BROKEN: ${printable(event.what)}`, width);
  }
}

function framed(before: string, message: Message, after: string, width: number): string {
  const room = width - widthOf(before) - widthOf(after);
  return cut(before + messageText(message, Math.max(1, room)) + after, width);
}

/** Whether a message comes again, and which row it was sent in, where that is not plain to see. */
function suffix({ event, sentIn, isLate }: Row, message: Message, width: number): string {
  const again = event.kind === 'receive' && event.repeated ? ', again' : '';
  if (!isLate) return again;
  const long = `${again}, sent in row ${sentIn}`;
  const isRoom = widthOf(messageText(message, Infinity)) + widthOf(long) <= width;
  return isRoom ? long : `${again} (row ${sentIn})`;
}

function withReason(what: string, because: string, plain: string): string {
  return because === '' || because === plain ? what : `${what}: ${printable(because)}`;
}

function bootText(event: Extract<TraceEvent, { kind: 'boot' }>, width: number): string {
  if (!event.restart) return 'starts';
  if (event.wiped) return 'restarts, its disk wiped';
  if (event.durable === undefined) return 'restarts, with nothing on disk';
  return `restarts from disk: ${valueText(event.durable, width - 20)}`;
}

function persistText({ held }: Row, durable: unknown, width: number): string {
  if (!isRecord(durable)) return valueText(durable, width);
  const changed = isRecord(held.durable) ? changedFields(held.durable, durable) : durable;
  return Object.keys(changed).length === 0
    ? cut('the same again', width)
    : fieldsText(changed, width);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Map) &&
  !(value instanceof Set);

function lostText(event: Lost, row: Row, width: number): string {
  const because = printable(event.because);
  if (event.lost === 'effects') return `what it asked for next never happened: ${because}`;
  const what = { message: 'lost', request: 'request lost', write: 'write lost' }[event.lost];
  if (!event.message) return `${what}: ${because}`;

  // The type of the message first, then the reason; what fields there is room for come last.
  const after = suffix(row, event.message, width);
  const room = width - widthOf(`${what} ${printable(event.message.type)} …: ${after}`);
  const reason = `: ${cut(because, Math.max(8, room))}${after}`;
  return framed(`${what} `, event.message, reason, width);
}

type Lost = Extract<TraceEvent, { kind: 'lost' }>;
