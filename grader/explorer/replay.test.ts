// A counterexample is a schedule like any other: played step by step, it breaks the same promise.
import { describe, expect, test } from 'vitest';
import { named } from '../sim/cluster.ts';
import { play } from '../sim/play.ts';
import type { Protocol } from '../sim/protocol.ts';
import { largerMistakes, mistakes } from './testing/mistakes.ts';
import { decidesValue, paxos } from './testing/paxos.ts';
import { ping } from './testing/ping.ts';
import { explore, type Space } from './index.ts';

const statesMax = 500_000;

/** Nothing is wrong with it; the promise is that what happens does not. */
const never: Record<string, Space> = {
  'a coin, a note to oneself and a timer': ping({
    timerFires: 1,
    always: {
      'the ponger never hears of round 9 after two tosses of 1': {
        listens: ['received', 'crashed'],
        start: () => ({ myself: 0 }),
        observe: (state: { myself: number }, seen) => {
          if (seen.kind !== 'received') return undefined;
          if (seen.message.type === 'myself') state.myself++;
          const { round } = seen.message as { round?: number };
          return state.myself > 0 && round === 9 && seen.node === 'b'
            ? { what: 'It did' }
            : undefined;
        },
      },
    },
  }),
  'a crash before an emit, and a restart': ping({
    crashes: { total: 1 },
    always: {
      'no node comes back with a count that was never told': {
        listens: ['emitted', 'persisted', 'restarted'],
        start: () => ({ told: true }),
        observe: (state: { told: boolean }, seen) => {
          if (seen.kind === 'emitted') state.told = true;
          if (seen.kind === 'persisted' && seen.node === 'a') state.told = false;
          return seen.kind === 'restarted' && !state.told ? { what: 'It did' } : undefined;
        },
      },
    },
  }),
};

describe('played, a counterexample breaks the same promise at its last step', () => {
  const all = { ...mistakes, ...largerMistakes, ...never };
  test.each(Object.keys(all))('%s', (name) => {
    const space = all[name]!;
    const result = explore(space, { statesMax });
    if (result.outcome !== 'broken') throw new Error(`${name}: ${result.outcome}`);

    const played = play(space.cluster, result.schedule, { always: space.always });

    expect(played.broken).toEqual({ promise: result.promise, broke: result.broke });
    expect(played.steps).toHaveLength(result.schedule.length);
    const shorter = play(space.cluster, result.schedule.slice(0, -1), { always: space.always });
    expect(shorter.broken).toBeUndefined();
  });

  test('so does the way to a handler that fails, with the answers that lead to it', () => {
    const asker = (): Protocol<{
      state: object;
      receives: { readonly type: 'ask' | 'answer' };
      sends: { readonly type: 'ask' | 'answer' };
      requests: { readonly type: 'go' };
      roles: 'asker';
    }> => ({
      start: () => ({}),
      onRequest(node) {
        for (const to of node.nodes.asker) node.send(to, { type: 'ask' });
      },
      onMessage(node, _state, from, { type }) {
        if (type === 'answer') throw new Error('nobody expected an answer');
        if (node.id !== 'n1') node.send(from, { type: 'answer' });
      },
    });
    const cluster = { roles: { asker: { nodes: named('n', 3), protocol: asker } } };

    const result = explore(
      { cluster, requests: { n1: [{ type: 'go' }] }, always: {} },
      { statesMax },
    );
    if (result.outcome !== 'trouble') throw new Error(result.outcome);

    expect(result.schedule.map((step) => step.do)).toEqual(['request', 'deliver', 'deliver']);
    expect(play(cluster, result.schedule).trouble).toMatchObject({ during: 'onMessage(answer)' });
  });

  test('also that of a directed search, from the first boot on', () => {
    const space = paxos(
      { acceptors: 3, proposers: 3 },
      {
        mistake: 'ignores accepted values',
        towards: [
          {
            name: 'the first proposer decides',
            until: decidesValue('x'),
            only: ['p1', 'a1', 'a2', 'a3'],
            thenLose: true,
          },
        ],
      },
    );
    const result = explore(space, { statesMax });
    if (result.outcome !== 'broken') throw new Error(result.outcome);

    const played = play(space.cluster, result.schedule, { always: space.always });

    expect(played.broken?.promise).toBe(result.promise);
    expect(played.steps).toHaveLength(result.schedule.length);
  });
});
