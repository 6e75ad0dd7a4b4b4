// A bar for work that takes long enough to wonder about: on a terminal only, on `stderr`, and gone when the work is done.
import { SingleBar } from 'cli-progress';
import { type Context, wantsColour } from './context.ts';
import type { GradeProgress } from './grading.ts';

export interface ProgressBar {
  readonly update: (progress: GradeProgress) => void;
  /** Leaves the line and the cursor as they were. */
  readonly stop: () => void;
}

/** Quick work shows no bar at all: a flicker tells nothing. */
const shownAfterMs = 300;

export function progressBar({ env, stderr }: Context, label: string): ProgressBar {
  if (!stderr.isTTY || env['TERM'] === 'dumb') return { update() {}, stop() {} };

  const columns = stderr.columns || 80;
  const barsize = Math.min(30, Math.max(8, Math.floor(columns / 4)));
  const room = Math.max(0, columns - barsize - ' 1000/1000 '.length - 2);
  const plain = !wantsColour(env, stderr);
  const bar = new SingleBar({
    stream: stderr,
    format: '{bar} {value}/{total} {what}',
    barCompleteChar: plain ? '#' : '━',
    barIncompleteChar: plain ? '.' : '─',
    barsize,
    fps: 10,
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: false,
  });
  const startedAtMs = performance.now();
  let isShown = false;

  return {
    update({ doing, done, of }) {
      const what = { what: `${label}: ${doing}`.slice(0, room) };
      if (isShown) {
        bar.setTotal(of);
        bar.update(done, what);
      } else if (performance.now() - startedAtMs >= shownAfterMs) {
        isShown = true;
        bar.start(of, done, what);
      }
    },
    stop() {
      if (isShown) bar.stop();
      isShown = false;
    },
  };
}
