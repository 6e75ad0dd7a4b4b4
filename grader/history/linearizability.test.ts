import { expect, test } from 'vitest';
import { parseHistory, parseHistoryOf } from './drawing.ts';
import { checkLinearizable } from './linearizability.ts';
import type { Model } from './model.ts';
import { describeOperation } from './model.ts';
import { casRegister } from './models/cas-register.ts';
import { keyValue } from './models/key-value.ts';
import { register } from './models/register.ts';
import type { History, Operation } from './operation.ts';

const enough = { stepsMax: 100_000 };

test('a read that overlaps a write may see the new value', () => {
  const history = parseHistory(`
    a  |--- write 1 ---|
    b       |- read 1 -|
  `);

  expect(checkLinearizable(register, history, enough)).toMatchObject({ verdict: 'linearizable' });
});

test('a read may not go back to a value that was already replaced', () => {
  const history = parseHistory(`
    a  |- write 0 -|  |----- write 1 ----------------------|
    b                      |- read 1 -|
    c                                    |- read 0 -|
  `);

  const result = checkLinearizable(register, history, enough);

  expect(explanationOf(register, result)).toMatchInlineSnapshot(`
    "a: write 0
    a: write 1
    b: read 1
    c: read 0 ✗ can't read 0 from register 1"
  `);
});

test('a write that never returned may take effect long after its call', () => {
  const history = parseHistory(`
    a  |- write 1 --
    b                  |- write 2 -|  |- read 2 -|  |- read 1 -|
  `);

  expect(checkLinearizable(register, history, enough)).toMatchObject({ verdict: 'linearizable' });
});

test('a write that never returned takes effect at most once', () => {
  const history = parseHistory(`
    a  |- write 1 --
    b                |- read 1 -|  |- write 2 -|  |- read 1 -|
  `);

  expect(checkLinearizable(register, history, enough)).toMatchObject({ verdict: 'violation' });
});

test('a write that never returned can be left out', () => {
  const history = parseHistory(`
    a  |- write 1 --
    b                  |- read nil -|
  `);

  const result = checkLinearizable(register, history, enough);

  expect(result).toMatchObject({ verdict: 'linearizable', order: [{ client: 'b' }] });
});

test('a value that nobody wrote is named as such, whatever else is wrong', () => {
  const history = parseHistory(`
    a  |- write 1 -|  |- read nil -|
    b                                 |- read 7 -|
  `);

  const result = checkLinearizable(register, history, enough);

  expect(explanationOf(register, result)).toMatchInlineSnapshot(
    `"b: read 7 ✗ can't read 7: nobody ever wrote 7"`,
  );
});

test('a refused compare-and-set says that the value was another', () => {
  const history = parseHistoryOf(
    casRegister,
    `
    a  |- write 1 -|  |- cas 1 2 refused -|
    b                    |- read 1 -|
  `,
  );

  const result = checkLinearizable(casRegister, history, enough);

  expect(explanationOf(casRegister, result)).toMatchInlineSnapshot(`
    "a: write 1
    a: cas 1 2 refused ✗ can't refuse a cas from 1 to 2 on register 1"
  `);
});

test('each key is checked by itself, and the key to blame is named', () => {
  const history = parseHistoryOf(
    keyValue,
    `
    a  |- put x 1 -|  |- append x 2 -|   |- get x 1 -|
    b     |- put y 1 -|    |- get y 1 -|
  `,
  );

  const result = checkLinearizable(keyValue, history, enough);

  expect(result).toMatchObject({ verdict: 'violation', part: 'x' });
  expect(explanationOf(keyValue, result)).toMatchInlineSnapshot(`
    "a: put x 1
    a: append x 2
    a: get x 1 ✗ can't get 1 from key x, which holds 12"
  `);
});

test('an order over many keys respects real time between them', () => {
  const history = parseHistoryOf(
    keyValue,
    `
    a  |- put x 1 -|              |- put y 2 -|
    b                |- put y 1 -|             |- put x 2 -|
  `,
  );

  const result = checkLinearizable(keyValue, history, enough);

  expect(result).toMatchObject({ verdict: 'linearizable', order: history });
});

test('a check that runs out of steps says that it does not know', () => {
  const history = parseHistory(`
    a  |- write 1 -|
    b  |- write 2 -|  |- read 1 -|
  `);

  const result = checkLinearizable(register, history, { stepsMax: 1 });

  expect(result).toEqual({ verdict: 'unknown', because: 'too many steps', stepsMax: 1 });
});

test('a history that breaks an assumption is malformed, not a violation', () => {
  const history = parseHistory(`
    a  |- write 1 -|
    a       |- write 2 -|
  `);

  const result = checkLinearizable(register, history, enough);

  expect(result).toMatchObject({
    verdict: 'malformed',
    assumption: 'a client has one operation at a time',
  });
});

function explanationOf<State, Input, Output>(
  model: Model<State, Input, Output>,
  result: ReturnType<typeof checkLinearizable<State, Input, Output>>,
): string {
  if (result.verdict !== 'violation') return result.verdict;
  const lines = (operations: History<Input, Output>) =>
    operations.map((operation: Operation<Input, Output>) => describeOperation(model, operation));
  return [
    ...lines(result.longest),
    ...result.stuck.map(
      ({ operation, because }) => `${describeOperation(model, operation)} ✗ ${because}`,
    ),
  ].join('\n');
}
