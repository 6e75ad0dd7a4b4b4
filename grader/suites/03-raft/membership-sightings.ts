// What must have come of a change at the end, and what must be seen in random worlds, or they proved nothing.
import {
  type AnyGoal,
  type AnySometimes,
  defineGoal,
  defineSometimes,
  type NodeId,
} from '../../sim/index.ts';
import { commandText, field, numberIn, textIn } from './disks.ts';
import { type Books, formatMembers, keepBook, lastHeld, membersOf } from './membership-disks.ts';

/** The configuration of the highest index that anybody has applied names these voters, and no learners. */
export const membersAre = (...voters: readonly NodeId[]): AnyGoal =>
  defineGoal({
    listens: ['emitted'],
    start: () => ({ index: 0, last: '' }),
    observe(state, seen) {
      if (seen.kind !== 'emitted' || seen.output.type !== 'applied') return;
      const command = field(seen.output, 'command');
      const index = numberIn(seen.output, 'index');
      if (textIn(command, 'type') !== 'configuration' || index < state.index) return;
      const members = membersOf(field(command, 'configuration'));
      state.index = index;
      state.last = formatMembers({ ...members, voters: members.voters.toSorted() });
    },
    unmet({ last }) {
      const wanted = formatMembers({ voters, learners: [] });
      if (last === wanted) return undefined;
      const what =
        last === '' ? 'No configuration was ever applied' : `${last} is what was applied`;
      return { what: `${what}, where ${wanted} is what the operator asked for.` };
    },
  });

/** These servers have applied the value. */
export const appliedBy = (value: string, ...servers: readonly NodeId[]): AnyGoal =>
  defineGoal({
    listens: ['emitted'],
    start: () => ({ by: [] as NodeId[] }),
    observe(state, seen) {
      if (seen.kind !== 'emitted' || seen.output.type !== 'applied') return;
      if (commandText(field(seen.output, 'command')) === value) state.by.push(seen.node);
    },
    unmet({ by }) {
      const missing = servers.find((server) => !by.includes(server));
      return missing === undefined
        ? undefined
        : { what: `${missing} never applied “${value}”.`, nodes: [missing] };
    },
  });

const changed = (
  is: (
    before: { voters: readonly NodeId[] },
    now: { voters: readonly NodeId[] },
    node: NodeId,
  ) => boolean,
): AnySometimes =>
  defineSometimes({
    listens: ['persisted'],
    start: () => ({ books: new Map() as Books }),
    observe({ books }, seen) {
      if (seen.kind !== 'persisted') return false;
      const before = books.get(seen.node);
      const now = keepBook(books, seen.node, seen.durable);
      return !!before && !!now && is(lastHeld(before), lastHeld(now), seen.node);
    },
  });

/** A server was given a vote. */
export const aNewVoter = changed(({ voters }, now) => now.voters.length > voters.length);

/** A leader appended the configuration that takes its own vote. */
export const aLeaderRemovesItself = defineSometimes({
  listens: ['persisted', 'emitted'],
  start: () => ({ books: new Map() as Books, terms: new Map<NodeId, number>() }),
  observe({ books, terms }, seen) {
    if (seen.kind === 'emitted' && seen.output.type === 'leading') {
      terms.set(seen.node, numberIn(seen.output, 'term'));
    }
    if (seen.kind !== 'persisted') return false;
    const book = keepBook(books, seen.node, seen.durable);
    const last = book && lastHeld(book);
    return !!last && last.term === terms.get(seen.node) && !last.voters.includes(seen.node);
  },
});

/** A configuration went with its entry, when another leader overwrote it. */
export const aRollback = defineSometimes({
  listens: ['persisted'],
  start: () => ({ books: new Map() as Books }),
  observe({ books }, seen) {
    if (seen.kind !== 'persisted') return false;
    const before = books.get(seen.node);
    const now = keepBook(books, seen.node, seen.durable);
    if (!before || !now || lastHeld(before).text === '') return false;
    const { index, text } = lastHeld(before);
    return now.disk.base < index && !now.held.some((held) => held.text === text);
  },
});

/** A leader was asked for a change. */
export const aRequest: AnySometimes = defineSometimes({
  listens: ['requested'],
  start: () => ({}),
  observe: (_state, seen) =>
    seen.kind === 'requested' &&
    (seen.request.type === 'addServer' || seen.request.type === 'removeServer'),
});
