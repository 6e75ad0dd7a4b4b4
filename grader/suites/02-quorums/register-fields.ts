// Reads the fields of the register's messages, disks and answers. What a submission sends is checked before it is
// believed: a stamp may be anything.
import type { Message, NodeId } from '../../sim/index.ts';

export interface Stamp {
  readonly count: number;
  readonly writer: NodeId;
}

/** A message that names its operation. */
export interface Named extends Message {
  readonly operation: string;
  readonly value?: string | null;
  readonly stamp?: Stamp;
}

export const read = (operation: string): Named => ({ type: 'read', operation });

export const write = (operation: string, value: string): Named => ({
  type: 'write',
  operation,
  value,
});

const field = (holder: unknown, name: string): unknown =>
  (Object(holder) as Record<string, unknown>)[name];

/** The name of the operation, in requests, messages and answers alike. */
export function operationOf(holder: unknown): string | undefined {
  const operation = field(holder, 'operation');
  return typeof operation === 'string' ? operation : undefined;
}

export const valueOf = (holder: unknown): unknown => field(holder, 'value');

export function stampOf(holder: unknown): Stamp | undefined {
  const stamp = field(holder, 'stamp');
  const count = field(stamp, 'count');
  const writer = field(stamp, 'writer');
  return typeof count === 'number' && typeof writer === 'string' ? { count, writer } : undefined;
}

/** The order of stamps that the brief states. */
export const isAtLeast = (a: Stamp | undefined, b: Stamp): boolean =>
  a !== undefined && (a.count > b.count || (a.count === b.count && a.writer >= b.writer));

export const formatStamp = ({ count, writer }: Stamp): string =>
  writer === '' ? `${count}` : `${count}.${writer}`;

export const formatValue = (value: unknown): string =>
  value === null || value === undefined
    ? 'nil'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);

export function formatVersion(holder: unknown): string {
  const stamp = stampOf(holder);
  return `${formatValue(valueOf(holder))} (${stamp ? formatStamp(stamp) : 'no stamp'})`;
}

export const formatNodes = (nodes: readonly NodeId[]): string => nodes.join(' and ') || 'nobody';
