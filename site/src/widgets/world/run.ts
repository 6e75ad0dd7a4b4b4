// Runs a world from its beginning, whenever the reader has changed something. A few milliseconds for a second of its time.
import { nodesOf, runWorld } from '../../../../grader/sim/index.ts';
import { type Moments, momentsOf } from './moments.ts';
import { scenes } from './scenes.ts';
import { planOf, type Setting } from './setting.ts';
import type { SceneName } from './stages.ts';

/** What is run: a scene, what the reader has done to it, and until when. */
export interface Wanted {
  readonly protocol: SceneName;
  readonly setting: Setting;
  readonly endAtMs: number;
}

export function run({ protocol, setting, endAtMs }: Wanted): Moments {
  const { cluster: clusterOf, holds, requestOf } = scenes[protocol];
  const cluster = clusterOf();
  const plan = planOf(setting, nodesOf(cluster), endAtMs, requestOf);
  const { trace } = runWorld(cluster, plan, { trace: true, eventsMax: 200_000 });
  return momentsOf(trace, endAtMs, holds);
}
