// Runs a world from its beginning, whenever the reader has changed something. A few milliseconds for a second of its time.
import type { Scene, Scenes } from '../../../../grader/scenes/index.ts';
import { nodesOf, runWorld } from '../../../../grader/sim/index.ts';
import { type Moments, momentsOf } from './moments.ts';
import { planOf, type Setting } from './setting.ts';

/** What is run: a scene, what the reader has done to it, and until when. */
export interface Wanted {
  readonly protocol: string;
  readonly setting: Setting;
  readonly endAtMs: number;
}

export function run(scenes: Scenes, { protocol, setting, endAtMs }: Wanted): Moments {
  const scene = scenes[protocol];
  if (!scene) throw new Error(`There is no scene "${protocol}".`);
  const cluster = scene.cluster();
  const plan = planOf(setting, nodesOf(cluster), endAtMs, asked(scene));
  const { trace } = runWorld(cluster, plan, { trace: true, eventsMax: 200_000 });
  return momentsOf(trace, endAtMs, scene);
}

const asked = ({ requestOf }: Scene) =>
  requestOf ?? ((what: string, index: number) => ({ type: what, operation: `x${index}` }));
