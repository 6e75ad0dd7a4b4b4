// What a server owes to its disk and to those whom it answers: votes, terms and acknowledgements.
import { defineMonitor, type NodeId } from '../../sim/index.ts';
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
  leadsBy,
  numberIn,
  textAt,
} from './disks.ts';

/** A server votes once in a term, and its disk knows of it before anybody else does. */
export const votesOnce = defineMonitor({
  listens: ['persisted', 'sent'],
  start: () => ({ disks: new Map<NodeId, VoteOnDisk>(), votes: new Map<string, NodeId>() }),
  observe({ disks, votes }, seen) {
    const { node } = seen;
    if (seen.kind === 'persisted') {
      const disk = diskOf(seen.durable);
      if (disk) disks.set(node, { term: disk.term, votedFor: disk.votedFor });
    }
    if (seen.kind !== 'sent') return undefined;
    const { message, peer } = seen;
    const isVote = message.type === 'vote' && field(message, 'granted') === true;
    if (!isVote && message.type !== 'requestVote') return undefined;

    // Whoever stands for election votes for itself.
    const candidate = isVote ? peer : node;
    const term = numberIn(message, 'term');
    const before = votes.get(`${node} ${term}`) ?? candidate;
    votes.set(`${node} ${term}`, before);
    if (before !== candidate) {
      return {
        what: `${node} voted twice in term ${term}: for ${before}, and for ${candidate}.`,
        shape: 'twice',
        nodes: [node],
      };
    }
    const disk = disks.get(node) ?? { term: 0, votedFor: null };
    if (disk.term === term && disk.votedFor === candidate) return undefined;
    const held = `term ${disk.term} and ${disk.votedFor === null ? 'no vote' : `a vote for ${disk.votedFor}`}`;
    return {
      what: `${node} gave ${candidate} its vote of term ${term} while its disk held ${held}.`,
      shape: 'disk',
      nodes: [node],
    };
  },
});

interface VoteOnDisk {
  readonly term: number;
  readonly votedFor: NodeId | null;
}

/** A term never goes back, and is on disk before it is spoken of. */
export const termsOnlyRise = defineMonitor({
  listens: ['persisted', 'sent'],
  start: () => ({ terms: new Map<NodeId, number>() }),
  observe({ terms }, seen) {
    const { node } = seen;
    const held = terms.get(node) ?? 0;
    if (seen.kind === 'persisted') {
      const term = diskOf(seen.durable)?.term ?? held;
      terms.set(node, term);
      if (term >= held) return undefined;
      return { what: `The term of ${node} went back from ${held} to ${term}.`, nodes: [node] };
    }
    if (seen.kind !== 'sent') return undefined;
    const term = field(seen.message, 'term');
    if (typeof term !== 'number' || term === held) return undefined;
    return {
      what: `${node} sent ${seen.message.type} of term ${term} while its disk held term ${held}.`,
      shape: 'sent',
      nodes: [node],
    };
  },
});

/** `appended` is a promise: the follower's disk holds what the leader's holds, up to there. */
export const acknowledgedIsOnDisk = defineMonitor({
  listens: ['persisted', 'sent'],
  start: () => ({ disks: new Map<NodeId, Disk>(), leaders: new Map<number, NodeId>() }),
  observe({ disks, leaders }, seen) {
    const { node } = seen;
    if (seen.kind === 'persisted') keep(disks, node, seen.durable);
    if (seen.kind !== 'sent') return undefined;
    const { message, peer } = seen;
    const leads = leadsBy(message);
    if (leads !== undefined) leaders.set(leads, node);
    if (message.type !== 'appended') return undefined;

    const matchIndex = numberIn(message, 'matchIndex');
    const own = disks.get(node) ?? emptyDisk;
    if (lastIndexOf(own) < matchIndex) {
      return {
        what: `${node} acknowledged all up to index ${matchIndex}, and its disk ends at ${lastIndexOf(own)}.`,
        shape: 'missing',
        nodes: [node],
      };
    }
    const leader = disks.get(peer);
    const term = numberIn(message, 'term');
    if (!leader || leader.term !== term || leaders.get(term) !== peer) return undefined;
    if (lastIndexOf(leader) < matchIndex) {
      return {
        what: `${node} acknowledged all up to index ${matchIndex}, and the log of its leader ${peer} ends at ${lastIndexOf(leader)}.`,
        shape: 'beyond',
        nodes: [node, peer],
      };
    }
    const index = firstDifference(own, leader, matchIndex);
    if (index === undefined) return undefined;
    return {
      what: `${node} acknowledged all up to index ${matchIndex}, and holds ${formatEntry(textAt(own, index))} at ${index}, where the leader ${peer} holds ${formatEntry(textAt(leader, index))}.`,
      shape: 'different',
      nodes: [node, peer],
    };
  },
});

function firstDifference(a: Disk, b: Disk, upTo: number): number | undefined {
  const last = Math.min(upTo, lastIndexOf(a), lastIndexOf(b));
  for (let index = Math.max(a.base, b.base) + 1; index <= last; index++) {
    if (textAt(a, index) !== textAt(b, index)) return index;
  }
  return undefined;
}

/** What is applied is on the disks of a majority of the servers that have a vote. */
export const appliedIsOnMajority = defineMonitor({
  listens: ['persisted', 'emitted'],
  start: ({ roles }) => ({
    disks: new Map(roles['server']!.nodes.map((node): [NodeId, Disk] => [node, emptyDisk])),
  }),
  observe({ disks }, seen) {
    const { node } = seen;
    if (seen.kind === 'persisted') keep(disks, node, seen.durable);
    if (seen.kind !== 'emitted' || seen.output.type !== 'applied') return undefined;
    const index = numberIn(seen.output, 'index');
    const text = entryText(seen.output);
    const holders = [...disks].filter(([, disk]) => holdsEntry(disk, index, text));
    if (holders.length > disks.size / 2) return undefined;
    const names = holders.map(([holder]) => holder).join(' and ') || 'nobody';
    return {
      what: `${node} applied ${formatEntry(text)} at index ${index} while ${names} held it on disk: ${holders.length} of ${disks.size} servers.`,
      nodes: [node],
    };
  },
});

/** A server applies one entry after the other, from its snapshot on: none twice in a boot, and none left out. */
export const appliesInOrder = defineMonitor({
  listens: ['persisted', 'emitted', 'crashed', 'restarted'],
  start: () => ({ bases: new Map<NodeId, number>(), applied: new Map<NodeId, number>() }),
  observe({ bases, applied }, seen) {
    const { node } = seen;
    if (seen.kind === 'persisted') bases.set(node, diskOf(seen.durable)?.base ?? 0);
    if (seen.kind === 'crashed') applied.delete(node);
    if (seen.kind === 'restarted') applied.set(node, bases.get(node) ?? 0);
    if (seen.kind !== 'emitted') return undefined;
    if (seen.output.type === 'restored') applied.set(node, numberIn(seen.output, 'lastIndex'));
    if (seen.output.type !== 'applied') return undefined;

    const index = numberIn(seen.output, 'index');
    const expected = (applied.get(node) ?? 0) + 1;
    applied.set(node, index);
    if (index === expected) return undefined;
    return {
      what: `${node} applied index ${index}, where ${expected} was next.`,
      shape: index < expected ? 'again' : 'left out',
      nodes: [node],
    };
  },
});
