// Nodes that are interchangeable: a state of the cluster then counts once, however those nodes are named. A protocol may
// break the symmetry that was declared for it (by comparing names, say); every run of a handler is checked for that, with
// the nodes renamed.
import type { Effect } from '../sim/effects.ts';
import type { Input } from '../sim/machine.ts';
import type { Observed } from '../sim/observe.ts';
import { canonicalText } from '../sim/plain.ts';
import type { Message, NodeId } from '../sim/protocol.ts';
import { rename } from './memory.ts';
import type { Answer } from './runner.ts';
import type { Cell } from './space.ts';

/** New names of nodes: those that keep their name are left out. */
export type Renaming = ReadonlyMap<NodeId, NodeId>;

/** Thrown where the symmetry that was declared turns out not to hold. */
export class NotSymmetric extends Error {
  override readonly name = 'NotSymmetric';
}

export interface Symmetry {
  /** Every renaming, the first of which changes nothing. */
  readonly renamings: readonly Renaming[];
  /** Enough of them to build all others. */
  readonly generators: readonly Renaming[];
}

export const noSymmetry: Symmetry = { renamings: [new Map()], generators: [] };

const renamingsMax = 720;

export function symmetryOf(groups: readonly (readonly NodeId[])[]): Symmetry {
  let renamings: Renaming[] = [new Map()];
  const generators: Renaming[] = [];
  for (const group of groups) {
    const within = permutations(group).map((order) => renamingTo(group, order));
    renamings = renamings.flatMap((outer) => within.map((inner) => new Map([...outer, ...inner])));
    if (renamings.length > renamingsMax) {
      throw new Error(`Bug in the workbook: more than ${renamingsMax} symmetries.`);
    }
    // A swap of two and a turn of all build every order.
    if (group.length > 1)
      generators.push(renamingTo(group, [group[1]!, group[0]!, ...group.slice(2)]));
    if (group.length > 2) generators.push(renamingTo(group, [...group.slice(1), group[0]!]));
  }
  return { renamings, generators };
}

export const renameInput = (input: Input | 'start', names: Renaming): Input | 'start' =>
  input === 'start'
    ? input
    : input.kind === 'message'
      ? { ...input, from: renameNode(input.from, names), message: rename(input.message, names) }
      : input.kind === 'request'
        ? { ...input, request: rename(input.request, names) }
        : { ...input, timer: renameNode(input.timer, names) };

export const renameCell = (cell: Cell, names: Renaming): Cell => ({
  ...cell,
  node: renameNode(cell.node, names),
  memory: rename(cell.memory, names),
  durable: rename(cell.durable, names),
  timers: cell.timers.map((timer) => renameNode(timer, names)).toSorted(),
  inbox: sortedByText(cell.inbox.map((message) => rename(message, names))),
});

export const renameNode = (node: NodeId, names: Renaming): NodeId => names.get(node) ?? node;

/** What a handler did, as a text in which the order of sends (which is no order of arrivals) does not count. */
export function answersText(answers: readonly Answer[], names: Renaming): string {
  return answers
    .map(({ memory, effects, choices }) =>
      canonicalText([rename(memory, names), ordered(effects, names), choices]),
    )
    .join(' or ');
}

function ordered(effects: readonly Effect[], names: Renaming): string[] {
  const texts: string[] = [];
  let sends: string[] = [];
  for (const effect of effects) {
    const text = canonicalText(Object.values(effect).map((part) => rename(part, names)));
    if (effect.do === 'send') {
      sends.push(text);
    } else {
      texts.push(...sends.toSorted(), text);
      sends = [];
    }
  }
  return [...texts, ...sends.toSorted()];
}

export const renameSeen = (seen: readonly Observed[], names: Renaming): Observed[] =>
  seen.map(
    (event) =>
      Object.fromEntries(
        Object.entries(event).map(([key, part]) => [
          key,
          key === 'kind' ? part : rename(part, names),
        ]),
      ) as unknown as Observed,
  );

function sortedByText(messages: readonly Message[]): Message[] {
  const withTexts = messages.map((message) => ({ message, text: canonicalText(message) }));
  withTexts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return withTexts.map(({ message }) => message);
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((first, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}

const renamingTo = (group: readonly NodeId[], order: readonly NodeId[]): Renaming =>
  new Map(group.map((node, index) => [node, order[index]!] as const).filter(([a, b]) => a !== b));
