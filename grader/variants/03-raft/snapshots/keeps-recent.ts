// Right snapshots built differently: a snapshot is taken in memory half a turn before the log is cut there, so that the log
// keeps the entries that a slow follower still asks for. After a crash it begins anew with what the disk has.
import {
  configurationAt,
  copyOfMachine,
  type Durable,
  entriesFrom,
  type Server,
  type Snapshot,
  type Snapshots,
  termAt,
} from '#raft';

interface Memory {
  prepared: Snapshot | null;
}

const snapshotNow = ({ disk, lastApplied, machine }: Server): Snapshot => ({
  lastIndex: lastApplied,
  lastTerm: termAt(disk, lastApplied)!,
  configuration: configurationAt(disk, lastApplied),
  machine: copyOfMachine(machine),
});

/** Puts a snapshot in place; what follows it in the log stays if the log has its last entry. */
function place(disk: Durable, snapshot: Snapshot): void {
  const follows = termAt(disk, snapshot.lastIndex) === snapshot.lastTerm;
  const rest = follows ? entriesFrom(disk, snapshot.lastIndex + 1) : [];
  Object.assign(disk, { snapshot, log: rest });
}

export const snapshots: Snapshots<Memory> = {
  start: () => ({ prepared: null }),

  onApplied(node, server, own) {
    const { disk, lastApplied, settings } = server;
    const newest = own.prepared?.lastIndex ?? disk.snapshot.lastIndex;
    if (lastApplied - newest < settings.snapshotEntries / 2) return;
    if (own.prepared) {
      place(disk, own.prepared);
      node.persist(disk);
    }
    own.prepared = snapshotNow(server);
  },

  sendSnapshot(node, { disk, round }, _own, to) {
    const { currentTerm: term, snapshot } = disk;
    node.send(to, { type: 'installSnapshot', term, snapshot, round });
  },

  onInstallSnapshot(node, server, own, from, { term, snapshot, round }, restore) {
    const { disk } = server;
    const answer = (matchIndex: number) =>
      node.send(from, { type: 'appended', term: disk.currentTerm, matchIndex, round });
    if (term < disk.currentTerm) return answer(0);
    if (snapshot.lastIndex <= server.lastApplied) return answer(snapshot.lastIndex);

    place(disk, snapshot);
    node.persist(disk);
    own.prepared = null;
    server.lastApplied = snapshot.lastIndex;
    server.commitIndex = Math.max(server.commitIndex, snapshot.lastIndex);
    restore(snapshot.machine);
    answer(snapshot.lastIndex);
  },
};
