// What the entries of the log make of the store, one after the other: each call the first time that it comes, and never
// again. Those who watch the store hold what servers answer, and what they write, against this.
import { canonicalText, type Message } from '../../sim/index.ts';
import { field, numberIn, textIn } from './disks.ts';

/** A call as it stands in the log. */
export interface LoggedCall {
  readonly type: string;
  readonly key: string;
  /** The entry that first held it. */
  readonly index: number;
}

/** What all entries that any server has applied make of the store. */
export interface StoreLog {
  /** Up to which index they are counted. */
  index: number;
  /** Applied, and not counted yet: an entry before them is missing. */
  readonly ahead: Map<number, unknown>;
  /** By key: each value that it has had, and from which index on. */
  readonly values: Map<string, { readonly from: number; readonly value: string }[]>;
  /** The last sequence of each session. */
  readonly sequences: Map<string, number>;
  /** By session and sequence. */
  readonly calls: Map<string, LoggedCall>;
}

export const emptyLog = (): StoreLog => ({
  index: 0,
  ahead: new Map(),
  values: new Map(),
  sequences: new Map(),
  calls: new Map(),
});

/** The name of a call: its session and its sequence, as in `c1#1/2`. */
export const callName = (holder: unknown): string =>
  `${textIn(holder, 'session')}/${numberIn(holder, 'sequence')}`;

/** Counts the entry that an `applied` tells of, if nobody has applied it before. */
export function follow(log: StoreLog, applied: Message): void {
  const at = numberIn(applied, 'index');
  if (at <= log.index) return;
  log.ahead.set(at, field(applied, 'command'));
  while (log.ahead.has(log.index + 1)) {
    log.index++;
    count(log, log.ahead.get(log.index));
    log.ahead.delete(log.index);
  }
}

function count(log: StoreLog, command: unknown): void {
  if (textIn(command, 'type') !== 'call') return;
  const session = textIn(command, 'session');
  const sequence = numberIn(command, 'sequence');
  if (sequence <= (log.sequences.get(session) ?? 0)) return;
  log.sequences.set(session, sequence);
  const operation = field(command, 'operation');
  const type = textIn(operation, 'type');
  const key = textIn(operation, 'key');
  const { index } = log;
  log.calls.set(callName(command), { type, key, index });
  if (type === 'get') return;
  const before = valueAt(log, key, index);
  const value = textIn(operation, 'value');
  const versions = log.values.get(key) ?? [];
  versions.push({ from: index, value: type === 'put' ? value : before + value });
  log.values.set(key, versions);
}

/** What `key` holds when all entries up to `index` have been applied. */
export const valueAt = (log: StoreLog, key: string, index: number): string =>
  log.values.get(key)?.findLast(({ from }) => from <= index)?.value ?? '';

/** Every value that `key` has had since the entry at `index`. */
export const valuesSince = (log: StoreLog, key: string, index: number): string[] => [
  valueAt(log, key, index),
  ...(log.values.get(key) ?? []).filter(({ from }) => from > index).map(({ value }) => value),
];

/** A value for a reader. */
export const quoted = (value: unknown): string =>
  typeof value === 'string' ? `“${value}”` : canonicalText(value);
