// Which events of a trace matter: the causal past of what broke (Lamport 1978: a message comes after its sending, an
// event after those before it at its node), without the events that left no mark there.
import { canonicalText, type NodeId, type TraceEvent } from '../sim/index.ts';

export interface Relevance {
  /** The numbers of the events that matter. */
  readonly events: ReadonlySet<number>;
  /** How many messages, requests and timers of each node play no part. Nodes without any are absent. */
  readonly folded: ReadonlyMap<NodeId, number>;
}

/** `missed`: nothing broke, but something never came about for those who are named; what others saw is no part of it. */
export function relevanceOf(trace: readonly TraceEvent[], missed = false): Relevance {
  const links = linksOf(trace);
  const events = causalPast(seedsOf(trace, links, missed), links);
  addCircumstances(events, links);

  const folded = new Map<NodeId, number>();
  for (const event of trace) {
    const isInput = event.kind === 'receive' || event.kind === 'timer' || event.kind === 'request';
    if (isInput && !events.has(event.id)) {
      folded.set(event.node, (folded.get(event.node) ?? 0) + 1);
    }
  }
  return { events, folded };
}

type AtNode = Exclude<TraceEvent, { kind: 'network' | 'broken' }>;
export type HandlerEvent = Extract<TraceEvent, { state: object }>;

/** How the events of a trace hang together. */
interface Links {
  readonly trace: readonly TraceEvent[];
  readonly byId: ReadonlyMap<number, TraceEvent>;
  /** The last event that left a mark at the same node, before this one. */
  readonly before: ReadonlyMap<number, AtNode>;
  /** What a handler caused. */
  readonly effects: ReadonlyMap<number, readonly TraceEvent[]>;
  /** The last event of each node that left a mark. */
  readonly last: ReadonlyMap<NodeId, AtNode>;
}

export const isHandler = (event: TraceEvent): event is HandlerEvent => 'state' in event;

function linksOf(trace: readonly TraceEvent[]): Links {
  const before = new Map<number, AtNode>();
  const effects = new Map<number, TraceEvent[]>();
  const last = new Map<NodeId, AtNode>();
  const memory = new Map<NodeId, string>();

  for (const event of trace) {
    if (event.kind === 'network' || event.kind === 'broken') continue;
    const previous = last.get(event.node);
    if (previous) before.set(event.id, previous);
    if ('cause' in event && event.cause !== undefined && event.kind !== 'lost') {
      effects.set(event.cause, [...(effects.get(event.cause) ?? []), event]);
    }
    if (isHandler(event)) {
      const text = canonicalText(event.state);
      const isMark = event.kind === 'request' || memory.get(event.node) !== text;
      memory.set(event.node, text);
      if (isMark) last.set(event.node, event);
    } else if (event.kind === 'crash') {
      memory.delete(event.node);
      last.set(event.node, event);
    }
  }
  return { trace, byId: new Map(trace.map((event) => [event.id, event])), before, effects, last };
}

/** Where the past is followed from: what an application saw, and the nodes whose state explains what broke. */
function seedsOf(trace: readonly TraceEvent[], { last }: Links, missed: boolean): number[] {
  const seeds: number[] = [];
  const end = trace.at(-1);
  const nodes = end?.kind === 'broken' ? end.nodes : [];

  for (const event of trace) {
    const isTheirs = event.kind === 'emit' && (!missed || nodes.includes(event.node));
    if (isTheirs || event.kind === 'broken') seeds.push(event.id);
  }
  for (const node of nodes) {
    const event = last.get(node);
    if (event) seeds.push(event.id);
  }
  if (missed) seeds.push(...lastTimers(trace, nodes));
  // The event that broke the promise. Where a promise is judged at the end of a run it is any event: then only the
  // nodes that were named count.
  const trigger = end?.kind === 'broken' ? trace.at(-2) : end;
  if (trigger && 'node' in trigger && (nodes.length === 0 || nodes.includes(trigger.node))) {
    seeds.push(trigger.id);
    if (trigger.kind === 'send') seeds.push(...alikeSends(trigger, nodes, trace));
  }
  return seeds;
}

/** Each timer of these nodes, when it ran out last: something might have come of it. */
function lastTimers(trace: readonly TraceEvent[], nodes: readonly NodeId[]): number[] {
  const last = new Map<string, number>();
  for (const event of trace) {
    if (event.kind === 'timer' && nodes.includes(event.node)) {
      last.set(`${event.node} ${event.timer}`, event.id);
    }
  }
  return [...last.values()];
}

/** Where saying something broke the promise, all that was said alike by those who are named: "yes" to c1, "yes" to c2. */
function alikeSends(
  trigger: Extract<TraceEvent, { kind: 'send' }>,
  nodes: readonly NodeId[],
  trace: readonly TraceEvent[],
): number[] {
  const isAlike = (event: TraceEvent) =>
    event.kind === 'send' &&
    event.message.type === trigger.message.type &&
    (event.cause === trigger.cause || nodes.includes(event.node));
  return trace.filter(isAlike).map(({ id }) => id);
}

function causalPast(seeds: readonly number[], links: Links): Set<number> {
  const past = new Set<number>();
  const waiting = [...seeds];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const event = links.byId.get(id);
    if (!event || past.has(id)) continue;
    past.add(id);
    waiting.push(...causesOf(event, links));
  }
  return past;
}

function causesOf(event: TraceEvent, { before, effects }: Links): number[] {
  const causes: number[] = [];
  if (event.kind === 'receive') causes.push(event.sent);
  if ('cause' in event && event.cause !== undefined) causes.push(event.cause);
  const previous = before.get(event.id);
  if (previous) causes.push(previous.id);
  // What a handler left behind or said belongs to it; what it sent only if that arrives somewhere that matters.
  for (const effect of effects.get(event.id) ?? []) {
    if (effect.kind !== 'send') causes.push(effect.id);
  }
  return causes;
}

/** Some events have no effect that could be followed, but explain why something did not happen. */
function addCircumstances(past: Set<number>, links: Links): void {
  const nodes = new Set<NodeId>();
  for (const id of past) {
    const event = links.byId.get(id)!;
    if ('node' in event && event.kind !== 'boot') nodes.add(event.node);
  }
  const end = links.trace.at(-1);
  const named = end?.kind === 'broken' ? end.nodes : [];
  const circumstances = links.trace.filter((event) => {
    return isFaultOf(nodes, event) || isEndOfMessage(event, past, named, links);
  });
  for (const { id } of circumstances) past.add(id);
}

function isFaultOf(nodes: ReadonlySet<NodeId>, event: TraceEvent): boolean {
  switch (event.kind) {
    case 'network':
      return true;
    case 'crash':
    case 'pause':
    case 'resume':
    case 'clock':
    case 'slow':
      return nodes.has(event.node);
    case 'boot':
      return event.restart && nodes.has(event.node);
    case 'lost':
      return event.cause === undefined && nodes.has(event.node);
    default:
      return false;
  }
}

/**
 * What became of a message that matters for having been sent: it was lost; or, if one of those sent it who are named,
 * it arrived, and perhaps nobody answered.
 */
function isEndOfMessage(
  event: TraceEvent,
  past: ReadonlySet<number>,
  named: readonly NodeId[],
  { byId }: Links,
): boolean {
  if (event.kind === 'receive') {
    const send = byId.get(event.sent);
    return send?.kind === 'send' && named.includes(send.node) && past.has(send.cause);
  }
  if (event.kind !== 'lost' || event.cause === undefined) return false;
  const cause = byId.get(event.cause);
  return past.has(event.cause) || (cause?.kind === 'send' && past.has(cause.cause));
}
