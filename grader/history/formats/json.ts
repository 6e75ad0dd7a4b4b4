// The project's own format of a history:
//
//   {
//     "format": "quorate-history",
//     "version": 1,
//     "model": "register",
//     "operations": [
//       { "client": "a", "input": { "type": "write", "value": 1 }, "calledAt": 1, "output": null, "returnedAt": 4 },
//       { "client": "b", "input": { "type": "read" }, "calledAt": 2 }
//     ]
//   }
//
// Times are numbers on one clock. An operation without `returnedAt` and `output` never returned.

import type { History, Operation } from '../operation.ts';
import { HistoryFormatError } from './format-error.ts';

const FORMAT = 'quorate-history';
const VERSION = 1;

export interface NamedHistory {
  /** The name of the model that the operations are for. */
  readonly model: string;
  readonly operations: Operation<unknown, unknown>[];
}

/** An operation a line, so that two histories can be compared line by line. */
export function formatHistoryJson(model: string, history: History<unknown, unknown>): string {
  const operations = history.map(
    ({ client, input, calledAt, output, returnedAt }) =>
      `    ${JSON.stringify({ client, input, calledAt, output, returnedAt }, refuseWhatJsonLacks)}`,
  );
  return [
    '{',
    `  "format": "${FORMAT}",`,
    `  "version": ${VERSION},`,
    `  "model": ${JSON.stringify(model)},`,
    '  "operations": [',
    operations.join(',\n'),
    '  ]',
    '}',
    '',
  ].join('\n');
}

/** JSON writes `NaN` as `null`, and a wrong answer would turn into a right one. */
function refuseWhatJsonLacks(name: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Error(`JSON has no way to write the number ${value} in "${name}".`);
  }
  return value;
}

/** Checks all but inputs and outputs, which are the model's business. */
export function parseHistoryJson(text: string): NamedHistory {
  const document = parseJson(text);
  if (!isRecord(document))
    throw new HistoryFormatError('The document', 'an object', show(document));
  expectField(document, 'format', document['format'] === FORMAT, `"${FORMAT}"`);
  expectField(document, 'version', document['version'] === VERSION, `version ${VERSION}`);
  const { model, operations } = document;
  expectField(document, 'model', typeof model === 'string', "a model's name");
  expectField(document, 'operations', Array.isArray(operations), 'a list');
  return {
    model: model as string,
    operations: (operations as unknown[]).map((operation, index) =>
      parseOperation(operation, `operations[${index}]`),
    ),
  };
}

function parseOperation(operation: unknown, place: string): Operation<unknown, unknown> {
  if (!isRecord(operation)) throw new HistoryFormatError(place, 'an object', show(operation));
  const { client, input, calledAt, output, returnedAt } = operation;
  const expect = (name: string, isRight: boolean, expected: string) =>
    expectField(operation, name, isRight, expected, place);
  expect('client', typeof client === 'string', "a client's name");
  expect('input', input !== undefined, 'what was asked');
  expect('calledAt', typeof calledAt === 'number', 'a number');

  const call = { client: client as string, input, calledAt: calledAt as number };
  if (returnedAt === undefined && output === undefined) return call;
  expect('returnedAt', typeof returnedAt === 'number', 'a number, since it has an output');
  expect('output', output !== undefined, 'the answer, since it has returned');
  return { ...call, output, returnedAt: returnedAt as number };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as SyntaxError;
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    const line = text.slice(0, position).split('\n').length;
    throw new HistoryFormatError(`Line ${line}`, 'JSON', show(text.slice(position, position + 20)));
  }
}

function expectField(
  record: Record<string, unknown>,
  name: string,
  isRight: boolean,
  expected: string,
  place?: string,
): void {
  if (isRight) return;
  const path = place === undefined ? name : `${place}.${name}`;
  throw new HistoryFormatError(path, expected, show(record[name]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const show = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value));
