// What every node holds at a row of a story: followed along the trace, so that going back needs no undo.
import { type Layout, startOf } from '../../../../grader/report/layout.ts';
import { canonicalText, type NodeId, type TraceEvent } from '../../../../grader/sim/index.ts';
import { type Field, fieldsOf, fieldsOnDisk } from './fields.ts';

export interface NodeMemory {
  readonly id: NodeId;
  readonly role: string;
  /** `undefined` while the node is down. */
  readonly memory: object | undefined;
  readonly disk: unknown;
  /** Paths of fields that this row has changed. */
  readonly changed: ReadonlySet<string>;
}

interface Held {
  memory: object | undefined;
  disk: unknown;
}

/** `row` is a row's number; 0 is before the first. */
export function memoriesAt(
  trace: readonly TraceEvent[],
  { nodes, rows }: Layout,
  row: number,
): NodeMemory[] {
  const [start, end] = [eventsBefore(trace, rows, row), eventsBefore(trace, rows, row + 1)];
  const before = heldAfter(trace.slice(0, start), nodes);
  const after = heldAfter(trace.slice(0, end), nodes);
  return nodes.map(({ id, role }) => {
    const [old, now] = [before.get(id)!, after.get(id)!];
    return { id, role, ...now, changed: changesOf(old, now) };
  });
}

/** How many events come before a row: what a handler did belongs to its own. */
function eventsBefore(trace: readonly TraceEvent[], rows: Layout['rows'], number: number): number {
  if (number <= (rows[0]?.number ?? 1) - 1) return 0;
  const next = rows.find((row) => row.number >= number);
  if (!next) return trace.length;
  const index = trace.findIndex(({ id }) => id === startOf(next));
  return index < 0 ? trace.length : index;
}

function heldAfter(trace: readonly TraceEvent[], nodes: Layout['nodes']): Map<NodeId, Held> {
  const held = new Map<NodeId, Held>(
    nodes.map(({ id }) => [id, { memory: undefined, disk: undefined }]),
  );
  for (const event of trace) {
    const node = 'node' in event ? held.get(event.node) : undefined;
    if (!node) continue;
    if ('state' in event) node.memory = event.state;
    if (event.kind === 'boot' || event.kind === 'persist') node.disk = event.durable;
    if (event.kind === 'crash') node.memory = undefined;
  }
  return held;
}

function changesOf(old: Held, now: Held): Set<string> {
  const changed = changedPaths(fieldsOnDisk(old.disk), fieldsOnDisk(now.disk));
  if (!old.memory || !now.memory) return changed;
  for (const path of changedPaths(fieldsOf(old.memory), fieldsOf(now.memory))) changed.add(path);
  return changed;
}

function changedPaths(old: readonly Field[], now: readonly Field[]): Set<string> {
  const before = new Map(old.map(({ path, value }) => [path, canonicalText(value)]));
  const isNew = ({ path, value }: Field) => before.get(path) !== canonicalText(value);
  return new Set(now.filter(isNew).map(({ path }) => path));
}
