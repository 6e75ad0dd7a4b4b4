import type { Message, NodeId } from '#sim';
import {
  type Call,
  type Command,
  defaultSettings,
  emptyDisk,
  emptyMachine,
  type Operation,
  type RaftNode,
  type Server,
} from '#raft';
import { expect, test } from 'vitest';
import { keyValue } from './key-value.ts';

const voters = ['n1', 'n2', 'n3'];

/** n1 with this part alone: its log is a list of proposals, which the test applies when it likes. */
function aServer(role: Server['role'], leader: NodeId | null = null) {
  const sent: { to: NodeId; message: Message }[] = [];
  const proposed: Command[] = [];
  const node = {
    id: 'n1',
    send: (to: NodeId, message: Message) => sent.push({ to, message }),
  } as unknown as RaftNode;
  const configuration = { voters, learners: [] };
  const server: Server = {
    settings: defaultSettings,
    disk: emptyDisk(configuration),
    role,
    leader,
    configuration,
    commitIndex: 0,
    lastApplied: 0,
    machine: emptyMachine(),
    matchIndex: new Map(),
    round: 0,
  };
  const own = keyValue.start(node, server);
  const propose = (command: Command) =>
    role === 'leader' ? server.lastApplied + proposed.push(command) : null;
  const apply = (command: Command): void => {
    const index = ++server.lastApplied;
    server.commitIndex = index;
    keyValue.apply(node, server, own, index, { term: 1, command });
  };
  return {
    sent,
    values: server.machine.values,
    call: (client: NodeId, call: Call) => keyValue.onCall(node, server, own, client, call, propose),
    apply,
    applyProposed: () => proposed.splice(0).forEach(apply),
    stepDown: () => keyValue.onSteppedDown(node, server, own),
  };
}

const call = (session: string, sequence: number, operation: Operation): Call => ({
  type: 'call',
  session,
  sequence,
  operation,
});
const appendA: Operation = { type: 'append', key: 'x', value: 'a' };
const appendB: Operation = { type: 'append', key: 'x', value: 'b' };
const getX: Operation = { type: 'get', key: 'x' };

test('a call is proposed, and answered when its entry is applied', () => {
  const server = aServer('leader');

  server.call('c1', call('c1#1', 1, appendA));
  expect(server.sent).toEqual([]);
  server.applyProposed();
  expect(server.sent).toEqual([
    { to: 'c1', message: { type: 'reply', session: 'c1#1', sequence: 1, answer: null } },
  ]);
});

test('a get answers what the entries before it have made', () => {
  const server = aServer('leader');
  server.apply(call('c2#1', 1, appendA));

  server.call('c1', call('c1#1', 1, getX));
  server.applyProposed();
  expect(server.sent[0]?.message).toEqual({
    type: 'reply',
    session: 'c1#1',
    sequence: 1,
    answer: 'a',
  });
});

test('an entry with a call that was executed before changes nothing', () => {
  const server = aServer('follower');
  server.apply(call('c1#1', 1, appendA));
  server.apply(call('c1#1', 1, appendA));
  server.apply(call('c1#1', 2, appendB));
  server.apply(call('c1#1', 1, appendA));

  expect(server.values).toEqual({ x: 'ab' });
});

test('a call that comes again is answered again', () => {
  const server = aServer('leader');
  server.apply(call('c1#1', 1, appendA));

  server.call('c1', call('c1#1', 1, appendA));
  server.applyProposed();
  expect(server.sent).toHaveLength(1);
});

test('nobody is answered for an entry of somebody else', () => {
  const server = aServer('leader');
  server.call('c1', call('c1#1', 1, appendA));
  server.stepDown();
  server.apply(call('c2#1', 1, appendB));

  expect(server.sent).toEqual([]);
});

test('a follower names the leader', () => {
  const server = aServer('follower', 'n3');
  server.call('c1', call('c1#1', 1, getX));

  expect(server.sent).toEqual([
    { to: 'c1', message: { type: 'redirect', session: 'c1#1', sequence: 1, leader: 'n3' } },
  ]);
});
