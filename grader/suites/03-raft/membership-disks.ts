// The configurations that disks hold, read as warily as all of a submission's, and who holds an entry.
import type { NodeId } from '../../sim/index.ts';
import {
  type Disk,
  diskOf,
  entryText,
  field,
  holdsEntry,
  lastIndexOf,
  listIn,
  numberIn,
} from './disks.ts';

/** A configuration, and where in the log it stands: at the end of the snapshot, where it is in there. */
export interface Held {
  readonly index: number;
  readonly term: number;
  readonly voters: readonly NodeId[];
  readonly learners: readonly NodeId[];
  /** Tells entries apart: `2 {n1 n2 n3}`. */
  readonly text: string;
}

/** What a server has written: its disk, and all configurations on it in order of their indices. Never empty. */
export interface Book {
  readonly disk: Disk;
  readonly held: readonly Held[];
}

export type Books = Map<NodeId, Book>;

/** Several watchers see the same write. */
const known = new WeakMap<object, Book>();

/** Remembers what a server has written, and returns it. `undefined` for what is no record of a server. */
export function keepBook(books: Books, node: NodeId, durable: unknown): Book | undefined {
  const disk = diskOf(durable);
  if (!disk) return undefined;
  const book = known.get(durable as object) ?? { disk, held: configurationsIn(durable, disk) };
  known.set(durable as object, book);
  books.set(node, book);
  return book;
}

function configurationsIn(durable: unknown, { base, baseTerm }: Disk): Held[] {
  const first = membersOf(field(field(durable, 'snapshot'), 'configuration'));
  const held: Held[] = [{ index: base, term: baseTerm, ...first, text: '' }];
  for (const [offset, entry] of listIn(durable, 'log').entries()) {
    const command = field(entry, 'command');
    if (field(command, 'type') !== 'configuration') continue;
    held.push({
      index: base + 1 + offset,
      term: numberIn(entry, 'term'),
      ...membersOf(field(command, 'configuration')),
      text: entryText(entry),
    });
  }
  return held;
}

const isId = (id: unknown): id is NodeId => typeof id === 'string';

export const membersOf = (configuration: unknown): Pick<Held, 'voters' | 'learners'> => ({
  voters: listIn(configuration, 'voters').filter(isId),
  learners: listIn(configuration, 'learners').filter(isId),
});

/** The configuration that counts: the last in the log. */
export const lastHeld = ({ held }: Book): Held => held.at(-1)!;

/** `{n1 n2 n3 + n4}`: three voters, and a learner. */
export function formatMembers({ voters, learners }: Pick<Held, 'voters' | 'learners'>): string {
  return `{${[...voters, ...(learners.length > 0 ? ['+', ...learners] : [])].join(' ')}}`;
}

/** `n1 and n2: 2 of the 3 voters of {n1 n2 n3}`. */
export function formatShare(among: readonly NodeId[], members: Held): string {
  const of = members.voters.filter((voter) => among.includes(voter));
  const voters = `${members.voters.length} ${members.voters.length === 1 ? 'voter' : 'voters'}`;
  return `${of.join(' and ') || 'nobody'}: ${of.length} of the ${voters} of ${formatMembers(members)}`;
}

export const isMajority = (among: readonly NodeId[], { voters }: Held): boolean =>
  voters.filter((voter) => among.includes(voter)).length > voters.length / 2;

/** Who has this entry on disk, or a snapshot in its place. */
export const holdersOf = (books: Books, index: number, text: string): NodeId[] =>
  [...books]
    .filter(([, { disk }]) => index <= lastIndexOf(disk) && holdsEntry(disk, index, text))
    .map(([node]) => node)
    .toSorted();
