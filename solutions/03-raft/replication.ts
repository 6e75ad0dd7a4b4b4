// Raft's log replication: the consistency check, conflicts, and how far each follower is.
// Ongaro and Ousterhout 2014, section 5.3, its last paragraphs for the fast way back; Figure 2, "AppendEntries RPC".
import type { NodeId } from '#sim';
import {
  append,
  type AppendEntries,
  type Durable,
  entriesFrom,
  firstIndex,
  lastIndex,
  type Replication,
  termAt,
  truncateFrom,
} from '#raft';

/** What a leader remembers of its followers. */
interface Followers {
  /** The next entry to send to each that has answered: a guess, until a match is known. */
  next: Map<NodeId, number>;
  /** Where to begin with the others: the first entry of this leader's own term. */
  first: number;
}

export const replication: Replication<Followers> = {
  start: () => ({ next: new Map(), first: 1 }),

  // #region on-elected
  onElected(_node, { disk }, own) {
    own.next.clear();
    // Nobody else can have an entry of this term yet. Of what is before, nothing is known but that most have it.
    own.first = lastIndex(disk) + 1;
    while (termAt(disk, own.first - 1) === disk.currentTerm) own.first--;
  },
  // #endregion on-elected

  nextIndex: (_server, own, to) => nextFor(own, to),

  // #region replicate
  replicate(node, server, own, to) {
    const { disk, settings } = server;
    const next = nextFor(own, to);
    node.send(to, {
      type: 'appendEntries',
      term: disk.currentTerm,
      prevLogIndex: next - 1,
      prevLogTerm: termAt(disk, next - 1)!,
      entries: entriesFrom(disk, next, settings.entriesPerMessageMax),
      leaderCommit: server.commitIndex,
      round: server.round,
    });
  },
  // #endregion replicate

  // #region on-append-entries
  onAppendEntries(node, { disk }, _own, from, message) {
    const { term, prevLogIndex, prevLogTerm, entries, round } = message;
    const isStale = term < disk.currentTerm;
    if (isStale || !holds(disk, prevLogIndex, prevLogTerm)) {
      const conflict = conflictAt(disk, prevLogIndex);
      const answer = { term: disk.currentTerm, prevLogIndex, ...conflict, round };
      node.send(from, { type: 'rejected', ...answer });
      return null;
    }

    if (store(disk, message)) node.persist(disk);
    // What this message has shown, and no more: what comes after it may be of another leader.
    const matchIndex = prevLogIndex + entries.length;
    node.send(from, { type: 'appended', term: disk.currentTerm, matchIndex, round });
    return matchIndex;
  },
  // #endregion on-append-entries

  // #region on-appended
  onAppended(_node, server, own, from, { term, matchIndex }) {
    if (server.role !== 'leader' || term !== server.disk.currentTerm) return false;
    // An old answer may come late: what is known to match stays known.
    const match = Math.max(matchIndex, server.matchIndex.get(from) ?? 0);
    const before = nextFor(own, from);
    server.matchIndex.set(from, match);
    own.next.set(from, match + 1);
    return match + 1 > before && match < lastIndex(server.disk);
  },
  // #endregion on-appended

  // #region on-rejected
  onRejected(_node, server, own, from, { term, prevLogIndex, conflictTerm, conflictIndex }) {
    if (server.role !== 'leader' || term !== server.disk.currentTerm) return false;
    // An answer to an earlier question: the next index has moved since.
    if (prevLogIndex !== nextFor(own, from) - 1) return false;
    const lastOfTerm = conflictTerm === null ? undefined : lastIndexOf(server.disk, conflictTerm);
    // With entries of that term here as well, the two logs may agree up to the last of them.
    const next = lastOfTerm === undefined ? conflictIndex : Math.min(lastOfTerm + 1, prevLogIndex);
    own.next.set(from, Math.max(next, (server.matchIndex.get(from) ?? 0) + 1));
    return true;
  },
  // #endregion on-rejected
};

const nextFor = ({ next, first }: Followers, to: NodeId): number => next.get(to) ?? first;

// #region holds
/** Whether the log has this entry. What a snapshot stands for is committed, so that it is everybody's. */
const holds = (disk: Durable, index: number, term: number): boolean =>
  index < firstIndex(disk) - 1 || termAt(disk, index) === term;
// #endregion holds

// #region store
/** Puts the entries into the log, and returns whether that changed it. */
function store(disk: Durable, { prevLogIndex, entries }: AppendEntries): boolean {
  for (const [offset, entry] of entries.entries()) {
    const index = prevLogIndex + 1 + offset;
    if (index < firstIndex(disk)) continue;
    if (termAt(disk, index) === entry.term) continue;
    // Only a conflict takes entries away. A message that says less than the log holds may just be old.
    truncateFrom(disk, index);
    append(disk, ...entries.slice(offset));
    return true;
  }
  return false;
}
// #endregion store

// #region conflict
/** Where the leader had better look next: it skips a whole term of this log with each answer. */
function conflictAt(disk: Durable, prevLogIndex: number) {
  const conflictTerm = termAt(disk, prevLogIndex);
  if (conflictTerm === undefined) return { conflictTerm: null, conflictIndex: lastIndex(disk) + 1 };
  let conflictIndex = prevLogIndex;
  while (conflictIndex > firstIndex(disk) && termAt(disk, conflictIndex - 1) === conflictTerm) {
    conflictIndex--;
  }
  return { conflictTerm, conflictIndex };
}

function lastIndexOf(disk: Durable, term: number): number | undefined {
  for (let index = lastIndex(disk); index >= firstIndex(disk); index--) {
    if (termAt(disk, index) === term) return index;
  }
  return undefined;
}
// #endregion conflict
