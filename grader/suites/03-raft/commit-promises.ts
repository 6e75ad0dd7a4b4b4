// What is promised of commits and of what is applied, beside Raft's five properties, and what must have come of a run.
import { type Cluster, defineGoal, defineMonitor, type NodeId } from '../../sim/index.ts';
import {
  commandText,
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
  textAt,
} from './disks.ts';

/** What a server may never go back behind, in this boot, and how that is known. */
interface Known {
  readonly index: number;
  readonly how: string;
}

/** The commit index never goes back while a server runs: seen where a leader tells it to its followers. */
export const commitNeverFalls = defineMonitor({
  listens: ['persisted', 'emitted', 'sent', 'crashed', 'restarted'],
  start: () => ({ bases: new Map<NodeId, number>(), known: new Map<NodeId, Known>() }),
  observe({ bases, known }, seen) {
    const { node } = seen;
    const learn = (index: number, how: string) => {
      if (index > (known.get(node)?.index ?? 0)) known.set(node, { index, how });
    };
    if (seen.kind === 'persisted') {
      const base = diskOf(seen.durable)?.base ?? 0;
      if (base > 0) bases.set(node, base);
    }
    if (seen.kind === 'crashed') known.delete(node);
    if (seen.kind === 'restarted') learn(bases.get(node) ?? 0, 'holds a snapshot of all up to');
    if (seen.kind === 'emitted' && seen.output.type === 'applied') {
      learn(numberIn(seen.output, 'index'), 'had applied all up to');
    }
    if (seen.kind !== 'sent' || seen.message.type !== 'appendEntries') return undefined;
    const leaderCommit = numberIn(seen.message, 'leaderCommit');
    const before = known.get(node);
    learn(leaderCommit, 'had told others that all is committed up to');
    if (!before || leaderCommit >= before.index) return undefined;
    return {
      what: `${node} says that all is committed up to index ${leaderCommit}, and ${before.how} ${before.index}: its commit index went back.`,
      nodes: [node],
    };
  },
});

/** As `appliedIsOnMajority`, in a cluster where only these servers have a vote. */
export const appliedIsOnMajorityOf = (voters: readonly NodeId[]) =>
  defineMonitor({
    listens: ['persisted', 'emitted'],
    start: () => ({ disks: new Map<NodeId, Disk>() }),
    observe({ disks }, seen) {
      const { node } = seen;
      if (seen.kind === 'persisted') keep(disks, node, seen.durable);
      if (seen.kind !== 'emitted' || seen.output.type !== 'applied') return undefined;
      const index = numberIn(seen.output, 'index');
      const text = entryText(seen.output);
      const holders = [...disks]
        .filter(([, disk]) => holdsEntry(disk, index, text))
        .map(([holder]) => holder);
      const voting = holders.filter((holder) => voters.includes(holder));
      if (voting.length > voters.length / 2) return undefined;
      return {
        what: `${node} applied ${formatEntry(text)} at index ${index} while ${holders.join(' and ') || 'nobody'} held it on disk: of the ${voters.length} voters ${voters.join(', ')}, that is ${voting.length}.`,
        nodes: [node],
      };
    },
  });

interface Progress {
  readonly servers: readonly NodeId[];
  readonly disks: Map<NodeId, Disk>;
  /** By server that is up: the last index that it has applied since its boot. */
  readonly applied: Map<NodeId, number>;
}

/** All that is on the disks of the servers that are up has been applied by each of them, and it is the same everywhere. */
export const allApplied = defineGoal<Progress>({
  listens: ['persisted', 'emitted', 'crashed', 'restarted'],
  start(cluster) {
    const servers = serversOf(cluster);
    return { servers, disks: new Map(), applied: new Map(servers.map((node) => [node, 0])) };
  },
  observe({ servers, disks, applied }, seen) {
    const { node } = seen;
    if (!servers.includes(node)) return;
    if (seen.kind === 'persisted') keep(disks, node, seen.durable);
    if (seen.kind === 'crashed') applied.delete(node);
    if (seen.kind === 'restarted') applied.set(node, disks.get(node)?.base ?? 0);
    if (seen.kind !== 'emitted') return;
    if (seen.output.type === 'applied') applied.set(node, numberIn(seen.output, 'index'));
    if (seen.output.type === 'restored') applied.set(node, numberIn(seen.output, 'lastIndex'));
  },
  unmet({ disks, applied }) {
    for (const [node, index] of applied) {
      const disk = disks.get(node) ?? emptyDisk;
      if (index >= lastIndexOf(disk)) continue;
      const next = `${formatEntry(textAt(disk, index + 1))} at index ${index + 1}`;
      const so = index === 0 ? 'it has applied nothing' : `it has applied nothing after ${index}`;
      return { what: `${node} holds ${next} on its disk, and ${so}.`, nodes: [node] };
    }
    const [first, ...others] = [...applied].toSorted(([, a], [, b]) => b - a);
    const behind = others.find(([, index]) => index < first![1]);
    if (!first || !behind) return undefined;
    return {
      what: `${first[0]} has applied all up to index ${first[1]}, and ${behind[0]} only up to ${behind[1]}.`,
      nodes: [first[0], behind[0]],
    };
  },
});

/** The server to which this value was proposed has applied it. */
export const hasApplied = (node: NodeId, value: string) =>
  defineGoal({
    listens: ['emitted'],
    start: () => ({ applied: 0, done: false }),
    observe(state, seen) {
      if (seen.kind !== 'emitted' || seen.node !== node || seen.output.type !== 'applied') return;
      state.applied = numberIn(seen.output, 'index');
      if (commandText(field(seen.output, 'command')) === value) state.done = true;
    },
    unmet({ applied, done }) {
      if (done) return undefined;
      return {
        what: `A majority has told ${node} that it holds “${value}”, and ${node} has applied nothing after index ${applied}.`,
        nodes: [node],
      };
    },
  });

/** A server writes once for each entry, and for each term once when it hears of it, and once to vote. */
export const writesAtMost = defineGoal({
  listens: ['persisted'],
  start: () => ({ disks: new Map<NodeId, Disk>(), writes: new Map<NodeId, number>() }),
  observe({ disks, writes }, seen) {
    if (seen.kind !== 'persisted') return;
    keep(disks, seen.node, seen.durable);
    writes.set(seen.node, (writes.get(seen.node) ?? 0) + 1);
  },
  unmet({ disks, writes }) {
    for (const [node, disk] of disks) {
      const count = writes.get(node)!;
      const most = lastIndexOf(disk) + 2 * disk.term;
      if (count <= most) continue;
      return {
        what: `${node} wrote its disk ${count} times for ${lastIndexOf(disk)} entries in ${disk.term} ${disk.term === 1 ? 'term' : 'terms'}; ${most} times are enough.`,
        nodes: [node],
      };
    }
    return undefined;
  },
});

/** The log holds what was proposed, and one entry more for each term. */
export const oneEntryMoreForEachTerm = defineGoal({
  listens: ['persisted'],
  start: () => ({ disks: new Map<NodeId, Disk>() }),
  observe({ disks }, seen) {
    if (seen.kind === 'persisted') keep(disks, seen.node, seen.durable);
  },
  unmet({ disks }) {
    for (const [node, disk] of disks) {
      const noOps = disk.entries.filter((entry) => entry.endsWith(' no-op')).length;
      if (noOps <= disk.term) continue;
      return {
        what: `The log of ${node} holds ${noOps} no-ops, and its term is ${disk.term}.`,
        nodes: [node],
      };
    }
    return undefined;
  },
});

const serversOf = ({ roles }: Cluster): readonly NodeId[] => roles['server']!.nodes;
