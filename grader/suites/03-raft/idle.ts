// Parts that do nothing, for explorations of one part alone.
export { idleCommit, idleReplication } from '#raft';
