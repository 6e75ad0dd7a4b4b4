import { boot } from '#sim';
import {
  type Durable,
  emptyDisk,
  idleCommit as commit,
  idleReplication as replication,
  raft,
  type RequestVote,
} from '#raft';
import { expect, test } from 'vitest';
import { election } from './election.ts';

const servers = ['n1', 'n2', 'n3'];
const blank: Durable = emptyDisk({ voters: servers, learners: [] });
const timer = { do: 'setTimer', timer: 'election', delayMs: { min: 150, max: 300 } };

/** n1, with the part that you write and others that do nothing. */
const aServer = (disk: Partial<Durable> = {}) =>
  boot(raft({ election, replication, commit }), {
    nodes: { server: servers, client: [] },
    durable: { ...blank, ...disk },
  });

const requestVote = (term: number, log = { lastLogIndex: 0, lastLogTerm: 0 }): RequestVote => ({
  type: 'requestVote',
  term,
  ...log,
  transfer: false,
});
const vote = (term: number, granted = true) => ({ type: 'vote', term, granted });
const sends = (to: string, message: object) => ({ do: 'send', to, message });
const entry = (term: number) => ({ term, command: { type: 'value', value: 'a' } }) as const;

test('a server that boots waits for a leader', () => {
  expect(aServer().started).toContainEqual(timer);
});

test('a candidate begins a term, votes for itself, and asks all others', () => {
  const effects = aServer({ currentTerm: 3 }).timer('election');

  expect(effects[0]).toMatchObject({ do: 'persist', durable: { currentTerm: 4, votedFor: 'n1' } });
  expect(effects).toContainEqual(timer);
  expect(effects).toContainEqual(sends('n2', requestVote(4)));
  expect(effects).toContainEqual(sends('n3', requestVote(4)));
});

test('a candidate leads with the votes of a majority', () => {
  const node = aServer();
  node.timer('election');

  expect(node.receive('n2', vote(1, false))).toEqual([]);
  expect(node.receive('n3', vote(1))).toContainEqual({
    do: 'emit',
    output: { type: 'leading', term: 1 },
  });
});

test('a vote is on disk before it is given', () => {
  const effects = aServer().receive('n2', requestVote(1));
  const written = effects.findLastIndex(({ do: what }) => what === 'persist');

  expect(effects[written]).toMatchObject({ durable: { currentTerm: 1, votedFor: 'n2' } });
  expect(effects.slice(written + 1)).toContainEqual(sends('n2', vote(1)));
});

test('a server votes once in a term, and again in the next', () => {
  const node = aServer();
  node.receive('n2', requestVote(1));

  expect(node.receive('n3', requestVote(1))).toContainEqual(sends('n3', vote(1, false)));
  expect(node.receive('n3', requestVote(2))).toContainEqual(sends('n3', vote(2)));
});

test('a candidate with a log that ends in an older term gets no vote', () => {
  const node = aServer({ currentTerm: 2, log: [entry(2)] });

  expect(node.receive('n2', requestVote(3, { lastLogIndex: 9, lastLogTerm: 1 }))).toContainEqual(
    sends('n2', vote(3, false)),
  );
});
