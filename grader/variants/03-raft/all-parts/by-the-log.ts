// A right server built differently in each of its parts: commits go up the log, votes are crossed out, each entry is a
// write of its own, and a follower is sent the state of this very moment.
export { commit } from '../commit/upward.ts';
export { election } from '../election/countdown.ts';
export { keyValue } from '../key-value/gets-leave-no-trace.ts';
export { reads } from '../reads/last-round-of-each.ts';
export { replication } from '../replication/write-by-write.ts';
export { snapshots } from '../snapshots/sends-the-newest.ts';
