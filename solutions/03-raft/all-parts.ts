// One server, all of whose parts are yours.
export { commit } from './commit.ts';
export { election } from './election.ts';
export { keyValue } from './key-value.ts';
export { reads } from './reads.ts';
export { replication } from './replication.ts';
export { snapshots } from './snapshots.ts';
