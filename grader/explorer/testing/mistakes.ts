// The test protocols with a mistake each, in small spaces that show it.
import type { Message } from '../../sim/protocol.ts';
import type { Space } from '../space.ts';
import { commitment } from './commit.ts';
import { paxos } from './paxos.ts';
import { register } from './register.ts';

const read: Message = { type: 'read' };
const write: Message = Object.assign({ type: 'write' }, { value: '1' });
const twoByTwo = { acceptors: 2, proposers: 2 };
const writeAndReads = {
  requests: { c1: [write], c2: [read, read] },
  requestOrder: 'one at a time',
} as const;
const writesAndReads = {
  requests: { c1: [write, write], c2: [read, read] },
  requestOrder: 'one at a time',
} as const;

/** Small enough for the obvious explorer. */
export const mistakes: Record<string, Space> = {
  'Paxos: an acceptor forgets its promise': paxos(
    { acceptors: 1, proposers: 2 },
    { mistake: 'forgets its promise', crashes: { total: 1, roles: ['acceptor'] } },
  ),
  'Paxos: a proposer ignores accepted values': paxos(twoByTwo, {
    mistake: 'ignores accepted values',
    network: 'once',
  }),
  'Paxos: an acceptor accepts below its promise': paxos(twoByTwo, {
    mistake: 'accepts below its promise',
    network: 'once',
  }),
  'register: the last arrival wins': register(
    { replicas: 1, clients: 2 },
    { mistake: 'last arrival wins', ...writesAndReads },
  ),
  'register: a replica answers before it stores': register(
    { replicas: 1, clients: 2 },
    { mistake: 'stores after it answers', crashes: { total: 1, roles: ['replica'] } },
  ),
  'two-phase commit: a vote before the disk': commitment(1, {
    mistake: 'votes before it is prepared on disk',
    crashes: { total: 1 },
  }),
  'two-phase commit: a decision before the disk': commitment(2, {
    mistake: 'tells before the decision is on disk',
    crashes: { total: 2, perNode: 1 },
    timerFires: 0,
  }),
  'two-phase commit: a change of mind': commitment(2, { mistake: 'aborts after it voted yes' }),
};

/** Those that take more. */
export const largerMistakes: Record<string, Space> = {
  'Paxos: an acceptor forgets its promise, 3 acceptors': paxos(
    { acceptors: 3, proposers: 2 },
    { mistake: 'forgets its promise', network: 'once', crashes: { total: 1, roles: ['acceptor'] } },
  ),
  'Paxos: a proposer ignores accepted values, set': paxos(twoByTwo, {
    mistake: 'ignores accepted values',
  }),
  'Paxos: an acceptor accepts below its promise, set': paxos(twoByTwo, {
    mistake: 'accepts below its promise',
  }),
  'register: a read is not written back': register(
    { replicas: 3, clients: 2 },
    { mistake: 'no write-back', network: 'once', ...writeAndReads },
  ),
  'register: the last arrival wins, 2 replicas': register(
    { replicas: 2, clients: 2 },
    { mistake: 'last arrival wins', network: 'once', ...writesAndReads },
  ),
  'register: an answer to an older request is counted': register(
    { replicas: 2, clients: 2 },
    { mistake: 'counts answers to older requests', ...writeAndReads },
  ),
};
