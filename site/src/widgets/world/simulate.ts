// Asks the simulator in its worker, one for all worlds of a page. Where a page is rendered ahead there are no workers, and none
// is needed.
import type { Moments } from './moments.ts';
import type { Wanted } from './run.ts';
import { settingText } from './setting.ts';

const known = new Map<string, Promise<Moments>>();
const knownMax = 40;

/** What happens in a world. The same question gets the same promise. */
export function simulate(wanted: Wanted): Promise<Moments> {
  const key = keyOf(wanted);
  const before = known.get(key);
  if (before) return before;
  if (known.size >= knownMax) known.delete(known.keys().next().value!);
  const moments =
    typeof Worker === 'undefined'
      ? import('./run-here.ts').then(({ runHere }) => runHere(wanted))
      : askWorker(wanted);
  known.set(key, moments);
  return moments;
}

export const keyOf = ({ protocol, setting, endAtMs }: Wanted): string =>
  `${protocol} ${settingText(setting)} ${endAtMs}`;

let worker: Worker | undefined;
let asked = 0;
const waiting = new Map<number, (moments: Moments) => void>();

function askWorker(wanted: Wanted): Promise<Moments> {
  worker ??= hire();
  const id = asked++;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    worker!.postMessage({ id, wanted });
  });
}

function hire(): Worker {
  const hired = new Worker(new URL('./world.worker.ts', import.meta.url));
  hired.onmessage = ({ data }: MessageEvent<{ id: number; moments: Moments }>) => {
    waiting.get(data.id)?.(data.moments);
    waiting.delete(data.id);
  };
  return hired;
}
