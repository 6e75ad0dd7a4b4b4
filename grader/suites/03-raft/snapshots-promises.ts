// What is promised of snapshots, judged on what servers wrote, sent, applied and restored.
import { type AnyMonitor, canonicalText, defineMonitor, type NodeId } from '../../sim/index.ts';
import {
  type Disk,
  diskOf,
  emptyDisk,
  entryText,
  field,
  formatEntry,
  holdsEntry,
  keep,
  lastIndexOf,
  numberIn,
  termOf,
  textAt,
  textIn,
} from './disks.ts';

/** What the entries up to an index make: the values and sessions of the machine, and the members, as texts. */
interface Made {
  readonly term: number;
  readonly values: string;
  readonly sessions: string;
  /** `undefined` until some disk has shown who belonged to the cluster at first. */
  readonly configuration: string | undefined;
}

interface Model {
  readonly values: Record<string, string>;
  readonly sessions: Record<string, { sequence: number; answer: string | null }>;
}

type Shape = 'too early' | 'term' | 'values' | 'sessions' | 'configuration';

/** What snapshots say, on disk and on their way, against what the entries up to their last one make. */
const trueIn = (...shapes: readonly Shape[]): AnyMonitor =>
  defineMonitor({
    listens: ['emitted', 'persisted', 'sent'],
    start: () => ({
      model: { values: {}, sessions: {} } as Model,
      /** By index, as far as anybody has applied. */
      made: [{ term: 0, values: '{}', sessions: '{}', configuration: undefined }] as Made[],
    }),
    observe({ model, made }, seen) {
      if (seen.kind === 'emitted') {
        const { output } = seen;
        const isNext = output.type === 'applied' && numberIn(output, 'index') === made.length;
        if (isNext) made.push(makeNext(model, made.at(-1)!, output));
        return undefined;
      }
      const isSent = seen.kind === 'sent';
      if (isSent && seen.message.type !== 'installSnapshot') return undefined;
      const snapshot = field(isSent ? seen.message : 'durable' in seen && seen.durable, 'snapshot');
      if (snapshot === undefined) return undefined;
      const first = made[0]!;
      if (first.configuration === undefined && numberIn(snapshot, 'lastIndex') === 0) {
        made[0] = { ...first, configuration: canonicalText(field(snapshot, 'configuration')) };
        for (const [index, each] of made.entries()) {
          made[index] = { ...each, configuration: each.configuration ?? made[0].configuration };
        }
      }
      const fault = faultOf(snapshot, made);
      if (!fault || !shapes.includes(fault.shape)) return undefined;
      const { node } = seen;
      const subject = isSent ? `${node} sent a snapshot that` : `The snapshot of ${node}`;
      return { what: `${subject} ${fault.what}`, shape: fault.shape, nodes: [node] };
    },
  });

/** A snapshot is what the entries up to its last one make: no entry less, none more. */
export const snapshotsAreTrue = trueIn('too early', 'term', 'values', 'sessions', 'configuration');

/** A snapshot has the term of its last entry. */
export const snapshotsKeepTheTerm = trueIn('term');

function makeNext(model: Model, before: Made, applied: object): Made {
  const command = field(applied, 'command');
  const term = numberIn(applied, 'term');
  if (textIn(command, 'type') === 'configuration') {
    return { ...before, term, configuration: canonicalText(field(command, 'configuration')) };
  }
  if (textIn(command, 'type') !== 'call') return { ...before, term };
  execute(model, command);
  return {
    ...before,
    term,
    values: canonicalText(model.values),
    sessions: canonicalText(model.sessions),
  };
}

/** Each call once, in the order of its session. */
function execute({ values, sessions }: Model, call: unknown): void {
  const session = textIn(call, 'session');
  const sequence = numberIn(call, 'sequence');
  if (sequence <= (sessions[session]?.sequence ?? 0)) return;
  const operation = field(call, 'operation');
  const key = textIn(operation, 'key');
  const before = values[key] ?? '';
  const type = textIn(operation, 'type');
  if (type === 'put') values[key] = textIn(operation, 'value');
  if (type === 'append') values[key] = before + textIn(operation, 'value');
  sessions[session] = { sequence, answer: type === 'get' ? before : null };
}

function faultOf(
  snapshot: unknown,
  made: readonly Made[],
): { what: string; shape: Shape } | undefined {
  const index = numberIn(snapshot, 'lastIndex');
  const expected = made[index];
  if (!expected) {
    const applied = made.length - 1;
    return {
      what: `stands for all entries up to ${index}, and nobody has applied more than ${applied}.`,
      shape: 'too early',
    };
  }
  const term = numberIn(snapshot, 'lastTerm');
  if (term !== expected.term) {
    return {
      what: `says that its last entry, ${index}, is of term ${term}. It is of term ${expected.term}.`,
      shape: 'term',
    };
  }
  const machine = field(snapshot, 'machine');
  for (const [name, wanted] of [
    ['values', expected.values],
    ['sessions', expected.sessions],
  ] as const) {
    const held = textOf(field(machine, name));
    if (held === wanted) continue;
    return {
      what: `ends at entry ${index} and holds the ${name} ${held}. The entries up to ${index} make ${wanted}.`,
      shape: name,
    };
  }
  const configuration = textOf(field(snapshot, 'configuration'));
  if (expected.configuration === undefined || configuration === expected.configuration) {
    return undefined;
  }
  return {
    what: `ends at entry ${index} and has the configuration ${configuration}. At ${index} it is ${expected.configuration}.`,
    shape: 'configuration',
  };
}

const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? canonicalText(value) : 'nothing';

/** `appended` is a promise for the rest of the term: only a leader of a later one may take it back. */
export const keepsWhatItAcknowledged = defineMonitor({
  listens: ['sent', 'persisted'],
  start: () => ({ acknowledged: new Map<NodeId, { term: number; upTo: number }>() }),
  observe({ acknowledged }, seen) {
    const { node } = seen;
    const before = acknowledged.get(node);
    if (seen.kind === 'sent' && seen.message.type === 'appended') {
      const term = numberIn(seen.message, 'term');
      const upTo = numberIn(seen.message, 'matchIndex');
      const known = before?.term === term ? before.upTo : 0;
      acknowledged.set(node, { term, upTo: Math.max(known, upTo) });
    }
    if (seen.kind !== 'persisted' || !before) return undefined;
    const disk = diskOf(seen.durable);
    if (disk?.term !== before.term || lastIndexOf(disk) >= before.upTo) return undefined;
    return {
      what: `${node} acknowledged all up to index ${before.upTo} in term ${before.term}, and now its disk ends at ${lastIndexOf(disk)}.`,
      nodes: [node],
    };
  },
});

/**
 * A follower acknowledges what is committed, never something else in its place. The term of whoever applies it first is
 * the term in which it was committed, or a later one.
 */
export const acknowledgesWhatIsCommitted = defineMonitor({
  listens: ['sent', 'persisted', 'emitted'],
  start: () => ({
    disks: new Map<NodeId, Disk>(),
    committed: new Map<number, { text: string; inTerm: number }>(),
  }),
  observe({ disks, committed }, seen) {
    const { node } = seen;
    if (seen.kind === 'persisted') keep(disks, node, seen.durable);
    const disk = disks.get(node) ?? emptyDisk;
    if (seen.kind === 'emitted' && seen.output.type === 'applied') {
      const index = numberIn(seen.output, 'index');
      if (!committed.has(index)) {
        committed.set(index, { text: entryText(seen.output), inTerm: disk.term });
      }
    }
    if (seen.kind !== 'sent' || seen.message.type !== 'appended') return undefined;
    const upTo = numberIn(seen.message, 'matchIndex');
    for (let index = disk.base + 1; index <= upTo; index++) {
      const known = committed.get(index);
      if (!known || known.inTerm > disk.term || holdsEntry(disk, index, known.text)) continue;
      return {
        what: `${node} acknowledged all up to index ${upTo}, and holds ${formatEntry(textAt(disk, index))} at ${index}, where ${formatEntry(known.text)} is committed.`,
        nodes: [node],
      };
    }
    return undefined;
  },
});

/** A server's snapshot, its machine and its disk never fall behind what it has applied. */
export const neverGoesBack = defineMonitor({
  listens: ['persisted', 'emitted', 'crashed', 'restarted'],
  start: () => ({ bases: new Map<NodeId, number>(), applied: new Map<NodeId, number>() }),
  observe({ bases, applied }, seen) {
    const { node } = seen;
    if (seen.kind === 'crashed') applied.delete(node);
    const base = bases.get(node) ?? 0;
    if (seen.kind === 'restarted') applied.set(node, base);
    const reached = applied.get(node) ?? base;
    if (seen.kind === 'persisted') {
      const disk = diskOf(seen.durable);
      if (!disk) return undefined;
      bases.set(node, disk.base);
      return behind(node, disk, { base, reached });
    }
    if (seen.kind !== 'emitted') return undefined;
    const { output } = seen;
    if (output.type === 'applied') applied.set(node, numberIn(output, 'index'));
    if (output.type !== 'restored') return undefined;
    const index = numberIn(output, 'lastIndex');
    applied.set(node, index);
    if (index >= reached) return undefined;
    return {
      what: `${node} had applied all up to ${reached}, and went back to a snapshot up to ${index}.`,
      shape: 'machine',
      nodes: [node],
    };
  },
});

function behind(
  node: NodeId,
  disk: Disk,
  { base, reached }: { readonly base: number; readonly reached: number },
) {
  const what =
    disk.base < base
      ? `The snapshot of ${node} went back from ${base} to ${disk.base}.`
      : lastIndexOf(disk) < reached
        ? `${node} has applied all up to ${reached}, and now its disk ends at ${lastIndexOf(disk)}.`
        : undefined;
  return what === undefined ? undefined : { what, shape: 'disk', nodes: [node] };
}

/** What stands after an entry of a term is of that term, or of a later one. */
export const termsNeverFall = defineMonitor({
  listens: ['persisted'],
  start: () => ({}),
  observe(_state, seen) {
    if (seen.kind !== 'persisted') return undefined;
    const disk = diskOf(seen.durable);
    if (!disk) return undefined;
    let before = disk.baseTerm;
    for (const [offset, entry] of disk.entries.entries()) {
      const term = termOf(entry);
      if (term < before) {
        const index = disk.base + offset + 1;
        const held = offset === 0 ? 'its snapshot' : `entry ${index - 1}`;
        return {
          what: `${seen.node} keeps entry ${index} of term ${term} after ${held}, which ends in term ${before}: no leader ever had such a log.`,
          nodes: [seen.node],
        };
      }
      before = term;
    }
    return undefined;
  },
});

/** What a snapshot may never do to a server, by name. */
export const snapshotPromises: Readonly<Record<string, AnyMonitor>> = {
  'A snapshot is what the entries up to its end make': snapshotsAreTrue,
  'What a server has acknowledged stays on its disk': keepsWhatItAcknowledged,
  'A server acknowledges what is committed': acknowledgesWhatIsCommitted,
  'A server never goes back': neverGoesBack,
  'Terms never fall along a log': termsNeverFall,
};
