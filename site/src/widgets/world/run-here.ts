// The simulator with the scenes of all chapters, for whoever may wait for it.
import scenes from '@scenes';
import type { Moments } from './moments.ts';
import { run, type Wanted } from './run.ts';

export const runHere = (wanted: Wanted): Moments => run(scenes, wanted);
