// How the log stays short: a snapshot of the machine takes the place of the entries that made it.
// The brief is chapters/03-raft/snapshots.mdx.
import { type Snapshots } from '#raft';
import { todo } from '#sim';

/** What you want to remember beside what all parts share. It may stay empty. */
interface Memory {}

export const snapshots: Snapshots<Memory> = {
  start(_node, _server) {
    // TODO(3.4a): Return your memory.
    todo('3.4a start');
  },

  onApplied(node, server, own) {
    // TODO(3.4b): If `settings.snapshotEntries` entries have been applied since the last snapshot, take one: the state after
    //             `lastApplied`, with the index, the term and the configuration that belong to that entry. Which entries
    //             stay in the log? And what may a crash between two writes leave behind?
    todo('3.4b onApplied');
  },

  sendSnapshot(node, server, own, to) {
    // TODO(3.4c): Send `to` the snapshot. The message may be lost: who makes sure that it is sent again?
    todo('3.4c sendSnapshot');
  },

  onInstallSnapshot(node, server, own, from, message, restore) {
    // TODO(3.4d): Put the snapshot in place, if it is of any use to this server: what would an old one do to it?
    //             Some of the entries that it holds may follow the snapshot, and some may be of a leader that is no more.
    // TODO(3.4e): Bring the memory to where the snapshot ends: `commitIndex`, `lastApplied`, and with `restore` the machine.
    // TODO(3.4f): Answer `appended`, in any case. Up to which index do you now know your log to equal the leader's?
    todo('3.4d onInstallSnapshot');
  },
};
