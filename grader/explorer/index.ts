// The one public face of the explorer.
export { explore } from './explore.ts';
export type {
  Bounds,
  Cell,
  ClusterState,
  Exploration,
  Figures,
  Goal,
  Options,
  Reached,
  Reductions,
  Space,
  TimerBound,
} from './space.ts';
