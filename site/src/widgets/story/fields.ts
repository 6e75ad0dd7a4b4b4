// What a node holds, as lines to read: a record that takes too much room is told by its parts.
import { valueText } from '../../../../grader/report/value-text.ts';
import { canonicalText, type TraceEvent } from '../../../../grader/sim/index.ts';

export interface Field {
  /** `votedFor`, or as deep as it takes to be short: `server.disk.votedFor`. */
  readonly path: string;
  readonly value: unknown;
}

const shortWidth = 44;
const depthMax = 3;

export function fieldsOf(held: unknown): Field[] {
  return isRecord(held) ? below('', held, 1) : [{ path: '', value: held }];
}

function below(path: string, record: Readonly<Record<string, unknown>>, depth: number): Field[] {
  return Object.entries(record).flatMap(([name, value]) => {
    const inner = path === '' ? name : `${path}.${name}`;
    const isTold =
      depth < depthMax && isRecord(value) && valueText(value, 1_000).length > shortWidth;
    return isTold ? below(inner, value, depth + 1) : [{ path: inner, value }];
  });
}

/** The same of a disk. One that was never written to has none. */
export const fieldsOnDisk = (disk: unknown): Field[] =>
  disk === undefined ? [] : fieldsOf({ 'on disk': disk });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Map) &&
  !(value instanceof Set);

/** Inner parts that are the same on every node from the first event to the last: a story is not about them. */
export function stillPaths(trace: readonly TraceEvent[]): Set<string> {
  const texts = new Map<string, string>();
  const moving = new Set<string>();
  for (const event of trace) {
    const fields = [
      ...('state' in event ? fieldsOf(event.state) : []),
      ...('durable' in event ? fieldsOnDisk(event.durable) : []),
    ];
    for (const { path, value } of fields) {
      const text = canonicalText(value);
      const before = texts.get(path) ?? text;
      if (before === text) texts.set(path, text);
      else moving.add(path);
    }
  }
  const isStill = (path: string) => path.includes('.') && !moving.has(path);
  return new Set([...texts.keys()].filter(isStill));
}
