// Log compaction: a snapshot of the machine stands for the entries that made it.
// Ongaro and Ousterhout 2014, section 7; Figure 13, "InstallSnapshot RPC".
import {
  configurationAt,
  copyOfMachine,
  entriesFrom,
  type Server,
  type Snapshots,
  termAt,
} from '#raft';

export const snapshots: Snapshots = {
  start: () => ({}),

  // #region on-applied
  onApplied(node, server) {
    const { disk, lastApplied, settings } = server;
    if (lastApplied - disk.snapshot.lastIndex < settings.snapshotEntries) return;
    const log = entriesFrom(disk, lastApplied + 1);
    disk.snapshot = {
      lastIndex: lastApplied,
      lastTerm: termAt(disk, lastApplied)!,
      // Not the one in force: that may come from an entry which is not committed yet.
      configuration: configurationAt(disk, lastApplied),
      // The sessions go along: without them a late retry would be taken for a new call. A copy, since the machine moves on.
      machine: copyOfMachine(server.machine),
    };
    disk.log = log;
    // Both in one write: a crash between them would leave a gap, or entries that are counted twice.
    node.persist(disk);
  },
  // #endregion on-applied

  // #region send-snapshot
  sendSnapshot(node, { disk, round }, _own, to) {
    const { currentTerm, snapshot } = disk;
    node.send(to, { type: 'installSnapshot', term: currentTerm, snapshot, round });
  },
  // #endregion send-snapshot

  // #region on-install-snapshot
  onInstallSnapshot(node, server, _own, from, { term, snapshot, round }, restore) {
    const { disk } = server;
    // Whoever sent it leads no more, and learns so from the term.
    const matchIndex = term < disk.currentTerm ? 0 : snapshot.lastIndex;
    if (term === disk.currentTerm && snapshot.lastIndex > server.commitIndex) {
      const holdsIt = termAt(disk, snapshot.lastIndex) === snapshot.lastTerm;
      // What follows the snapshot stays if it really follows it; if not, it was never committed.
      disk.log = holdsIt ? entriesFrom(disk, snapshot.lastIndex + 1) : [];
      disk.snapshot = snapshot;
      node.persist(disk);
      jumpTo(server, snapshot.lastIndex);
      restore(snapshot.machine);
    }
    node.send(from, { type: 'appended', term: disk.currentTerm, matchIndex, round });
  },
  // #endregion on-install-snapshot
};

function jumpTo(server: Server, index: number): void {
  server.commitIndex = index;
  server.lastApplied = index;
}
