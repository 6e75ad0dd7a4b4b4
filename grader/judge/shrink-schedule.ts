// Makes a story short: removes steps from a schedule while the same promise stays broken in the same way. Chunks first
// (half of it, a quarter, ... one step), then pairs; as delta debugging does (Zeller and Hildebrandt, 2002).
import type { Broken, Cluster, Played, PlayOptions, Schedule } from '../sim/index.ts';
import { play } from '../sim/index.ts';

export interface Shrunk {
  readonly schedule: Schedule;
  readonly played: Played;
  /** How often a schedule was played to get there. */
  readonly executions: number;
}

const executionsMax = 4_000;

/**
 * The shortest schedule that removals lead to, or `undefined` where the schedule as given breaks nothing. Steps that
 * were impossible are left out of it.
 */
export function shrinkSchedule(
  cluster: () => Cluster,
  schedule: Schedule,
  options: Pick<PlayOptions, 'always'>,
  wanted: Broken,
): Shrunk | undefined {
  let executions = 0;

  function attempt(candidate: Schedule): Played | undefined {
    executions++;
    const played = play(cluster(), candidate, options);
    return played.broken && isSame(played.broken, wanted) ? played : undefined;
  }

  const first = attempt(schedule);
  if (!first) return undefined;
  let best = first;

  /** Takes the candidate if it breaks the promise by fewer steps; what it skipped is gone as well. */
  function take(candidate: Schedule): boolean {
    const played = executions < executionsMax ? attempt(candidate) : undefined;
    if (!played || played.steps.length >= best.steps.length) return false;
    best = played;
    return true;
  }

  do removeChunks(() => best.steps, take);
  while (removePair(() => best.steps, take));
  return { schedule: best.steps, played: best, executions };
}

/** What must stay: the promise, and the shape of its break. */
const isSame = (broken: Broken, wanted: Broken): boolean =>
  broken.promise === wanted.promise && broken.broke.shape === wanted.broke.shape;

function removeChunks(steps: () => Schedule, take: (candidate: Schedule) => boolean): void {
  for (let size = Math.ceil(steps().length / 2); size > 1; size = Math.floor(size / 2)) {
    removeOfSize(size, steps, take);
  }
  while (removeOfSize(1, steps, take));
}

/** One pass over the schedule, from its end, since later steps depend on earlier ones. */
function removeOfSize(
  size: number,
  steps: () => Schedule,
  take: (candidate: Schedule) => boolean,
): boolean {
  let removed = false;
  for (let start = steps().length - size; start > -size; start -= size) {
    const from = Math.max(0, start);
    if (take([...steps().slice(0, from), ...steps().slice(from + size)])) removed = true;
  }
  return removed;
}

/** Two steps that only go together: a crash and its restart, a request and the only answer to it. */
function removePair(steps: () => Schedule, take: (candidate: Schedule) => boolean): boolean {
  const { length } = steps();
  for (let later = length - 1; later > 0; later--) {
    for (let earlier = later - 1; earlier >= 0; earlier--) {
      if (take(steps().filter((_, index) => index !== earlier && index !== later))) return true;
    }
  }
  return false;
}
