import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { reportOf } from './json.ts';
import { newOldInversion } from './testing/stories.ts';
import { checked, judged } from './testing/verdicts.ts';

const schema = JSON.parse(readFileSync(new URL('schema.json', import.meta.url), 'utf8')) as object;
const validate = new Ajv2020({ allErrors: true }).compile(schema);

const explored = { states: 1_234, steps: 5_000, depth: 9, exhausted: true };
const report = reportOf(
  [
    judged([
      checked({ id: 'quiet' }),
      checked({ id: 'every', kind: 'exploration', work: explored }),
      checked({ id: 'linearizable', outcome: 'failed', story: newOldInversion() }),
      checked({ id: 'budget', outcome: 'not started', because: 'todo 2.3' }),
    ]),
  ],
  { edition: '2025', salt: 'public' },
);

test('a report says what was run and what broke', () => {
  expect(report.exercises[0]!.checks.slice(1, 3)).toMatchInlineSnapshot(`
    [
      {
        "id": "every",
        "kind": "exploration",
        "outcome": "passed",
        "points": 10,
        "pointsMax": 10,
        "states": 1234,
        "title": "The promise every",
      },
      {
        "broken": "c2 read "new", and then "old" again, which "new" had replaced",
        "deliveries": 13,
        "id": "linearizable",
        "kind": "simulation",
        "outcome": "failed",
        "points": 0,
        "pointsMax": 10,
        "runs": 400,
        "title": "The promise linearizable",
        "token": "q1-0123456789abcdef",
      },
    ]
  `);
});

test('a report follows the published schema, as it is read back', () => {
  expect(validate(JSON.parse(JSON.stringify(report)))).toBe(true);
});

test('the schema refuses what is not a report', () => {
  const [exercise] = report.exercises;
  const [check] = exercise!.checks;
  const withCheck = (changed: object) => ({
    ...report,
    exercises: [{ ...exercise, checks: [{ ...check, ...changed }] }],
  });

  expect(validate(withCheck({}))).toBe(true);
  for (const changed of [
    { outcome: 'cheated' },
    { points: -1 },
    { runs: 1, states: 1 },
    { x: 1 },
  ]) {
    expect(validate(withCheck(changed))).toBe(false);
  }
});
