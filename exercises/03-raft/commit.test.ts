import {
  defaultSettings,
  type Durable,
  emptyDisk,
  type Entry,
  type RaftNode,
  type Server,
} from '#raft';
import { expect, test } from 'vitest';
import { commit } from './commit.ts';

/** A log in short: the terms of its entries. */
const entries = (...terms: readonly number[]): Entry[] =>
  terms.map((term, place) => ({ term, command: { type: 'value', value: `${place + 1}` } }));

/** The memory of n1, in a cluster of three, right after it has booted with this log in this term. */
function aServer(currentTerm: number, log: Entry[], snapshotUpTo = 0) {
  const configuration = { voters: ['n1', 'n2', 'n3'], learners: [] };
  const { snapshot, ...disk } = emptyDisk(configuration);
  const server: Server = {
    settings: defaultSettings,
    role: 'follower',
    leader: null,
    machine: snapshot.machine,
    round: 0,
    disk: { ...disk, currentTerm, log, snapshot: { ...snapshot, lastIndex: snapshotUpTo } },
    configuration,
    commitIndex: 0,
    lastApplied: 0,
    matchIndex: new Map<string, number>(),
  };
  const writes: Durable[] = [];
  const node = {
    id: 'n1',
    persist: (durable: Durable) => writes.push(structuredClone(durable)),
  } as unknown as RaftNode;
  const own = commit.start(node, server);

  return {
    server,
    writes,
    elected: () => commit.onElected(node, server, own),
    /** A follower's match index has moved. */
    progress: (follower: string, match: number) => {
      server.matchIndex.set(follower, match);
      commit.onProgress(node, server, own);
      return server.commitIndex;
    },
    matched: (matchIndex: number, leaderCommit: number) => {
      commit.onMatched(node, server, own, matchIndex, leaderCommit);
      return server.commitIndex;
    },
    /** The indexes that are applied now. */
    applied: () => {
      const indexes: number[] = [];
      commit.applyCommitted(node, server, own, (index) => indexes.push(index));
      return indexes;
    },
  };
}

test('a leader begins its term with a no-op, which is on its disk', () => {
  const { elected, writes } = aServer(2, entries(1));
  elected();

  expect(writes.at(-1)?.log.at(-1)).toEqual({ term: 2, command: { type: 'no-op' } });
});

test('with one of two followers an entry is on a majority', () => {
  const { progress } = aServer(1, entries(1, 1, 1));

  expect(progress('n2', 2)).toBe(2);
  expect(progress('n3', 1)).toBe(2);
});

test('an entry of an earlier term is not committed by counting', () => {
  const { progress } = aServer(2, entries(1, 2));

  expect(progress('n2', 1)).toBe(0);
});

test('it is committed along with one of the leader’s own term', () => {
  const { progress } = aServer(2, entries(1, 2));

  expect(progress('n2', 2)).toBe(2);
});

test('a follower commits what its leader has committed', () => {
  const { matched } = aServer(1, entries(1, 1, 1));

  expect(matched(3, 2)).toBe(2);
});

test('and no more than what is known to match', () => {
  const { matched } = aServer(1, entries(1, 1, 1));

  expect(matched(1, 3)).toBe(1);
});

test('an old message takes nothing back', () => {
  const { matched } = aServer(1, entries(1, 1, 1));
  matched(3, 3);

  expect(matched(1, 1)).toBe(3);
});

test('what is committed is applied in order, and once', () => {
  const { matched, applied } = aServer(1, entries(1, 1, 1));
  matched(3, 3);

  expect(applied()).toEqual([1, 2, 3]);
  expect(applied()).toEqual([]);
});

test('a server that boots knows nothing of what is on its disk but the snapshot', () => {
  const { server, matched, applied } = aServer(1, entries(1, 1), 5);

  expect([server.commitIndex, server.lastApplied]).toEqual([5, 5]);
  expect(matched(7, 7)).toBe(7);
  expect(applied()).toEqual([6, 7]);
});
