// A story laid out: a lifeline for each node, a row for each event that matters, top to bottom. Terminal, page and
// widgets draw the same layout.
import type { NodeId, TraceEvent } from '../sim/index.ts';
import { isHandler, type Relevance, relevanceOf } from './relevant.ts';
import { type Change, changesOf } from './state.ts';

export interface Layout {
  readonly nodes: readonly LayoutNode[];
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

export interface UnderWay {
  /** The row in which it was sent. */
  readonly sentIn: number;
  readonly type: string;
  readonly from: NodeId;
  readonly to: readonly NodeId[];
}

/** `busy` lasts from a request of the application to the answer, `down` from a crash to the restart. */
export type Lifeline = 'up' | 'busy' | 'down' | 'paused';

export interface Row {
  /** From 1. */
  readonly number: number;
  readonly event: RowEvent;
  /** Index of the node where it happens; none for what happens to all. */
  readonly at: number | undefined;
  /** Index of the node at the other end: where a message comes from or goes to. */
  readonly peer: number | undefined;
  /** The row in which a message was sent, if its sender did something else in the meantime. */
  readonly sentIn: number | undefined;
  /** Other messages of the same kind that left in the same row. */
  readonly alsoTo: readonly NodeId[];
  /** What each node was like before this row and is after it. */
  readonly before: readonly Lifeline[];
  readonly after: readonly Lifeline[];
  /** What the handler changed in its node's memory. */
  readonly changes: readonly Change[];
  /** What the disk of the node held before: for `persist`. */
  readonly durableBefore: unknown;
}

export type RowEvent = TraceEvent;

export interface LayoutOptions {
  readonly nodes: readonly LayoutNode[];
  /** More rows than this, and the earliest are left out. */
  readonly rowsMax?: number;
}

/** A story that is no longer than this is told whole: what was shrunk has little left that plays no part. */
const wholeRowsMax = 30;

export function layoutOf(trace: readonly TraceEvent[], options: LayoutOptions): Layout {
  const { events, folded } = partsOf(trace);
  const shown = shownEvents(trace, events);
  const rows = rowsOf(trace, shown, options.nodes);
  const rowsLeftOut = Math.max(0, rows.length - (options.rowsMax ?? Infinity));

  return {
    nodes: options.nodes,
    rows: rows.slice(rowsLeftOut),
    rowsLeftOut,
    folded,
    underWay: underWayOf(trace, rows, shown),
    timed: trace.some((event) => event.atMs !== trace[0]!.atMs),
  };
}

/** Which events are told: all of a short story; of a long one, the causal past of what broke. */
function partsOf(trace: readonly TraceEvent[]): Relevance {
  const relevance = relevanceOf(trace);
  const deliveries = (events: Relevance['events']) =>
    trace.filter(({ id, kind }) => kind === 'receive' && events.has(id)).length;
  const whole: Relevance = {
    events: new Set(
      trace
        .filter(({ id, kind }) => kind !== 'send' || relevance.events.has(id))
        .map(({ id }) => id),
    ),
    folded: new Map(),
  };
  const isShort = shownEvents(trace, whole.events).size <= wholeRowsMax;
  // Where a promise broke because nothing came of so many messages, they have no effect that could be followed.
  const isAboutNothing = deliveries(relevance.events) === 0 && deliveries(whole.events) > 0;
  return isShort || isAboutNothing ? whole : relevance;
}

/** The events that get a row of their own: a message is drawn where it arrives, or comes to nothing. */
function shownEvents(trace: readonly TraceEvent[], told: ReadonlySet<number>): Set<number> {
  const causing = new Set<number>();
  const arriving = new Set<number>();
  for (const event of trace) {
    if (!told.has(event.id)) continue;
    if ('cause' in event && event.cause !== undefined) causing.add(event.cause);
    if (event.kind === 'receive') arriving.add(event.sent);
    if (event.kind === 'lost' && event.cause !== undefined) arriving.add(event.cause);
  }
  const shown = new Set<number>();
  let hasFaults = false;
  for (const event of trace) {
    hasFaults ||= isFault(event);
    if (!told.has(event.id)) continue;
    if (event.kind === 'send' && arriving.has(event.id)) continue;
    // The first boot of a node is no news, unless something came of it; nor is the end of faults that never were.
    if (event.kind === 'boot' && !event.restart && !causing.has(event.id)) continue;
    if (event.kind === 'network' && !event.groups && !hasFaults) continue;
    shown.add(event.id);
  }
  return shown;
}

const isFault = (event: TraceEvent): boolean =>
  ['crash', 'pause', 'clock', 'lost'].includes(event.kind) ||
  (event.kind === 'network' && event.groups !== undefined);

function rowsOf(
  trace: readonly TraceEvent[],
  shown: ReadonlySet<number>,
  nodes: readonly LayoutNode[],
): Row[] {
  const byId = new Map(trace.map((event) => [event.id, event]));
  const lifelines = new Lifelines(nodes);
  const rowOfEvent = new Map<number, number>();
  const lastRowAt = new Map<NodeId, number>();
  const rows: Row[] = [];

  for (const event of trace) {
    const before = lifelines.now();
    const { durable: durableBefore, memory } = lifelines.held(event);
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
      sentIn: from && sentRow !== lastRowAt.get(from.node) ? sentRow : undefined,
      alsoTo: [],
      before,
      after: lifelines.now(),
      changes: isHandler(event) ? changesOf(memory, event.state) : [],
      durableBefore,
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

/** What each node is like as the events go by. */
class Lifelines {
  readonly #index: ReadonlyMap<NodeId, number>;
  readonly #nodes: {
    asked: number;
    down: boolean;
    paused: boolean;
    durable: unknown;
    memory: object | undefined;
  }[];

  constructor(nodes: readonly LayoutNode[]) {
    this.#index = new Map(nodes.map(({ id }, index) => [id, index]));
    this.#nodes = nodes.map(() => ({
      asked: 0,
      down: false,
      paused: false,
      durable: undefined,
      memory: undefined,
    }));
  }

  indexOf(node: NodeId): number {
    const index = this.#index.get(node);
    if (index === undefined) throw new Error(`Bug in the workbook: a story without "${node}".`);
    return index;
  }

  now(): Lifeline[] {
    return this.#nodes.map(({ asked, down, paused }) =>
      down ? 'down' : paused ? 'paused' : asked > 0 ? 'busy' : 'up',
    );
  }

  /** What the node of an event holds, on disk and in memory. */
  held(event: TraceEvent): { readonly durable?: unknown; readonly memory?: object | undefined } {
    return 'node' in event ? this.#nodes[this.indexOf(event.node)]! : {};
  }

  see(event: TraceEvent): void {
    if (!('node' in event)) return;
    const node = this.#nodes[this.indexOf(event.node)]!;
    if (isHandler(event)) node.memory = event.state;
    switch (event.kind) {
      case 'request':
        node.asked += 1;
        break;
      case 'emit':
        node.asked = Math.max(0, node.asked - 1);
        break;
      case 'crash':
        Object.assign(node, { asked: 0, down: true, paused: false, memory: undefined });
        break;
      case 'boot':
        node.down = false;
        if (event.wiped) node.durable = undefined;
        break;
      case 'persist':
        node.durable = event.durable;
        break;
      case 'pause':
      case 'resume':
        node.paused = event.kind === 'pause';
        break;
      default:
    }
  }
}
