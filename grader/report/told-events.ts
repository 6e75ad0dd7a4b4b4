// Which events of a trace are told, and which of them matter.
import type { NodeId, TraceEvent } from '../sim/index.ts';
import { type Relevance, relevanceOf } from './relevant.ts';

export interface ToldEvents {
  /** The numbers of the events that get a row of their own. */
  readonly shown: ReadonlySet<number>;
  /** Those that play a part in what broke. */
  readonly matters: ReadonlySet<number>;
  /** How many events of each node are not told. */
  readonly folded: ReadonlyMap<NodeId, number>;
}

/** A story that is no longer than this is told whole: what was shrunk has little left that plays no part. */
const wholeRowsMax = 30;

/** What never came about has a long story, most of it about others: with more messages than this, it is never told whole. */
const missedDeliveriesMax = 30;

/** All of a short story; of a long one the causal past of what broke, unless all of it is asked for and can be had. */
export function toldEvents(
  trace: readonly TraceEvent[],
  { whole = false, missed = false }: { readonly whole?: boolean; readonly missed?: boolean },
): ToldEvents {
  const end = trace.at(-1);
  const isNamed = missed && end?.kind === 'broken' && end.nodes.length > 0;
  const relevance = relevanceOf(trace, isNamed);
  const all = allOf(trace, relevance);
  const shownOfAll = shownEvents(trace, all);
  const deliveries = (events: Relevance['events']) =>
    trace.filter(({ id, kind }) => kind === 'receive' && events.has(id)).length;
  // Where a promise broke because nothing came of so many messages, they have no effect that could be followed.
  const isAboutNothing = !isNamed && deliveries(relevance.events) === 0 && deliveries(all) > 0;
  const isShort = shownOfAll.size <= wholeRowsMax;

  if (isShort || isAboutNothing) return { shown: shownOfAll, matters: all, folded: new Map() };
  const { events, folded } = relevance;
  if (whole && (!missed || deliveries(all) <= missedDeliveriesMax)) {
    return { shown: shownOfAll, matters: events, folded: new Map() };
  }
  return { shown: shownEvents(trace, events), matters: events, folded };
}

/** Every event; of messages that arrived nowhere, those alone that matter. */
function allOf(trace: readonly TraceEvent[], { events }: Relevance): Set<number> {
  const all = trace.filter(({ id, kind }) => kind !== 'send' || events.has(id));
  return new Set(all.map(({ id }) => id));
}

/** The events that get a row of their own: a message is drawn where it arrives, or comes to nothing. */
function shownEvents(trace: readonly TraceEvent[], told: ReadonlySet<number>): Set<number> {
  const causing = new Set<number>();
  const ending = new Set<number>();
  for (const event of trace) {
    if (!told.has(event.id)) continue;
    if ('cause' in event && event.cause !== undefined) causing.add(event.cause);
    if (event.kind === 'receive') ending.add(event.sent);
    if (event.kind === 'lost' && event.cause !== undefined) ending.add(event.cause);
  }
  for (const event of trace) {
    if (event.kind === 'send' && ending.has(event.id)) causing.add(event.cause);
  }
  const shown = new Set<number>();
  let hasFaults = false;
  for (const event of trace) {
    hasFaults ||= isFault(event);
    if (!told.has(event.id)) continue;
    if (event.kind === 'send' && ending.has(event.id)) continue;
    // The first boot of a node is no news, unless something came of it; nor is the end of faults that never were.
    if (event.kind === 'boot' && !event.restart && !causing.has(event.id)) continue;
    if (event.kind === 'network' && !event.groups && !hasFaults) continue;
    if (event.kind === 'network') hasFaults = event.groups !== undefined;
    shown.add(event.id);
  }
  return shown;
}

const isFault = (event: TraceEvent): boolean =>
  ['crash', 'pause', 'clock', 'slow', 'lost'].includes(event.kind) ||
  (event.kind === 'network' && event.groups !== undefined);
