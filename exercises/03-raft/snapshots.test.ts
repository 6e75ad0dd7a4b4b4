import { boot } from '#sim';
import {
  type Commit,
  type Durable,
  type Election,
  emptyDisk,
  emptyMachine,
  type Entry,
  idleReplication as replication,
  lastIndex,
  raft,
  type Snapshot,
} from '#raft';
import { expect, test } from 'vitest';
import { snapshots } from './snapshots.ts';

/** Leads as soon as its timer runs out. */
const election: Election = {
  start: () => ({}),
  campaign(_node, server) {
    server.role = 'leader';
  },
  onHigherTerm() {},
  onRequestVote() {},
  onVote() {},
  onLeader() {},
};

/** Everything that is in the log of the leader is committed. */
const commit: Commit = {
  start(_node, server) {
    server.commitIndex = server.disk.snapshot.lastIndex;
    server.lastApplied = server.commitIndex;
    return {};
  },
  onElected() {},
  onProgress(_node, server) {
    server.commitIndex = lastIndex(server.disk);
  },
  onMatched() {},
  applyCommitted(_node, server, _own, apply) {
    while (server.lastApplied < server.commitIndex) {
      server.lastApplied++;
      apply(server.lastApplied, server.disk.log.at(-1)!);
    }
  },
};

const nodes = { server: ['n1', 'n2', 'n3'], client: [] };
const blank: Durable = emptyDisk({ voters: nodes.server, learners: [] });

/** n1 in term 2, with the part that you write and others that hardly do anything. */
const aServer = (disk: Partial<Durable> = {}) =>
  boot(raft({ election, replication, commit, snapshots }, { snapshotEntries: 2 }), {
    nodes,
    durable: { ...blank, currentTerm: 2, ...disk },
  });

const entry = (value: string, term = 2): Entry => ({ term, command: { type: 'value', value } });
const propose = (value: string) => ({ type: 'propose', command: { type: 'value', value } });

const upTo = (end: number, term = 2): Snapshot => ({
  ...blank.snapshot,
  lastIndex: end,
  lastTerm: term,
  machine: { ...emptyMachine(), values: { x: 'a' } },
});

const install = (snapshot: Snapshot, term = 2) => ({
  type: 'installSnapshot',
  term,
  snapshot,
  round: 7,
});

const answers = (matchIndex: number, round = 7) => ({
  do: 'send',
  to: 'n2',
  message: { type: 'appended', term: 2, matchIndex, round },
});

test('when two entries have been applied, a snapshot takes their place', () => {
  const node = aServer();
  node.timer('election');
  node.request(propose('a'));
  node.request(propose('b'));

  expect(node.durable).toMatchObject({ snapshot: { lastIndex: 2, lastTerm: 2 }, log: [] });
});

test('a snapshot that is installed is on disk before it is acknowledged', () => {
  const effects = aServer().receive('n2', install(upTo(5)));

  expect(effects.map(({ do: what }) => what)).toEqual(['persist', 'emit', 'send']);
  expect(effects[0]).toMatchObject({ durable: { snapshot: upTo(5), log: [] } });
  expect(effects).toContainEqual({ do: 'emit', output: { type: 'restored', lastIndex: 5 } });
  expect(effects.at(-1)).toEqual(answers(5));
});

test('a snapshot that is older than what the server has is answered, and changes nothing', () => {
  expect(aServer({ snapshot: upTo(5) }).receive('n2', install(upTo(3)))).toEqual([answers(3)]);
});

test('entries that follow the snapshot stay', () => {
  const node = aServer({ log: [entry('a', 1), entry('b', 1), entry('c')] });
  node.receive('n2', install(upTo(2, 1)));

  expect(node.durable).toMatchObject({ snapshot: { lastIndex: 2 }, log: [entry('c')] });
});

test('entries that belong to another history go', () => {
  const node = aServer({ log: [entry('x', 1), entry('y', 1), entry('z', 1)] });
  node.receive('n2', install(upTo(2)));

  expect(node.durable).toMatchObject({ snapshot: { lastIndex: 2 }, log: [] });
});

test('a snapshot of an old term is not acknowledged, nor counted for a round', () => {
  expect(aServer().receive('n2', install(upTo(5), 1))).toEqual([answers(0, 0)]);
});
