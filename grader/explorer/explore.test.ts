// The explorer beside the obvious one: on small protocols both must find the same states, and shortest stories.
import { describe, expect, test } from 'vitest';
import { commitment, lamportTwoPhase } from './testing/commit.ts';
import { mistakes } from './testing/mistakes.ts';
import { exploreNaively, textOfState } from './testing/naive.ts';
import { paxos } from './testing/paxos.ts';
import { ping } from './testing/ping.ts';
import { register } from './testing/register.ts';
import { explore, type Space } from './index.ts';

const none = { skip: false, purge: false, eager: false, symmetry: false };

const statesMax = 400_000;

const spaces: Record<string, Space> = {
  'ping, once': ping({ network: 'once' }),
  'ping, set': ping(),
  'ping, once, timers': ping({ network: 'once', timerFires: { pinger: 2 } }),
  'ping, set, timers and a crash of the pinger': ping({
    timerFires: 1,
    crashes: { total: 1, roles: ['pinger'] },
  }),
  'ping, once, two crashes, one of each node': ping({
    network: 'once',
    crashes: { total: 2, perNode: 1 },
  }),
  'ping, requests in any order': ping({ requestOrder: 'any order', crashes: { total: 1 } }),
  'ping, requests one at a time': ping({ requestOrder: 'one at a time', crashes: { total: 1 } }),
  'Paxos, once': paxos({ acceptors: 2, proposers: 2 }, { network: 'once' }),
  'Paxos, set': paxos({ acceptors: 3, proposers: 1 }),
  'Paxos, set, an acceptor crashes': paxos(
    { acceptors: 2, proposers: 1 },
    { crashes: { total: 1, roles: ['acceptor'] } },
  ),
  'Paxos, once, any node crashes': paxos(
    { acceptors: 2, proposers: 1 },
    { network: 'once', crashes: { total: 1 } },
  ),
  'register, once': register({ replicas: 2, clients: 2 }, { network: 'once' }),
  'register, set, a replica crashes': register(
    { replicas: 2, clients: 1 },
    { crashes: { total: 1, roles: ['replica'] } },
  ),
  'two-phase commit, set, a crash': commitment(1, { crashes: { total: 1 } }),
  'two-phase commit, once': commitment(2, { network: 'once' }),
};

describe('without reductions, it finds the same states as the obvious explorer', () => {
  test.each(Object.keys(spaces))('%s', (name) => {
    const space = spaces[name]!;
    const naive = exploreNaively(space, { statesMax });

    const found = new Set<string>();
    const result = explore(space, {
      statesMax,
      reductions: none,
      inspect: (state) => void found.add(textOfState(state)),
    });

    expect(naive.exhausted).toBe(true);
    expect(result.outcome).toBe('exhausted');
    expect(result.figures.states).toBe(naive.states.size);
    expect(result.figures.depth).toBe(naive.depth);
    expect([...found].filter((text) => !naive.states.has(text))).toEqual([]);
  });
});

describe('a broken promise has a shortest story', () => {
  test.each(Object.keys(mistakes))('%s', (name) => {
    const space = mistakes[name]!;
    const naive = exploreNaively(space, { statesMax, cuts: 'everywhere' });

    const result = explore(space, { statesMax, reductions: none });

    expect(naive.broken).toBeDefined();
    expect(result).toMatchObject({ outcome: 'broken', promise: naive.broken });
    expect(result.outcome === 'broken' && result.schedule.length).toBe(naive.depth);
  });
});

describe('the published numbers of states of two-phase commit (Lamport)', () => {
  test.each([
    [3, 288],
    [5, 8832],
  ])('%i resource managers: %i states', (managers, states) => {
    const result = explore(lamportTwoPhase(managers), { statesMax, reductions: none });

    expect(result.outcome).toBe('exhausted');
    expect(result.figures.states).toBe(states);
  });
});
