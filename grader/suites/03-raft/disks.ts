// What a server's disk holds, as checks see it. A submission writes what it likes: each field is looked at before it is
// believed.
import type { Message, NodeId } from '../../sim/index.ts';

/** The log in texts: two entries are the same if their texts are. */
export interface Disk {
  readonly term: number;
  readonly votedFor: NodeId | null;
  /** The last index that the snapshot stands for. */
  readonly base: number;
  readonly baseTerm: number;
  /** The entries after it: `term command`. */
  readonly entries: readonly string[];
}

export const emptyDisk: Disk = { term: 0, votedFor: null, base: 0, baseTerm: 0, entries: [] };

export const field = (holder: unknown, name: string): unknown =>
  (Object(holder) as Record<string, unknown>)[name];

export function numberIn(holder: unknown, name: string): number {
  const value = field(holder, name);
  return typeof value === 'number' ? value : -1;
}

export function textIn(holder: unknown, name: string): string {
  const value = field(holder, name);
  return typeof value === 'string' ? value : '';
}

export function listIn(holder: unknown, name: string): readonly unknown[] {
  const value = field(holder, name);
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** Several watchers see the same write. */
const known = new WeakMap<object, Disk>();

/** `undefined` where it is no record of a server: clients have disks as well. */
export function diskOf(durable: unknown): Disk | undefined {
  if (typeof durable !== 'object' || durable === null) return undefined;
  if (typeof field(durable, 'currentTerm') !== 'number') return undefined;
  const before = known.get(durable);
  if (before) return before;
  const votedFor = field(durable, 'votedFor');
  const snapshot = field(durable, 'snapshot');
  const disk: Disk = {
    term: numberIn(durable, 'currentTerm'),
    votedFor: typeof votedFor === 'string' ? votedFor : null,
    base: Math.max(0, numberIn(snapshot, 'lastIndex')),
    baseTerm: Math.max(0, numberIn(snapshot, 'lastTerm')),
    entries: listIn(durable, 'log').map(entryText),
  };
  known.set(durable, disk);
  return disk;
}

/** Remembers what a server has written. */
export function keep(disks: Map<NodeId, Disk>, node: NodeId, durable: unknown): void {
  const disk = diskOf(durable);
  if (disk) disks.set(node, disk);
}

/** `3 put x=a by c1#1/2`: the term, and what the entry says. */
export const entryText = (entry: unknown): string =>
  `${numberIn(entry, 'term')} ${commandText(field(entry, 'command'))}`;

export function commandText(command: unknown): string {
  const type = textIn(command, 'type');
  switch (type) {
    case 'value':
      return textIn(command, 'value');
    case 'call':
      return `${textIn(command, 'session')}/${numberIn(command, 'sequence')} ${operationText(field(command, 'operation'))}`;
    case 'configuration': {
      const configuration = field(command, 'configuration');
      const learners = listIn(configuration, 'learners');
      const voters = listIn(configuration, 'voters').join(' ');
      return `{${voters}${learners.length > 0 ? ` + ${learners.join(' ')}` : ''}}`;
    }
    default:
      return type;
  }
}

function operationText(operation: unknown): string {
  const value = field(operation, 'value');
  const written = typeof value === 'string' ? `=${value}` : '';
  return `${textIn(operation, 'type')} ${textIn(operation, 'key')}${written}`;
}

export const lastIndexOf = ({ base, entries }: Disk): number => base + entries.length;

/** `undefined` where the snapshot stands for it, or where it is not there. */
export const textAt = ({ base, entries }: Disk, index: number): string | undefined =>
  entries[index - base - 1];

/** The term of a text of an entry. */
export const termOf = (text: string): number => Number(text.slice(0, text.indexOf(' ')));

/** Whether the disk holds this entry, by itself or in its snapshot. */
export const holdsEntry = (disk: Disk, index: number, text: string): boolean =>
  index <= disk.base || textAt(disk, index) === text;

/** An entry for a reader: “x=a” of term 3. */
export function formatEntry(text: string | undefined): string {
  if (text === undefined) return 'nothing';
  const space = text.indexOf(' ');
  return `“${text.slice(space + 1)}” of term ${text.slice(0, space)}`;
}

/** The term in which a node leads, if this message shows that it does. */
export const leadsBy = (message: Message): number | undefined =>
  message.type === 'appendEntries' || message.type === 'installSnapshot'
    ? numberIn(message, 'term')
    : undefined;
