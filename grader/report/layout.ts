// A story laid out: a lifeline for each node, a row for each event that matters, top to bottom. Terminal, page and
// widgets draw the same layout.
import type { NodeId, TraceEvent } from '../sim/index.ts';
import { type Held, type Lifeline, Lifelines } from './lifelines.ts';
import { isHandler } from './relevant.ts';
import { withoutRepeats } from './repeats.ts';
import { type ToldEvents, toldEvents } from './told-events.ts';

export interface Layout {
  /** Those that have a part in the story. */
  readonly nodes: readonly LayoutNode[];
  /** Those that have none: nothing happens there, and nothing is sent there. */
  readonly idle: readonly NodeId[];
  readonly rows: readonly Row[];
  /** Earlier rows that were left out, since there were too many. */
  readonly rowsLeftOut: number;
  /** Events of each node that play no part. */
  readonly folded: ReadonlyMap<NodeId, number>;
  /** Messages of the story's events that were still under way when the promise broke. */
  readonly underWay: readonly UnderWay[];
  /** True where time passes, so that moments say something. */
  readonly timed: boolean;
}

export interface LayoutNode {
  readonly id: NodeId;
  readonly role: string;
}

interface UnderWay {
  /** The row in which it was sent. */
  readonly sentIn: number;
  readonly type: string;
  readonly from: NodeId;
  readonly to: readonly NodeId[];
}

export interface Row {
  /** From 1. */
  readonly number: number;
  readonly event: TraceEvent;
  /** Index of the node where it happens; none for what happens to all. */
  readonly at: number | undefined;
  /** Index of the node at the other end: where a message comes from or goes to. */
  readonly peer: number | undefined;
  /** False for what plays no part in what broke. */
  readonly matters: boolean;
  /** The row in which a message was sent; none where that row is left out. */
  readonly sentIn: number | undefined;
  /** True where the sender of the message did something else in the meantime. */
  readonly isLate: boolean;
  /** Other messages of the same kind that left in the same row. */
  readonly alsoTo: readonly NodeId[];
  /** What each node was like before this row and is after it. */
  readonly before: readonly Lifeline[];
  readonly after: readonly Lifeline[];
  /** What the node held before, on disk and in memory. */
  readonly held: Held;
  /** What was left out right before this row, since it repeats earlier ones. */
  readonly repeats?: Gap;
}

interface Gap {
  readonly rows: number;
  /** The number of the first event that is left out. */
  readonly since: number;
}

export interface LayoutOptions {
  readonly nodes: readonly LayoutNode[];
  /** More rows than this, and the earliest are left out. */
  readonly rowsMax?: number;
  /** Tell also what plays no part, unless there is too much of it. */
  readonly whole?: boolean;
  /** The story is one of a goal that was missed, as in `Story`. What only repeats earlier rows is left out. */
  readonly missed?: boolean;
}

export function layoutOf(trace: readonly TraceEvent[], options: LayoutOptions): Layout {
  const events = toldEvents(trace, options);
  const idle = idleNodes(trace, events.shown, options.nodes);
  const nodes = options.nodes.filter(({ id }) => !idle.includes(id));
  const theirs = trace.filter((event) => !('node' in event && idle.includes(event.node)));
  const all = rowsOf(theirs, events, nodes);
  const told = options.missed ? withoutRepeats(all) : all;
  const rows = told.slice(-(options.rowsMax ?? Infinity));

  return {
    nodes,
    idle,
    rows,
    rowsLeftOut: (rows[0]?.number ?? 1) - 1,
    folded: events.folded,
    underWay: underWayOf(trace, told, events.shown),
    timed: trace.some((event) => event.atMs !== trace[0]!.atMs),
  };
}

/** The number of the event with which a row begins: what is left out before it counts to it. */
export const startOf = ({ event, repeats }: Row): number => repeats?.since ?? event.id;

/** Where the arrow of a message begins: a row's number, or half of one for what was sent in rows that are left out. */
export function leavesIn({ number, sentIn }: Row, rows: readonly Row[]): number {
  const first = rows[0]!.number;
  if (sentIn !== undefined && sentIn >= first) return sentIn;
  const gap = rows.findLast((row) => row.repeats !== undefined && row.number <= number);
  return (sentIn === undefined && gap ? gap.number : first) - 0.5;
}

function idleNodes(
  trace: readonly TraceEvent[],
  shown: ReadonlySet<number>,
  nodes: readonly LayoutNode[],
): NodeId[] {
  const busy = new Set<NodeId>();
  const add = (...ids: readonly NodeId[]) => ids.forEach((id) => busy.add(id));
  for (const event of trace) {
    // What is sent by those who have a part names others, even if it never arrives.
    if (event.kind === 'send' && (shown.has(event.id) || shown.has(event.cause))) add(event.to);
    if (!shown.has(event.id)) continue;
    if ('node' in event) add(event.node);
    if ('from' in event && event.from !== undefined) add(event.from);
    if (event.kind === 'broken') add(...event.nodes);
  }
  return nodes.map(({ id }) => id).filter((id) => !busy.has(id));
}

function rowsOf(
  trace: readonly TraceEvent[],
  { shown, matters }: ToldEvents,
  nodes: readonly LayoutNode[],
): Row[] {
  const byId = new Map(trace.map((event) => [event.id, event]));
  const lifelines = new Lifelines(nodes);
  const rowOfEvent = new Map<number, number>();
  const lastRowAt = new Map<NodeId, number>();
  const rows: Row[] = [];

  for (const event of trace) {
    const before = lifelines.now();
    const held = lifelines.held(event);
    lifelines.see(event);
    if (!shown.has(event.id)) continue;
    const merged = mergedSend(event, rows);
    if (merged) {
      rows[rows.length - 1] = merged;
      continue;
    }

    const number = rows.length + 1;
    const from = sendOf(event, byId);
    const sentRow = from && rowOfEvent.get(from.cause);
    rows.push({
      number,
      event,
      at: 'node' in event ? lifelines.indexOf(event.node) : undefined,
      peer: peerOf(event, lifelines),
      matters: matters.has(event.id),
      sentIn: sentRow,
      isLate: sentRow !== undefined && sentRow !== lastRowAt.get(from!.node),
      alsoTo: [],
      before,
      after: lifelines.now(),
      held,
    });
    rowOfEvent.set(event.id, number);
    // What a handler caused belongs to its row: a message that leaves after a write still leaves "then".
    if (isHandler(event) || event.kind === 'crash') lastRowAt.set(event.node, number);
  }
  return rows;
}

type Send = Extract<TraceEvent, { kind: 'send' }>;

/** The sending of the message that an event is about. */
function sendOf(event: TraceEvent, byId: ReadonlyMap<number, TraceEvent>): Send | undefined {
  const id =
    event.kind === 'receive' ? event.sent : event.kind === 'lost' ? event.cause : undefined;
  const sent = id === undefined ? undefined : byId.get(id);
  return sent?.kind === 'send' ? sent : undefined;
}

/** Copies of one message to several nodes leave in one row. */
function mergedSend(event: TraceEvent, rows: readonly Row[]): Row | undefined {
  const last = rows.at(-1);
  if (event.kind !== 'send' || last?.event.kind !== 'send') return undefined;
  if (last.event.cause !== event.cause || last.event.message.type !== event.message.type) {
    return undefined;
  }
  return { ...last, alsoTo: [...last.alsoTo, event.to] };
}

function peerOf(event: TraceEvent, lifelines: Lifelines): number | undefined {
  switch (event.kind) {
    case 'receive':
      return lifelines.indexOf(event.from);
    case 'send':
      return lifelines.indexOf(event.to);
    case 'lost':
      return event.from === undefined ? undefined : lifelines.indexOf(event.from);
    default:
      return undefined;
  }
}

function underWayOf(
  trace: readonly TraceEvent[],
  rows: readonly Row[],
  shown: ReadonlySet<number>,
): UnderWay[] {
  const ended = new Set<number | undefined>();
  for (const event of trace) {
    if (event.kind === 'receive') ended.add(event.sent);
    if (event.kind === 'lost') ended.add(event.cause);
  }

  const rowOfEvent = new Map(rows.map((row) => [row.event.id, row.number]));
  const groups = new Map<string, UnderWay & { to: NodeId[] }>();
  for (const event of trace) {
    if (event.kind !== 'send' || ended.has(event.id) || shown.has(event.id)) continue;
    const sentIn = rowOfEvent.get(event.cause);
    if (sentIn === undefined) continue;
    const key = `${sentIn} ${event.message.type}`;
    const group = groups.get(key) ?? {
      sentIn,
      type: event.message.type,
      from: event.node,
      to: [],
    };
    group.to.push(event.to);
    groups.set(key, group);
  }
  return [...groups.values()];
}
