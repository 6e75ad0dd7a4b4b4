import { describe, expect, test } from 'vitest';
import {
  type AnyProtocol,
  type Cluster,
  defineGoal,
  defineMonitor,
  defineSometimes,
  named,
  type Schedule,
  todo,
} from '../sim/index.ts';
import { type Answer, type Check, type Suite } from '../suites/suite.ts';
import { judgeSuite } from './judge.ts';
import { replayStory } from './replay.ts';
import { unconfined } from './unconfined.ts';

// The exercise of this test: a node that answers each `ask` with one `told`, and with nothing else.

const cluster = (answer: Answer): Cluster => ({
  roles: { node: { nodes: named('n', 2), protocol: () => answer()['node'] as AnyProtocol } },
});

const asked = (node: string) => ({ node, request: { type: 'ask' } });

const tellsOnce = defineMonitor({
  listens: ['emitted'],
  start: () => ({ told: {} as Record<string, number> }),
  observe(state, seen) {
    if (seen.kind !== 'emitted') return undefined;
    state.told[seen.node] = (state.told[seen.node] ?? 0) + 1;
    return state.told[seen.node]! > 1 ? { what: `${seen.node} told twice.` } : undefined;
  },
});

const somethingTold = defineSometimes({
  listens: ['emitted'],
  start: () => ({}),
  observe: () => true,
});

const everyoneTells = defineGoal({
  listens: ['requested', 'emitted'],
  start: () => ({ open: 0 }),
  observe: (state, { kind }) => void (state.open += kind === 'requested' ? 1 : -1),
  unmet: ({ open }) => (open > 0 ? { what: 'Nothing was told.' } : undefined),
});

const both: Schedule = [
  { do: 'request', ...asked('n1') },
  { do: 'request', ...asked('n2') },
];

const quiet: Check = {
  id: 'quiet',
  title: 'It answers',
  kind: 'scenario',
  opens: true,
  points: 1,
  chapter: 'x',
  cluster,
  stories: { both },
  always: {},
  sometimes: {},
  finally: { 'Everyone tells': everyoneTells },
};

const safe: Check = {
  id: 'safe',
  title: 'It answers once',
  kind: 'simulation',
  safety: true,
  points: 4,
  chapter: 'x',
  cluster,
  runs: 10,
  plan: () => ({
    requests: [asked('n1'), asked('n2')],
    healAtMs: 100,
    endAtMs: 200,
    faults: ['duplicate'],
  }),
  always: { 'Tells once': tellsOnce },
  sometimes: { 'something was told': somethingTold },
};

const easy: Check = {
  ...quiet,
  id: 'easy',
  title: 'It answers again',
  points: 5,
  opens: undefined as never,
};

const suite: Suite = {
  exercise: 'x/y',
  title: 'A test',
  exports: { node: 'protocol' },
  hints: ['', '', '', ''],
  checks: [quiet, safe, easy],
};

const right: AnyProtocol = {
  start: () => ({ asked: 0 }),
  onRequest: (node) => node.emit({ type: 'told' }),
};

const judge = (node: unknown, checks = suite.checks) =>
  judgeSuite({ ...suite, checks }, unconfined({ node }));

const outcomes = (node: unknown, checks?: readonly Check[]) =>
  judge(node, checks).checks.map(({ outcome }) => outcome);

test('a right answer passes and gets all points', () => {
  expect(judge(right)).toMatchObject({
    outcome: 'passed',
    points: 10,
    pointsMax: 10,
    capped: false,
  });
});

test('where the quiet world does not pass, nothing else is run or paid', () => {
  const silent: AnyProtocol = { start: () => ({}) };

  expect(judge(silent)).toMatchObject({ outcome: 'failed', points: 0 });
  expect(outcomes(silent)).toEqual(['failed', 'undecided', 'undecided']);
});

test('a broken safety promise holds the points at half', () => {
  const twice: AnyProtocol = {
    start: (node) => {
      node.setTimer('again', { min: 5, max: 9 });
      return { asked: false };
    },
    onRequest(node, state) {
      state.asked = true;
      node.emit({ type: 'told' });
    },
    onTimer: (node, state) => state.asked && node.emit({ type: 'told' }),
  };

  expect(judge(twice)).toMatchObject({ outcome: 'failed', points: 5, pointsMax: 10, capped: true });
});

test('nothing is passed by doing nothing: what must be seen was not', () => {
  const silent: AnyProtocol = { start: () => ({}) };
  const [safety] = judge(silent, [safe]).checks;

  expect(safety).toMatchObject({ outcome: 'failed', points: 0 });
  expect(safety!.because).toMatch(/No run showed that “something was told”/);
});

describe('trouble has a name of its own, and a sentence', () => {
  const at = (onRequest: AnyProtocol['onRequest']) => ({ start: () => ({}), onRequest });
  let coin = 0;
  const cases: [string, unknown, string, RegExp][] = [
    ['an untouched skeleton', at(() => todo('1.2 onRequest')), 'not started', /1\.2 onRequest/],
    [
      'a throw',
      at(() => {
        throw new TypeError('no leader');
      }),
      'threw',
      /`onRequest\(ask\)` on n1 threw TypeError: no leader/,
    ],
    [
      'an unknown addressee',
      at((node) => node.send('n7', { type: 'x' })),
      'threw',
      /there is no node called "n7"/,
    ],
    [
      'a function in an output',
      at((node) => node.emit({ type: 'told', f: () => 1 })),
      'not plain data',
      /output\.f: a function/,
    ],
    [
      'no protocol at all',
      3,
      'wrong export',
      /must be a protocol, an object with handlers; it is a number/,
    ],
    ['no export', undefined, 'wrong export', /must export `node`; it exports node/],
  ];

  test.each(cases)('%s', (_name, node, outcome, because) => {
    const [first] = judge(node).checks;

    expect(first).toMatchObject({ outcome, points: 0 });
    expect(first!.because).toMatch(because);
  });

  test('a state that holds a promise is found, though nobody copies it', () => {
    const [first] = judge(
      {
        start: () => ({}),
        onRequest: (_node: unknown, state: { later: unknown }) => {
          state.later = Promise.resolve();
        },
      },
      [safe],
    ).checks;

    expect(first).toMatchObject({ outcome: 'not plain data' });
  });

  test('a handler that does not do the same again is not deterministic', () => {
    const fickle = at((node) => {
      if (coin++ % 3 === 0) node.emit({ type: 'told' });
    });

    expect(outcomes(fickle, [safe])).toEqual(['not deterministic']);
  });
});

test('a story that is over the bound of events is undecided, never passed', () => {
  const storm = {
    ...right,
    onMessage: (node: { send(to: string, message: object): void }) =>
      node.send('n1', { type: 'x' }),
    start: (node: { send(to: string, message: object): void }) => {
      node.send('n1', { type: 'x' });
      return {};
    },
  };

  expect(outcomes(storm, [{ ...safe, runs: 1 }])).toEqual(['undecided']);
});

test('the same salt gives the same verdict, another salt other worlds', () => {
  const verdict = (salt: string) =>
    JSON.stringify(judgeSuite(suite, unconfined({ node: right }), { salt }));

  expect(verdict('a')).toBe(verdict('a'));
});

test('the last story is told first: unchanged while the mistake is there, and well once it is mended', () => {
  const twice: AnyProtocol = {
    start: () => ({}),
    onRequest(node) {
      node.emit({ type: 'told' });
      node.emit({ type: 'told' });
    },
  };
  const checks = [safe];
  const { story } = judgeSuite({ ...suite, checks }, unconfined({ node: twice })).checks[0]!;
  const last = { check: 'safe', replay: story!.replay };
  const again = judgeSuite({ ...suite, checks }, unconfined({ node: twice }), {
    last,
    salt: 'other',
  });
  const mended = judgeSuite({ ...suite, checks }, unconfined({ node: right }), { last });

  expect(again.last).toEqual({ check: 'safe', ends: 'again' });
  expect(again.checks[0]!.story!.token).toBe(story!.token);
  expect(mended.last).toEqual({ check: 'safe', ends: 'well' });
  expect(replayStory(suite, safe, story!.replay, unconfined({ node: twice }))).toMatchObject({
    ends: 'broken',
  });
});
