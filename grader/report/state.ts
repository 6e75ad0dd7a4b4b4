// The memory of the nodes that explain what broke: before and after the event that broke it.
import { canonicalText, type NodeId, type TraceEvent } from '../sim/index.ts';
import { cut, printable, widthOf, wrap } from './fit.ts';
import { type HandlerEvent, isHandler } from './relevant.ts';
import type { Styles } from './styles.ts';
import { fieldsText, valueText } from './value-text.ts';

export interface NodeState {
  readonly node: NodeId;
  /** `undefined` while the node is down. */
  readonly memory: object | undefined;
  /** What the violating event changed in it; empty for the other nodes. */
  readonly changes: readonly Change[];
  /** What its disk holds. Absent where the node neither wrote to it nor crashed. */
  readonly disk?: { readonly holds: unknown };
}

export interface Change {
  /** `operation.answers`, `log[3]`: as deep as it takes to be short. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The fields of `after` that are not what they were. A field that is gone is `undefined`. */
export function changedFields(before: object, after: object): Record<string, unknown> {
  const old = before as Record<string, unknown>;
  const now = after as Record<string, unknown>;
  const changed: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (canonicalText(old[key]) !== canonicalText(now[key])) changed[key] = now[key];
  }
  return changed;
}

/** What a handler changed in its node's memory, given the memory before it. Nothing, at a boot. */
export function changesOf(before: object | undefined, after: object): Change[] {
  return before === undefined ? [] : changesBelow('', before, after);
}

/** A value that takes more room than this is told by those of its parts that changed. */
const shortWidth = 24;

function changesBelow(path: string, before: unknown, after: unknown): Change[] {
  if (before instanceof Map && after instanceof Map) return changesInMap(path, before, after);
  const isAlike =
    isRecord(before) && isRecord(after) && (path === '' || hasSameKeys(before, after));
  if (!isAlike) return [{ path, before, after }];
  return Object.keys(changedFields(before, after)).flatMap((key) => {
    const [old, now] = [before[key], after[key]];
    const inner = path === '' ? key : Array.isArray(after) ? `${path}[${key}]` : `${path}.${key}`;
    const isShort = [old, now].every((value) => widthOf(valueText(value, 500)) <= shortWidth);
    return isShort ? [{ path: inner, before: old, after: now }] : changesBelow(inner, old, now);
  });
}

/** Entries of a map come and go: each of them is a change of its own. */
function changesInMap(
  path: string,
  before: ReadonlyMap<unknown, unknown>,
  after: ReadonlyMap<unknown, unknown>,
): Change[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const isPlain = keys.every((key) => typeof key === 'string' || typeof key === 'number');
  if (!isPlain) return [{ path, before, after }];
  return keys.flatMap((key) => {
    const [old, now] = [before.get(key), after.get(key)];
    if (canonicalText(old) === canonicalText(now)) return [];
    const inner = `${path}[${String(key)}]`;
    return old === undefined || now === undefined
      ? [{ path: inner, before: old, after: now }]
      : changesBelow(inner, old, now);
  });
}

/** Where other fields are there than before, it is another thing altogether: another phase, another role. */
const hasSameKeys = (before: object, after: object): boolean =>
  Object.keys(before).toSorted().join() === Object.keys(after).toSorted().join();

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !(value instanceof Map) && !(value instanceof Set);

/** The nodes that were named by what broke, and the one where it broke. */
export function statesAtTheEnd(trace: readonly TraceEvent[]): NodeState[] {
  const end = trace.at(-1);
  if (end?.kind !== 'broken') return [];
  const violating = violatingHandler(trace, end.nodes);
  const nodes = new Set(violating ? [violating.node, ...end.nodes] : end.nodes);

  return [...nodes].map((node) => {
    const { memory, before, disk, usesDisk } = followed(trace, node);
    const changes = node === violating?.node && memory ? changesOf(before, memory) : [];
    return { node, memory, changes, ...(usesDisk && { disk: { holds: disk } }) };
  });
}

/** The handler that broke the promise; none where it was judged at the end of a run. */
export function violatingHandler(
  trace: readonly TraceEvent[],
  nodes: readonly NodeId[],
): HandlerEvent | undefined {
  const last = trace.at(-2);
  if (!last || !('node' in last) || (nodes.length > 0 && !nodes.includes(last.node))) {
    return undefined;
  }
  const id = 'cause' in last ? last.cause : last.id;
  const handler = trace.find((event) => event.id === id);
  return handler && isHandler(handler) ? handler : undefined;
}

/** A node's memory after its last handler and before it, and its disk. */
function followed(trace: readonly TraceEvent[], node: NodeId) {
  let memory: object | undefined;
  let before: object | undefined;
  let disk: unknown;
  let usesDisk = false;
  for (const event of trace) {
    if (!('node' in event) || event.node !== node) continue;
    if (isHandler(event)) {
      before = event.kind === 'boot' ? undefined : memory;
      memory = event.state;
    }
    if (event.kind === 'boot') disk = event.durable;
    if (event.kind === 'persist') disk = event.durable;
    if (event.kind === 'crash') memory = undefined;
    usesDisk ||= event.kind === 'persist' || event.kind === 'crash' || disk !== undefined;
  }
  return { memory, before, disk, usesDisk };
}

/** The lines of the comparison, none wider than `width`. */
export function stateLines(
  states: readonly NodeState[],
  { width, styles }: { readonly width: number; readonly styles: Styles },
): string[] {
  const nameWidth = Math.max(0, ...states.map(({ node }) => widthOf(node)));
  const room = Math.max(8, width - nameWidth - 2);
  return states.flatMap((state) =>
    nodeLines(state, room, styles).map((line, index) => {
      const name = (index === 0 ? state.node : '').padEnd(nameWidth);
      return `${styles.bold(name)}  ${line}`;
    }),
  );
}

function nodeLines({ memory, changes, disk }: NodeState, room: number, styles: Styles): string[] {
  if (memory === undefined) return ['down', ...diskLines(disk, room)];
  const lines = changes.flatMap((change) => changeLines(change, room, styles));
  const changed = new Set(changes.map(({ path }) => path.split(/[.[]/)[0]!));
  const rest = Object.fromEntries(Object.entries(memory).filter(([key]) => !changed.has(key)));
  if (Object.keys(rest).length > 0) {
    const before = lines.length > 0 ? 'unchanged: ' : '';
    const text = before + fieldsText(rest, linesMax * room - before.length - 2 * nameWidthMax);
    lines.push(...wrap(text, room).slice(0, linesMax).map(styles.dim));
  }
  return [...(lines.length > 0 ? lines : ['{}']), ...diskLines(disk, room)];
}

/** `votes: {v1} → {v1 v2}`; long values each on lines of their own. */
function changeLines({ path, before, after }: Change, room: number, styles: Styles): string[] {
  const name = cut(printable(path), Math.floor(room / 2));
  const [old, now] = [before, after].map((value) =>
    value === undefined ? 'nothing' : valueText(value, linesMax * room - 3 * nameWidthMax),
  );
  if (widthOf(`${name}: ${old} → ${now}`) <= room)
    return [`${name}: ${old} → ${styles.bold(now!)}`];
  const inner = room - 4;
  return [
    `${name}:`,
    ...wrap(old!, inner)
      .slice(0, linesMax)
      .map((line) => `    ${line}`),
    ...wrap(now!, inner)
      .slice(0, linesMax)
      .map((line, index) => `  ${index === 0 ? '→' : ' '} ${styles.bold(line)}`),
  ];
}

/** A value takes so many lines at most; wrapping wastes about the length of a word on each. */
const linesMax = 3;
const nameWidthMax = 16;

function diskLines(disk: NodeState['disk'], room: number): string[] {
  if (!disk) return [];
  if (disk.holds === undefined) return ['on disk: nothing'];
  return wrap(`on disk: ${valueText(disk.holds, room - 9)}`, room).slice(0, 1);
}
