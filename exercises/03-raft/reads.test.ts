import type { Message, NodeId } from '#sim';
import {
  append,
  type Call,
  defaultSettings,
  emptyDisk,
  emptyMachine,
  type RaftNode,
  type Server,
} from '#raft';
import { expect, test } from 'vitest';
import { reads } from './reads.ts';

const voters = ['n1', 'n2', 'n3'];
const get: Call = {
  type: 'call',
  session: 'c1#1',
  sequence: 1,
  operation: { type: 'get', key: 'x' },
};

/** n1 in term 2, with one entry of term 1 and one of term 2 in its log. */
function aServer(role: Server['role'], commitIndex: number) {
  const sent: { to: NodeId; message: Message }[] = [];
  const answered: NodeId[] = [];
  const node = {
    id: 'n1',
    send: (to: NodeId, message: Message) => sent.push({ to, message }),
  } as unknown as RaftNode;
  const configuration = { voters, learners: [] };
  const disk = emptyDisk(configuration);
  disk.currentTerm = 2;
  append(disk, { term: 1, command: { type: 'no-op' } }, { term: 2, command: { type: 'no-op' } });
  const server: Server = {
    settings: defaultSettings,
    disk,
    role,
    leader: role === 'leader' ? 'n1' : 'n2',
    configuration,
    commitIndex,
    lastApplied: commitIndex,
    machine: emptyMachine(),
    matchIndex: new Map(),
    round: 7,
  };
  const own = reads.start(node, server);
  const hooks = {
    broadcast: () => ++server.round,
    answer: (client: NodeId) => void answered.push(client),
  };
  return {
    server,
    sent,
    answered,
    read: () => reads.onRead(node, server, own, 'c1', get, hooks),
    acknowledge: (from: NodeId, round: number) =>
      reads.onAcknowledged(node, server, own, from, round, hooks),
    apply(index: number) {
      server.lastApplied = index;
      reads.onApplied(node, server, own, hooks);
    },
    stepDown() {
      server.role = 'follower';
      reads.onSteppedDown(node, server, own);
    },
  };
}

test('a read begins a round, and is answered when a majority has answered that', () => {
  const leader = aServer('leader', 2);

  leader.read();
  expect(leader.server.round).toBe(8);
  expect(leader.answered).toEqual([]);
  leader.acknowledge('n2', 8);
  expect(leader.answered).toEqual(['c1']);
});

test('an answer to an earlier round confirms nothing', () => {
  const leader = aServer('leader', 2);
  leader.read();
  leader.acknowledge('n2', 7);

  expect(leader.answered).toEqual([]);
});

test('before the first commit of its term, a leader asks nobody', () => {
  const leader = aServer('leader', 1);
  leader.read();
  expect(leader.server.round).toBe(7);

  leader.server.commitIndex = 2;
  leader.apply(2);
  leader.acknowledge('n3', 8);
  expect(leader.answered).toEqual(['c1']);
});

test('what was committed when the read came must be applied', () => {
  const leader = aServer('leader', 2);
  leader.server.lastApplied = 1;
  leader.read();
  leader.acknowledge('n2', 8);
  expect(leader.answered).toEqual([]);

  leader.apply(2);
  expect(leader.answered).toEqual(['c1']);
});

test('who leads no more answers nobody', () => {
  const leader = aServer('leader', 2);
  leader.read();
  leader.stepDown();
  leader.apply(2);

  expect(leader.answered).toEqual([]);
});

test('a follower names the leader', () => {
  const follower = aServer('follower', 2);
  follower.read();

  expect(follower.sent).toEqual([
    { to: 'c1', message: { type: 'redirect', session: 'c1#1', sequence: 1, leader: 'n2' } },
  ]);
});
