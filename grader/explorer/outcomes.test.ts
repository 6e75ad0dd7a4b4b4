// What can come of an exploration besides a proof and a counterexample, and what it says then.
import { describe, expect, test } from 'vitest';
import type { Protocol } from '../sim/protocol.ts';
import { decidesValue, paxos } from './testing/paxos.ts';
import { explore, type Space } from './index.ts';

interface Alone {
  state: { count: number; extra?: unknown };
  receives: { readonly type: 'again' };
  sends: { readonly type: 'again' };
  requests: { readonly type: 'go' };
  emits: { readonly type: 'told'; readonly count: number };
  timers: 'tick';
  durable: number;
  roles: 'alone';
}

/** One node that is asked once, with a handler for it. */
const alone = (
  onRequest: NonNullable<Protocol<Alone>['onRequest']>,
  protocol: Partial<Protocol<Alone>> = {},
  bounds: Partial<Space> = {},
): Space => ({
  cluster: {
    roles: {
      alone: {
        nodes: ['n1'],
        protocol: () => ({ start: () => ({ count: 0 }), onRequest, ...protocol }),
      },
    },
  },
  requests: { n1: [{ type: 'go' }] },
  always: {},
  ...bounds,
});

const causeOf = (result: ReturnType<typeof explore>): string =>
  result.outcome === 'trouble' ? String(result.error.cause) : result.outcome;

describe('a handler that is not deterministic', () => {
  test('is named with both answers, and with the way to it', () => {
    let hidden = 0;
    const result = explore(
      alone((node) => node.emit({ type: 'told', count: hidden++ })),
      { statesMax: 100 },
    );

    expect(result).toMatchObject({
      outcome: 'not deterministic',
      node: 'n1',
      during: 'onRequest(go)',
      schedule: [{ do: 'request', node: 'n1', request: { type: 'go' } }],
    });
    expect(result.outcome === 'not deterministic' && result.answers[0]).toContain('"count":0');
    expect(result.outcome === 'not deterministic' && result.answers[1]).toContain('"count":1');
  });

  test('is found where it keeps its state outside of `state`, in a module of its own', () => {
    const protocol = (): Protocol<Alone> => {
      let asked = 0;
      return {
        start: () => ({ count: 0 }),
        onRequest(node) {
          asked++;
          node.send('n1', { type: 'again' });
        },
        onMessage: (node) => node.emit({ type: 'told', count: asked }),
      };
    };
    const space = alone(() => {});

    const result = explore(
      { ...space, cluster: { roles: { alone: { nodes: ['n1'], protocol } } } },
      { statesMax: 100 },
    );

    expect(result).toMatchObject({ outcome: 'not deterministic', during: 'onMessage(again)' });
  });

  test('is not one that derives constants in `start` and keeps them beside its state', () => {
    const protocol = (): Protocol<Alone> => {
      let own = '';
      return {
        start(node) {
          own = node.id;
          return { count: 0 };
        },
        onRequest: (node) => node.emit({ type: 'told', count: own.length }),
      };
    };

    const result = explore(
      { ...alone(() => {}), cluster: { roles: { alone: { nodes: ['n1'], protocol } } } },
      { statesMax: 100 },
    );

    expect(result.outcome).toBe('exhausted');
  });
});

describe('trouble', () => {
  test('in a handler is told with the way to it', () => {
    const result = explore(
      alone(
        (node, state) => {
          state.count++;
          node.setTimer('tick', { min: 1, max: 2 });
        },
        {
          onTimer: () => {
            throw new RangeError('out of ticks');
          },
        },
        { timerFires: 1 },
      ),
      { statesMax: 100 },
    );

    expect(causeOf(result)).toBe('RangeError: out of ticks');
    expect(result).toMatchObject({
      outcome: 'trouble',
      error: { node: 'n1', during: 'onTimer(tick)' },
      schedule: [{ do: 'request' }, { do: 'timer', timer: 'tick' }],
    });
  });

  test('stays trouble where what was thrown can not be told', () => {
    const result = explore(
      alone(() => {
        // oxlint-disable-next-line typescript/only-throw-error -- anything can be thrown by code that is judged
        throw {
          toString() {
            throw new Error('no text');
          },
        };
      }),
      { statesMax: 100 },
    );

    expect(result).toMatchObject({ outcome: 'trouble', error: { during: 'onRequest(go)' } });
  });

  test('at the first boot needs no steps', () => {
    const result = explore(
      alone(() => {}, {
        start: () => {
          throw new Error('no start');
        },
      }),
      { statesMax: 100 },
    );

    expect(result).toMatchObject({ outcome: 'trouble', error: { during: 'start' }, schedule: [] });
  });

  test('is state that is not plain data, by its place', () => {
    const result = explore(
      alone((_node, state) => {
        state.extra = { callback: () => 1 };
      }),
      { statesMax: 100 },
    );

    expect(causeOf(result)).toContain('state.extra.callback: a function');
  });

  test.each(['now', 'wallClock'] as const)(
    'is reading %s, even if the handler hides it',
    (clock) => {
      const result = explore(
        alone((node, state) => {
          try {
            state.count = node[clock]();
          } catch {
            state.count = 1;
          }
        }),
        { statesMax: 100 },
      );

      expect(causeOf(result)).toContain(`${clock}: there is no clock in this check`);
    },
  );
});

describe('memory', () => {
  test('that is shared between two fields is still shared in the next handler', () => {
    const sharing = (): Protocol<{
      state: { list: number[]; same: number[] };
      requests: { readonly type: 'go' };
      emits: { readonly type: 'told'; readonly count: number };
    }> => ({
      start() {
        const list: number[] = [];
        return { list, same: list };
      },
      onRequest(node, state) {
        state.list.push(1);
        node.emit({ type: 'told', count: state.same.length });
      },
    });
    const space: Space = {
      cluster: { roles: { alone: { nodes: ['n1'], protocol: sharing } } },
      requests: { n1: [{ type: 'go' }, { type: 'go' }] },
      always: {},
      sometimes: {
        'two are counted': {
          listens: ['emitted'],
          start: () => ({}),
          observe: (_state, seen) =>
            seen.kind === 'emitted' && (seen.output as { count?: number }).count === 2,
        },
      },
    };

    const result = explore(space, { statesMax: 100 });

    expect(result.figures.sometimes['two are counted']).toMatchObject({ depth: 2 });
  });
});

describe('bounds', () => {
  const space = paxos({ acceptors: 3, proposers: 2 });

  test('are no proof when they are reached', () => {
    expect(explore(space, { statesMax: 500 })).toMatchObject({
      outcome: 'bound reached',
      bound: 'states',
    });
    expect(explore(space, { statesMax: 1e6, depthMax: 5 })).toMatchObject({
      outcome: 'bound reached',
      bound: 'depth',
      figures: { depth: 5 },
    });
    expect(explore(space, { statesMax: 1e6, handlerRunsMax: 20 })).toMatchObject({
      outcome: 'bound reached',
      bound: 'handler runs',
    });
  });

  test('stop a protocol whose state never repeats', () => {
    const endless = alone(
      (node) => node.setTimer('tick', { min: 1, max: 2 }),
      {
        onTimer(node, state) {
          state.count++;
          node.setTimer('tick', { min: 1, max: 2 });
        },
      },
      { timerFires: 'unbounded' },
    );

    expect(explore(endless, { statesMax: 1_000 })).toMatchObject({ outcome: 'bound reached' });
  });

  test('say how far it has come', () => {
    const told: number[] = [];
    explore(paxos({ acceptors: 3, proposers: 2 }, { network: 'once' }), {
      statesMax: 1e6,
      reductions: { skip: false, purge: false },
      onProgress: (states) => void told.push(states),
    });

    expect(told.length).toBeGreaterThan(3);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });
});

describe('a directed search', () => {
  const firstDecides = {
    name: 'the first proposer decides',
    until: decidesValue('x'),
    only: ['p1', 'a1', 'a2', 'a3'],
  };

  test('goes on from its goal, under the bounds of the rest', () => {
    const space = paxos({ acceptors: 3, proposers: 3 }, { mistake: 'ignores accepted values' });

    const direct = explore({ ...space, towards: [firstDecides] }, { statesMax: 1e5 });
    const blind = explore(space, { statesMax: direct.figures.states * 3 });

    expect(direct).toMatchObject({ outcome: 'broken', promise: 'one value is decided' });
    expect(blind.outcome).toBe('bound reached');
  });

  test('proves what can come after its goal', () => {
    const space = paxos({ acceptors: 3, proposers: 2 }, { towards: [firstDecides] });

    expect(explore(space, { statesMax: 1e5 })).toMatchObject({ outcome: 'exhausted' });
  });

  test('says so where the goal can not be reached', () => {
    const impossible = { ...firstDecides, only: ['p1', 'a1'] };
    const space = paxos({ acceptors: 3, proposers: 2 }, { towards: [impossible] });

    expect(explore(space, { statesMax: 1e5 })).toMatchObject({
      outcome: 'goal not reached',
      goal: firstDecides.name,
    });
  });
});

test('the same space gives the same answer, again and again', () => {
  const run = () =>
    explore(paxos({ acceptors: 3, proposers: 2 }, { mistake: 'accepts below its promise' }), {
      statesMax: 1e6,
    });

  expect(run()).toEqual(run());
});

test('it keeps less than 100 bytes for each state', () => {
  const result = explore(paxos({ acceptors: 3, proposers: 2 }, { network: 'once' }), {
    statesMax: 1e6,
    reductions: { skip: false, purge: false },
  });

  expect(result).toMatchObject({ outcome: 'exhausted', figures: { states: 169_498 } });
  expect(result.figures.bytesPerState).toBeLessThan(100);
});
