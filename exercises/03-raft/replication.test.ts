import { boot } from '#sim';
import {
  type Durable,
  type Election,
  emptyDisk,
  type Entry,
  idleCommit as commit,
  raft,
  type Rejected,
} from '#raft';
import { expect, test } from 'vitest';
import { replication } from './replication.ts';

// An election that is won as soon as somebody stands. The judge has a real one, and real commits.
const election: Election = {
  start: () => ({}),
  campaign(_node, server) {
    server.disk.currentTerm++;
    server.role = 'leader';
  },
  onHigherTerm(_node, server, _own, term) {
    server.disk.currentTerm = term;
    server.role = 'follower';
  },
  onRequestVote() {},
  onVote() {},
  onLeader() {},
};

const nodes = { server: ['n1', 'n2', 'n3'] };

/** A log in short: `[1, 'a']` is an entry of term 1 that says “a”. */
const entries = (...log: readonly (readonly [number, string])[]): Entry[] =>
  log.map(([term, value]) => ({ term, command: { type: 'value', value } }));

/** n1, as it comes back with this log in this term. */
function aServer(currentTerm: number, log: Entry[] = []) {
  const durable: Durable = {
    ...emptyDisk({ voters: nodes.server, learners: [] }),
    currentTerm,
    log,
  };
  return boot(raft({ election, replication, commit }, { entriesPerMessageMax: 2 }), {
    id: 'n1',
    nodes,
    durable,
  });
}

/** n1, as it leads the term after this one. */
function aLeader(currentTerm: number, log: Entry[] = []) {
  const server = aServer(currentTerm, log);
  return { server, began: server.timer('election') };
}

const appendEntries = (term: number, prevLogIndex: number, prevLogTerm: number, log: Entry[]) => ({
  type: 'appendEntries',
  term,
  prevLogIndex,
  prevLogTerm,
  entries: log,
  leaderCommit: 0,
  round: 7,
});

const appended = (term: number, matchIndex: number) => ({
  type: 'appended',
  term,
  matchIndex,
  round: 7,
});

const logOf = ({ durable }: { readonly durable: unknown }) => (durable as Durable).log;

test('entries are on disk before they are acknowledged', () => {
  const server = aServer(1, entries([1, 'a']));
  const effects = server.receive('n2', appendEntries(1, 1, 1, entries([1, 'b'])));

  expect(effects.map((effect) => effect.do)).toEqual(['persist', 'send']);
  expect(effects[1]).toEqual({ do: 'send', to: 'n2', message: appended(1, 2) });
  expect(logOf(server)).toEqual(entries([1, 'a'], [1, 'b']));
});

test('a server without the entry before them rejects entries, and says where its log ends', () => {
  const server = aServer(1, entries([1, 'a']));
  const effects = server.receive('n2', appendEntries(1, 3, 1, entries([1, 'd'])));

  const rejected = { term: 1, prevLogIndex: 3, conflictTerm: null, conflictIndex: 2, round: 7 };
  expect(effects).toEqual([{ do: 'send', to: 'n2', message: { type: 'rejected', ...rejected } }]);
});

test('a server with another entry there says of which term it is, and where that term begins', () => {
  const server = aServer(4, entries([1, 'a'], [2, 'x'], [2, 'y'], [2, 'z']));
  const effects = server.receive('n2', appendEntries(4, 4, 3, []));

  const rejected = { term: 4, prevLogIndex: 4, conflictTerm: 2, conflictIndex: 2, round: 7 };
  expect(effects).toEqual([{ do: 'send', to: 'n2', message: { type: 'rejected', ...rejected } }]);
});

test('entries that conflict give way, with all that follows them', () => {
  const server = aServer(4, entries([1, 'a'], [2, 'x'], [2, 'y']));
  server.receive('n2', appendEntries(4, 1, 1, entries([3, 'b'])));

  expect(logOf(server)).toEqual(entries([1, 'a'], [3, 'b']));
});

test('a message that shows less than the log holds takes nothing away', () => {
  const server = aServer(1, entries([1, 'a'], [1, 'b'], [1, 'c']));
  const effects = server.receive('n2', appendEntries(1, 1, 1, entries([1, 'b'])));

  expect(effects).toContainEqual({ do: 'send', to: 'n2', message: appended(1, 2) });
  expect(logOf(server)).toHaveLength(3);
});

test('a new leader begins at the end of its log', () => {
  const { began } = aLeader(1, entries([1, 'a'], [1, 'b']));

  const message = { ...appendEntries(2, 2, 1, []), round: 0 };
  expect(began).toContainEqual({ do: 'send', to: 'n2', message });
  expect(began).toContainEqual({ do: 'send', to: 'n3', message });
});

test('a leader that is rejected goes back, and sends two entries with each answer', () => {
  const { server } = aLeader(1, entries([1, 'a'], [1, 'b'], [1, 'c'], [1, 'd']));
  const tooShort: Rejected = {
    type: 'rejected',
    term: 2,
    prevLogIndex: 4,
    conflictTerm: null,
    conflictIndex: 1,
    round: 7,
  };
  const back = server.receive('n2', tooShort);
  const onward = server.receive('n2', appended(2, 2));

  const first = { ...appendEntries(2, 0, 0, entries([1, 'a'], [1, 'b'])), round: 0 };
  const second = { ...appendEntries(2, 2, 1, entries([1, 'c'], [1, 'd'])), round: 0 };
  expect(back).toContainEqual({ do: 'send', to: 'n2', message: first });
  expect(onward).toContainEqual({ do: 'send', to: 'n2', message: second });
  expect(server.receive('n2', appended(2, 4))).toEqual([]);
});
