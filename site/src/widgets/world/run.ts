// Runs a world from its beginning, whenever the reader has changed something. A few milliseconds for a second of its time.
import { nodesOf, runWorld } from '../../../../grader/sim/index.ts';
import { type Moments, momentsOf } from './moments.ts';
import { type Scene, type SceneName, scenes } from './scenes.ts';
import { planOf, type Setting } from './setting.ts';

export interface Ran {
  readonly scene: Scene;
  readonly moments: Moments;
}

export function run(name: SceneName, setting: Setting, endAtMs: number): Ran {
  const scene = scenes[name];
  const cluster = scene.cluster();
  const plan = planOf(setting, nodesOf(cluster), endAtMs, scene.requestOf);
  const { trace } = runWorld(cluster, plan, { trace: true, eventsMax: 200_000 });
  return { scene, moments: momentsOf(trace, endAtMs) };
}

export { scenes };
