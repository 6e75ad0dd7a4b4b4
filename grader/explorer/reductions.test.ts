// What makes spaces smaller must not lose a broken promise, nor find one in a right protocol.
import { describe, expect, test } from 'vitest';
import { canonicalText } from '../sim/plain.ts';
import type { Protocol } from '../sim/protocol.ts';
import { named } from '../sim/cluster.ts';
import { commitment } from './testing/commit.ts';
import { largerMistakes, mistakes } from './testing/mistakes.ts';
import { textOfState } from './testing/naive.ts';
import { agreement, paxos } from './testing/paxos.ts';
import { register } from './testing/register.ts';
import { type ClusterState, explore, type Reductions, type Space } from './index.ts';

const none = { skip: false, purge: false, eager: false, symmetry: false };
const statesMax = 1_500_000;

const ways: Record<string, Reductions> = {
  skip: { ...none, skip: true },
  purge: { ...none, purge: true },
  symmetry: { ...none, symmetry: true },
  eager: { ...none, eager: true },
  all: { skip: true, purge: true, eager: true, symmetry: true },
};

const withSymmetry = (space: Space): Space => ({
  ...space,
  symmetric: Object.entries(space.cluster.roles)
    .filter(([role]) => ['acceptor', 'replica', 'participant'].includes(role))
    .map(([, { nodes }]) => nodes),
});

describe('no reduction loses a broken promise, or a shorter story of it', () => {
  test.each(Object.keys({ ...mistakes, ...largerMistakes }))('%s', (name) => {
    const space = withSymmetry({ ...mistakes, ...largerMistakes }[name]!);
    const plain = explore(space, { statesMax, reductions: none });

    const stories = Object.entries(ways).map(([way, reductions]) => {
      const result = explore(space, { statesMax, reductions });
      return [way, result.outcome, result.outcome === 'broken' && result.schedule.length];
    });

    expect(plain.outcome).toBe('broken');
    const length = plain.outcome === 'broken' && plain.schedule.length;
    expect(stories).toEqual(Object.keys(ways).map((way) => [way, 'broken', length]));
  });
});

const right: Record<string, Space> = {
  'Paxos, once': paxos({ acceptors: 3, proposers: 2 }, { network: 'once' }),
  'Paxos, set, an acceptor crashes': paxos(
    { acceptors: 3, proposers: 2 },
    { crashes: { total: 1, roles: ['acceptor'] } },
  ),
  'register, set': register({ replicas: 3, clients: 2 }),
  'register, once, a replica crashes': register(
    { replicas: 3, clients: 2 },
    { network: 'once', crashes: { total: 1, roles: ['replica'] } },
  ),
  'two-phase commit, two crashes': commitment(2, { crashes: { total: 2 } }),
};

describe('a right protocol stays right, in fewer states', () => {
  test.each(Object.keys(right))('%s', (name) => {
    const space = withSymmetry(right[name]!);
    const { sometimes, states } = explore(space, { statesMax, reductions: none }).figures;

    const result = explore(space, { statesMax });

    expect(result.outcome).toBe('exhausted');
    expect(result.figures.symmetryHolds).toBe(true);
    expect(result.figures.states).toBeLessThan(states);
    expect(Object.values(sometimes).every((seen) => seen !== undefined)).toBe(true);
    expect(Object.values(result.figures.sometimes).every((seen) => seen !== undefined)).toBe(true);
  });
});

describe('symmetry', () => {
  test('counts each state once, however the nodes are named', () => {
    const space = withSymmetry(
      register(
        { replicas: 3, clients: 1 },
        { network: 'once', crashes: { total: 1, roles: ['replica'] } },
      ),
    );
    const orbits = new Set<string>();
    explore(space, {
      statesMax,
      reductions: none,
      inspect: (state) => void orbits.add(orbitOf(state, named('r', 3))),
    });

    const result = explore(space, { statesMax, reductions: ways['symmetry']! });

    expect(result.figures.symmetryHolds).toBe(true);
    expect(result.figures.states).toBe(orbits.size);
  });

  test('is not used for a protocol that prefers a node', () => {
    interface Voter {
      state: object;
      receives: { readonly type: 'vote' };
      sends: { readonly type: 'vote' };
      requests: { readonly type: 'go' };
      emits: { readonly type: 'decided'; readonly value: string };
      roles: 'voter';
    }
    const voter: Protocol<Voter> = {
      start: () => ({}),
      onRequest: (node) => {
        for (const to of node.nodes.voter) if (to !== node.id) node.send(to, { type: 'vote' });
      },
      onMessage: (node, _state, from) => {
        node.emit({ type: 'decided', value: from === 'n1' && node.id === 'n3' ? 'n1' : 'any' });
      },
    };
    const space: Space = {
      cluster: { roles: { voter: { nodes: named('n', 3), protocol: () => voter } } },
      requests: Object.fromEntries(named('n', 3).map((node) => [node, [{ type: 'go' }]])),
      always: { agreement },
      symmetric: [named('n', 3)],
    };

    const result = explore(space, { statesMax });

    expect(result.figures.symmetryHolds).toBe(false);
    expect(result.outcome).toBe('broken');
  });

  test('is refused between nodes that are asked for different things', () => {
    const space = { ...paxos({ acceptors: 1, proposers: 2 }), symmetric: [named('p', 2)] };

    expect(() => explore(space, { statesMax })).toThrow('p1 is declared symmetric');
  });
});

describe('purge', () => {
  test('keeps a message that changes nothing now, but would later', () => {
    interface Door {
      state: { open: boolean };
      receives: { readonly type: 'unlock' } | { readonly type: 'knock' };
      sends: { readonly type: 'unlock' } | { readonly type: 'knock' };
      requests: { readonly type: 'unlock' } | { readonly type: 'knock' };
      emits: { readonly type: 'decided'; readonly value: string };
      roles: 'door' | 'guest';
    }
    const door: Protocol<Door> = {
      start: () => ({ open: false }),
      onRequest: (node, _state, request) => node.send('door', request),
      onMessage(node, state, _from, message) {
        if (message.type === 'unlock') state.open = true;
        else if (state.open) node.emit({ type: 'decided', value: 'in' });
      },
    };
    const space: Space = {
      cluster: {
        roles: {
          door: { nodes: ['door'], protocol: () => door },
          guest: { nodes: ['guest'], protocol: () => door },
        },
      },
      // The knock comes first, at a door that is still closed, and is purged there in the first round.
      requests: { guest: [{ type: 'knock' }, { type: 'unlock' }] },
      always: {
        'nobody comes in': {
          listens: ['emitted'],
          start: () => ({}),
          observe: () => ({ what: 'Somebody came in' }),
        },
      },
    };

    const result = explore(space, { statesMax });

    expect(result).toMatchObject({ outcome: 'broken', figures: { rounds: 2 } });
    expect(result.outcome === 'broken' && result.schedule.length).toBe(4);
  });

  test('sees that a restart makes a message matter again', () => {
    const space = commitment(2, { crashes: { total: 1 } });

    const result = explore(space, { statesMax });

    expect(result).toMatchObject({ outcome: 'exhausted', figures: { rounds: 2 } });
  });
});

/** The least text of a state under all namings of these nodes. */
function orbitOf(state: ClusterState, nodes: readonly string[]): string {
  const texts = orders(nodes).map((order) => {
    const names = new Map(nodes.map((node, index) => [node, order[index]!]));
    // Names of nodes are no part of any other word in these protocols.
    const renamed = JSON.stringify(state, (_key, value: unknown) =>
      value instanceof Set ? { set: [...(value as Set<string>)] } : value,
    ).replaceAll(/\br\d\b/g, (node) => names.get(node) ?? node);
    const parsed = JSON.parse(renamed, (_key, value: { set?: string[] } | null) =>
      Array.isArray(value?.set) ? new Set(value.set) : value,
    ) as ClusterState;
    return textOfState({ ...parsed, cells: parsed.cells.map((cell) => ({ ...cell })) });
  });
  return canonicalText(texts.toSorted()[0]);
}

const orders = (items: readonly string[]): string[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((first) =>
        orders(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
      );
