import { expect, test } from 'vitest';
import { defineGoal, type Schedule } from '../sim/index.ts';
import type { ScenarioCheck, Suite } from '../suites/suite.ts';
import { playBeside, replayStory, tellForPage } from './replay.ts';
import { answerWaitingFor, clientsSee, cluster } from './testing/copies.ts';
import { unconfined } from './unconfined.ts';

const check: ScenarioCheck = {
  id: 'copies',
  title: 'Copies look like one',
  kind: 'scenario',
  points: 1,
  chapter: 'x',
  cluster,
  stories: {},
  always: {
    'What clients see is linearizable': clientsSee,
    'Nothing at all': { listens: [], start: () => ({}), observe: () => undefined },
  },
  sometimes: {},
};

const suite: Suite = {
  exercise: 'x/copies',
  title: 'Copies',
  exports: { copy: 'protocol', client: 'protocol' },
  checks: [check],
  hints: ['', '', '', ''],
};

const write = {
  do: 'request',
  node: 'c1',
  request: { type: 'write', id: 'w', value: 'a' },
} as const;
const read = { do: 'request', node: 'c2', request: { type: 'read', id: 'r' } } as const;
const schedule: Schedule = [
  write,
  { do: 'deliver', from: 'c1', to: 'k1', type: 'put' },
  { do: 'deliver', from: 'k1', to: 'c1', type: 'has' },
  read,
  { do: 'deliver', from: 'c2', to: 'k2', type: 'get' },
  { do: 'deliver', from: 'k2', to: 'c2', type: 'holds' },
];

const hasty = unconfined(answerWaitingFor(1));
const patient = unconfined(answerWaitingFor(2));

const told = (steps = schedule) => {
  const story = tellForPage(suite, check, { kind: 'schedule', schedule: steps }, hasty)!;
  return { story, insights: story.insights! };
};

test('operations are intervals of the trace, with labels in the words of the model', () => {
  const { story, insights } = told();

  expect(
    insights.operations.map(({ node, label, asked, answered }) => [
      node,
      label,
      story.trace[asked]!.kind,
      story.trace[answered!]!.kind,
    ]),
  ).toEqual([
    ['c1', 'write a', 'request', 'emit'],
    ['c2', 'read nil', 'request', 'emit'],
  ]);
});

test('a contradiction is told step by step', () => {
  expect(told().story.broke.evidence).toMatchInlineSnapshot(`
    [
      {
        "operations": [
          "w",
        ],
        "place": 1,
        "text": "c1: write a",
      },
      {
        "operations": [
          "r",
        ],
        "place": "none",
        "text": "“c2: read nil” can't come next: c2 can't read nil from register a.",
      },
      {
        "operations": [
          "w",
          "r",
        ],
        "text": "Nor can it come before “c1: write a”: that was answered before it was asked.",
      },
    ]
  `);
});

test('of the promises of a check, the broken one says where it broke', () => {
  const { story, insights } = told();

  expect(insights.promises).toEqual([
    { name: 'What clients see is linearizable', brokeAt: story.trace.length - 2 },
    { name: 'Nothing at all' },
  ]);
});

test('a message that never arrived is tried: what if it had?', () => {
  const { story, insights } = told();

  expect(insights.neverArrived).toEqual({ of: 1, endWell: 1 });
  expect(insights.whatIfs).toEqual([{ sent: expect.any(Number) as number, ends: 'well' }]);
  expect(story.trace[insights.whatIfs[0]!.sent]).toMatchObject({ kind: 'send', to: 'k2' });
});

test('a message that a partition took is tried as well', () => {
  const groups = [['c1', 'k1'], ['c2', 'k2']]; // prettier-ignore
  const { insights } = told([{ do: 'partition', groups }, ...schedule]);

  expect(insights.neverArrived).toEqual({ of: 1, endWell: 1 });
});

test('the nearer the end, the more futures break the promise; at the end all do', () => {
  const { risks } = told().insights;
  const shares = risks.map(({ broken, of }) => broken / of);

  expect(risks).toHaveLength(schedule.length);
  expect(shares[0]).toBeLessThan(0.5);
  expect(shares.at(-1)).toBe(1);
});

test('the same steps go on to their end with another answer', () => {
  const replay = { kind: 'schedule', schedule } as const;
  const beside = playBeside(suite, check, replay, patient)!;

  expect(beside.broke).toBeUndefined();
  expect(beside.trace.filter(({ kind }) => kind === 'emit')).toHaveLength(2);
  expect(playBeside(suite, check, replay, hasty)!.broke).toContain('read nil');
});

test('where a goal was missed, nothing broke: no future is more likely to miss it than another', () => {
  const goal = defineGoal({
    listens: [],
    start: () => ({}),
    observe: () => undefined,
    unmet: () => ({ what: 'Nothing came of it.', nodes: ['c1'] }),
  });
  const missed = { ...check, always: {}, finally: { 'Something comes of it': goal } };
  const replay = { kind: 'schedule', schedule, goals: true } as const;
  const story = tellForPage(suite, missed, replay, hasty)!;

  expect(story).toMatchObject({ promise: 'Something comes of it', missed: true });
  expect(story.insights).toMatchObject({ risks: [], neverArrived: { of: 1, endWell: 0 } });
  expect(story).not.toHaveProperty('at');
});

test('a story that is not asked for a page is told without all that', () => {
  const replayed = replayStory(suite, check, { kind: 'schedule', schedule }, hasty);

  expect(replayed).toMatchObject({ ends: 'broken' });
  expect(replayed).not.toHaveProperty('story.insights');
  expect(tellForPage(suite, check, { kind: 'schedule', schedule }, patient)).toBeUndefined();
});
