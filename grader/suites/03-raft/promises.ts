// Raft's five properties (Ongaro and Ousterhout 2014, Figure 3), judged on what servers sent, persisted and emitted.
import { type AnyMonitor, type Break, defineMonitor, type NodeId } from '../../sim/index.ts';
import {
  type Disk,
  diskOf,
  emptyDisk,
  entryText,
  formatEntry,
  holdsEntry,
  keep,
  lastIndexOf,
  leadsBy,
  numberIn,
  termOf,
  textAt,
} from './disks.ts';

const broken = (what: string, ...nodes: NodeId[]): Break => ({ what, nodes });

/** Election Safety: at most one leader in a term. */
export const oneLeader = defineMonitor({
  listens: ['sent', 'emitted'],
  start: () => ({ leaders: new Map<number, NodeId>() }),
  observe({ leaders }, seen) {
    const term =
      seen.kind === 'sent'
        ? leadsBy(seen.message)
        : seen.kind === 'emitted' && seen.output.type === 'leading'
          ? numberIn(seen.output, 'term')
          : undefined;
    if (term === undefined) return undefined;
    const { node } = seen;
    const leader = leaders.get(term) ?? node;
    leaders.set(term, leader);
    if (leader === node) return undefined;
    return broken(`Term ${term} has two leaders: ${leader} and ${node}.`, leader, node);
  },
});

/** Leader Append-Only: a leader never overwrites or deletes an entry of its log. */
export const leadersOnlyAppend = defineMonitor({
  listens: ['sent', 'persisted', 'emitted', 'crashed'],
  start: () => ({ disks: new Map<NodeId, Disk>(), leads: new Map<NodeId, number>() }),
  observe({ disks, leads }, seen) {
    const { node } = seen;
    if (seen.kind === 'crashed') leads.delete(node);
    if (seen.kind === 'emitted' && seen.output.type === 'leading') {
      leads.set(node, numberIn(seen.output, 'term'));
    }
    if (seen.kind === 'sent') {
      const term = leadsBy(seen.message);
      if (term !== undefined) leads.set(node, term);
    }
    if (seen.kind !== 'persisted') return undefined;

    const before = disks.get(node) ?? emptyDisk;
    const now = diskOf(seen.durable);
    if (!now) return undefined;
    disks.set(node, now);
    if (leads.get(node) !== now.term || before.term !== now.term) return undefined;
    for (let index = before.base + 1; index <= lastIndexOf(before); index++) {
      const held = textAt(before, index)!;
      if (holdsEntry(now, index, held)) continue;
      return broken(
        `${node} leads in term ${now.term}, and its entry ${index}, ${formatEntry(held)}, became ${formatEntry(textAt(now, index))}.`,
        node,
      );
    }
    return undefined;
  },
});

/** Log Matching: an entry with the same index and term is the same in two logs, and so is all before it. */
export const logsMatch = defineMonitor({
  listens: ['persisted'],
  start: () => ({ disks: new Map<NodeId, Disk>() }),
  observe({ disks }, seen) {
    if (seen.kind !== 'persisted') return undefined;
    const { node } = seen;
    const now = diskOf(seen.durable);
    if (!now) return undefined;
    const before = disks.get(node);
    disks.set(node, now);
    if (before && isPrefix(now, before)) return undefined;
    for (const [other, disk] of disks) {
      const clash = other === node ? undefined : clashOf(now, disk);
      if (clash) {
        return broken(
          `${node} and ${other} hold the same entry at ${clash.agrees}, ${formatEntry(textAt(now, clash.agrees))}, and different ones at ${clash.differs}: ${formatEntry(textAt(now, clash.differs))}, and ${formatEntry(textAt(disk, clash.differs))}.`,
          node,
          other,
        );
      }
    }
    return undefined;
  },
});

/** Whether a write changed nothing of the log but its end, by taking away from it: most writes add to it, or leave it. */
const isPrefix = (now: Disk, before: Disk): boolean =>
  now.base === before.base &&
  now.entries.length <= before.entries.length &&
  now.entries.every((entry, index) => entry === before.entries[index]);

function clashOf(a: Disk, b: Disk): { agrees: number; differs: number } | undefined {
  const first = Math.max(a.base, b.base) + 1;
  let agrees = Math.min(lastIndexOf(a), lastIndexOf(b));
  while (agrees >= first && termOf(textAt(a, agrees)!) !== termOf(textAt(b, agrees)!)) agrees--;
  for (let index = agrees; index >= first; index--) {
    if (textAt(a, index) !== textAt(b, index)) return { agrees, differs: index };
  }
  return undefined;
}

/**
 * Leader Completeness: what was committed in a term is in the log of every leader of a higher one. The term of whoever
 * applies it first is that term, or a later one.
 */
export const leadersHoldAllCommitted = defineMonitor({
  listens: ['persisted', 'emitted'],
  start: () => ({
    disks: new Map<NodeId, Disk>(),
    committed: new Map<number, { text: string; inTerm: number }>(),
  }),
  observe({ disks, committed }, seen) {
    const { node } = seen;
    if (seen.kind === 'persisted') keep(disks, node, seen.durable);
    if (seen.kind !== 'emitted') return undefined;
    const { output } = seen;
    const disk = disks.get(node) ?? emptyDisk;
    if (output.type === 'applied') {
      const index = numberIn(output, 'index');
      const text = entryText(output);
      if (!committed.has(index)) committed.set(index, { text, inTerm: disk.term });
    }
    if (output.type !== 'leading') return undefined;

    const term = numberIn(output, 'term');
    for (const [index, { text, inTerm }] of committed) {
      if (inTerm >= term || holdsEntry(disk, index, text)) continue;
      return broken(
        `${node} leads in term ${term} without entry ${index}, ${formatEntry(text)}, which was committed. It holds ${formatEntry(textAt(disk, index))} there.`,
        node,
      );
    }
    return undefined;
  },
});

/** State Machine Safety: no two servers apply different entries at the same index. */
export const sameApplied = defineMonitor({
  listens: ['emitted'],
  start: () => ({ applied: new Map<number, { text: string; node: NodeId }>() }),
  observe({ applied }, seen) {
    if (seen.kind !== 'emitted' || seen.output.type !== 'applied') return undefined;
    const { node, output } = seen;
    const index = numberIn(output, 'index');
    const text = entryText(output);
    const first = applied.get(index);
    if (!first) {
      applied.set(index, { text, node });
      return undefined;
    }
    if (first.text === text) return undefined;
    return broken(
      `${first.node} applied ${formatEntry(first.text)} at index ${index}, and ${node} applied ${formatEntry(text)} there.`,
      first.node,
      node,
    );
  },
});

/** All five, by the names of the paper. */
export const raftProperties: Readonly<Record<string, AnyMonitor>> = {
  'At most one leader in a term': oneLeader,
  'A leader never changes its log but by appending': leadersOnlyAppend,
  'Logs that agree on an entry agree on all before it': logsMatch,
  'Every leader holds all that was committed': leadersHoldAllCommitted,
  'All servers apply the same entries': sameApplied,
};
