// What each node holds, after each of its steps: a card for every time it changes. The page shows one a node.
import type { NodeId, TraceEvent } from '../../sim/index.ts';
import { type Layout, type Row, startOf } from '../layout.ts';
import { isHandler } from '../relevant.ts';
import { changedFields, violatingHandler } from '../state.ts';
import { valueText } from '../value-text.ts';
import { escape } from './escape.ts';

/** Longer values are cut: a card is read at a glance. */
const valueWidth = 160;

/** The cards of all nodes; those of the last row are shown, the others wait for the cursor. */
export function memoryCards(trace: readonly TraceEvent[], layout: Layout): string {
  const { nodes, rows } = layout;
  const end = endOf(trace, rows);
  return nodes
    .map(({ id, role }) => {
      const cards = cardsOf(id, trace, rows);
      const html = cards.map((card, index) => cardHtml(card, index === cards.length - 1, end));
      return `<section class="node" data-node="${escape(id)}"><h3>${escape(id)} <small>${escape(role)}</small></h3>${html.join('')}</section>`;
    })
    .join('\n');
}

/** The row in which the promise breaks shows what the step that broke it changed. */
interface End {
  readonly row: number;
  readonly violatingRow: number;
}

function endOf(trace: readonly TraceEvent[], rows: readonly Row[]): End | undefined {
  const end = rows.at(-1);
  if (end?.event.kind !== 'broken') return undefined;
  const violating = violatingHandler(trace, end.event.nodes);
  const row = rows.find(({ event }) => event.id === violating?.id);
  return row && { row: end.number, violatingRow: row.number };
}

interface Card {
  /** The row from which on it is right; 0 from the start. */
  readonly row: number;
  /** `undefined` while the node is down. */
  readonly memory: object | undefined;
  readonly before: object | undefined;
  readonly disk: unknown;
  readonly diskBefore: unknown;
}

function cardsOf(node: NodeId, trace: readonly TraceEvent[], rows: readonly Row[]): Card[] {
  const rowOf = new Map(rows.map((row) => [startOf(row), row.number]));
  const cards: Card[] = [
    { row: 0, memory: {}, before: undefined, disk: undefined, diskBefore: undefined },
  ];
  let row = 0;
  for (const event of trace) {
    row = rowOf.get(event.id) ?? row;
    if (!('node' in event) || event.node !== node) continue;
    const last = cards.at(-1)!;
    const next = after(event, last);
    if (!next) continue;
    // What happens within one row is one card: it changes from what was before the row.
    if (last.row === row) cards[cards.length - 1] = { ...last, ...next };
    else {
      cards.push({
        row,
        before: last.memory,
        memory: last.memory,
        disk: last.disk,
        diskBefore: last.disk,
        ...next,
      });
    }
  }
  return cards;
}

/** What an event changes in a card; nothing for most. */
function after(event: TraceEvent, last: Card): Partial<Card> | undefined {
  if (event.kind === 'boot') return { memory: event.state, disk: event.durable };
  if (event.kind === 'persist') return { disk: event.durable };
  if (event.kind === 'crash') return { memory: undefined };
  if (!isHandler(event)) return undefined;
  const isSame = last.memory && Object.keys(changedFields(last.memory, event.state)).length === 0;
  return isSame ? undefined : { memory: event.state };
}

function cardHtml(card: Card, isShown: boolean, end: End | undefined): string {
  const isViolating = end?.violatingRow === card.row;
  const also = isViolating ? ` data-also="${end.row}" class="now"` : '';
  const open = `<dl data-row="${card.row}"${also}${isShown ? '' : ' hidden'}>`;
  const disk = card.disk === undefined && card.diskBefore === undefined ? '' : diskHtml(card);
  if (!card.memory)
    return `${open}<div class="down"><dt>down</dt><dd>its memory is lost</dd></div>${disk}</dl>`;
  const { memory, before } = card;
  const changed = before ? changedFields(before, memory) : {};
  const fields = Object.entries(memory).map(([key, value]) => {
    const old: unknown = key in changed ? (before as Record<string, unknown>)[key] : undefined;
    return fieldHtml(key, value, key in changed ? { old } : undefined);
  });
  return `${open}${fields.join('') || '<div><dt>nothing</dt><dd></dd></div>'}${disk}</dl>`;
}

function diskHtml({ disk, diskBefore }: Card): string {
  const isChanged = valueText(disk, valueWidth) !== valueText(diskBefore, valueWidth);
  return fieldHtml('on disk', disk, isChanged ? { old: diskBefore } : undefined, 'disk');
}

function fieldHtml(
  name: string,
  value: unknown,
  change: { old: unknown } | undefined,
  kind = '',
): string {
  const now = escape(value === undefined ? 'nothing' : valueText(value, valueWidth));
  const old =
    change && escape(change.old === undefined ? 'nothing' : valueText(change.old, valueWidth));
  const text = old === undefined ? now : `<del>${old}</del> <ins>${now}</ins>`;
  return `<div class="${old === undefined ? kind : `changed ${kind}`}"><dt>${escape(name)}</dt><dd>${text}</dd></div>`;
}
