import { defaultSettings, emptyDisk, emptyMachine, type RaftNode, type Server } from '#raft';
import { expect, test } from 'vitest';
import { leases } from './leases.ts';

const servers = ['n1', 'n2', 'n3'];
const configuration = { voters: servers, learners: [] };

/** n1, at a moment of its clock: leases ask for nothing but the time. */
const at = (ms: number) => ({ id: 'n1', now: () => ms }) as unknown as RaftNode;

/** n1 leads in term 2 and has committed and applied its first entry. */
const aServer = (changed: Partial<Server> = {}): Server => ({
  settings: defaultSettings,
  disk: {
    ...emptyDisk(configuration),
    currentTerm: 2,
    log: [{ term: 2, command: { type: 'no-op' } }],
  },
  role: 'leader',
  leader: 'n1',
  configuration,
  commitIndex: 1,
  lastApplied: 1,
  machine: emptyMachine(),
  matchIndex: new Map(),
  round: 1,
  ...changed,
});

/** n1 has booted at 0, was elected at 200, and sent round 1 at 210; n2 has answered at 240. */
function aLeader(server = aServer()) {
  const own = leases.start(at(0), server);
  leases.onElected(at(200), server, own);
  leases.onBroadcast(at(210), server, own, 1);
  leases.onAcknowledged(at(240), server, own, 'n2', 1);
  return { own, server, mayRead: (ms: number) => leases.mayRead(at(ms), server, own) };
}

test('a leader reads until its lease is over, which began when the round was sent', () => {
  const { mayRead } = aLeader();

  expect(mayRead(300)).toBe(true);
  expect(mayRead(360)).toBe(false);
});

test('a lease is shorter than the promise that it rests on, by the drift of both clocks', () => {
  // 150 * 0.95 / 1.05 is 135.7.
  expect(aLeader().mayRead(210 + 136)).toBe(false);
});

test('a round that nobody else has answered is no lease', () => {
  const { own, server, mayRead } = aLeader();
  leases.onBroadcast(at(340), server, own, 2);

  expect(mayRead(350)).toBe(false);
});

test('nothing is read before what is committed is applied', () => {
  expect(aLeader(aServer({ commitIndex: 1, lastApplied: 0 })).mayRead(250)).toBe(false);
});

test('a follower refuses its vote for the shortest election timeout after it has heard from its leader', () => {
  const server = aServer({ role: 'follower', leader: 'n2' });
  const own = leases.start(at(0), server);
  leases.onLeader(at(1_000), server, own);

  expect(leases.refusesVote(at(1_149), server, own)).toBe(true);
  expect(leases.refusesVote(at(1_150), server, own)).toBe(false);
});

test('a server that has just booted may have promised right before', () => {
  const server = aServer({ role: 'follower', leader: null });
  const own = leases.start(at(0), server);

  expect(leases.refusesVote(at(100), server, own)).toBe(true);
});

test('a leader that asks a successor to take over reads no more under its lease', () => {
  const { own, server, mayRead } = aLeader();
  leases.onTransfer(at(250), server, own);

  expect(mayRead(260)).toBe(false);
});
