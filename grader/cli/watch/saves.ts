// Saves in `exercises/`. Editors save in several steps (write a draft, remove, rename): those are one save.
import { join } from 'node:path';
import { watch } from 'chokidar';
import { shown } from '../exercise-file.ts';

export interface Saves {
  /** From here on, no save is missed. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** Long enough for the steps of one save, too short to notice. */
const settlesAfterMs = 40;

/** `onSave` is told the id of the exercise, once its file has come to rest. */
export function watchSaves(root: string, onSave: (id: string) => void): Saves {
  const timers = new Map<string, NodeJS.Timeout>();
  const watcher = watch(join(root, 'exercises'), { ignoreInitial: true, depth: 1 });

  watcher.on('all', (_event, path) => {
    const [, id] = /^exercises\/(\d\d-[^/]+\/[^/.]+)\.ts$/.exec(shown(root, path)) ?? [];
    if (id === undefined) return;
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => onSave(id), settlesAfterMs),
    );
  });
  return {
    ready: new Promise((resolve) => watcher.once('ready', resolve)),
    async close() {
      for (const timer of timers.values()) clearTimeout(timer);
      await watcher.close();
    },
  };
}
