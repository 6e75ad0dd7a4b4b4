// The one public face of the explorer.
export { explore } from './explore.ts';
export type { ClusterState, Reductions, Space } from './space.ts';
