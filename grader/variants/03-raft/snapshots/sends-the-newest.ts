// Right snapshots built differently: a follower is sent the state of this very moment, not what the disk has. A follower
// that is past a snapshot uses it to cut its log, and whatever is committed is taken from an old leader as well.
import {
  configurationAt,
  copyOfMachine,
  lastIndex,
  type Server,
  type Snapshots,
  termAt,
} from '#raft';

function take({ disk, lastApplied, machine }: Server) {
  return {
    lastIndex: lastApplied,
    lastTerm: termAt(disk, lastApplied)!,
    configuration: configurationAt(disk, lastApplied),
    machine: copyOfMachine(machine),
  };
}

export const snapshots: Snapshots = {
  start: () => ({}),

  onApplied(node, server) {
    const { disk, lastApplied } = server;
    const applied = disk.log.length - (lastIndex(disk) - lastApplied);
    if (applied < server.settings.snapshotEntries) return;
    const next = take(server);
    disk.log.splice(0, applied);
    disk.snapshot = next;
    node.persist(disk);
  },

  sendSnapshot(node, server, _own, to) {
    const { disk, round } = server;
    const snapshot = take(server);
    node.send(to, { type: 'installSnapshot', term: disk.currentTerm, snapshot, round });
  },

  onInstallSnapshot(node, server, _own, from, { snapshot, round }, restore) {
    const { disk } = server;
    const { lastIndex: end } = snapshot;
    if (end > disk.snapshot.lastIndex) {
      const count = end - disk.snapshot.lastIndex;
      const isThere = termAt(disk, end) === snapshot.lastTerm;
      disk.log.splice(0, isThere ? count : disk.log.length);
      disk.snapshot = snapshot;
      node.persist(disk);
    }
    if (end > server.lastApplied) {
      server.lastApplied = end;
      server.commitIndex = Math.max(end, server.commitIndex);
      restore(snapshot.machine);
    }
    node.send(from, { type: 'appended', term: disk.currentTerm, matchIndex: end, round });
  },
};
