import { expect, test } from 'vitest';
import { modelsByName } from '../named-models.ts';
import { randomFrom, randomHistory } from '../testing/random-histories.ts';
import { vocabularies } from '../testing/vocabularies.ts';
import { parseEdnLog } from './edn-log.ts';
import { HistoryFormatError } from './format-error.ts';
import { parseJepsenLog } from './jepsen-log.ts';
import { formatHistoryJson, parseHistoryJson } from './json.ts';
import { readHistory } from './read-history.ts';

const jepsen = (...events: string[]) =>
  events.map((event) => `INFO  jepsen.util - ${event}`).join('\n');

test('a Jepsen log: times are lines, and each ending has its meaning', () => {
  const text = jepsen(
    '0\t:invoke\t:write\t3',
    '1\t:invoke\t:cas\t[1 2]',
    '2   :invoke :read   nil',
    '0\t:ok\t:write\t3',
    '1\t:fail\t:cas\t[1 2]',
    '2\t:fail\t:read\t:timed-out',
    '3\t:invoke\t:cas\t[3 4]',
    '3\t:info\t:cas\t:timed-out',
    '0\t:invoke\t:read\tnil',
    '0\t:ok\t:read\tnil',
  );

  expect(parseJepsenLog(text)).toEqual([
    { client: '0', input: { type: 'write', value: 3 }, calledAt: 1, output: null, returnedAt: 4 },
    {
      client: '1',
      input: { type: 'cas', from: 1, to: 2 },
      calledAt: 2,
      output: false,
      returnedAt: 5,
    },
    { client: '3', input: { type: 'cas', from: 3, to: 4 }, calledAt: 7 },
    { client: '0', input: { type: 'read' }, calledAt: 9, output: null, returnedAt: 10 },
  ]);
});

test('a Jepsen log: other lines are noise', () => {
  const text = `Running test\n${jepsen(':nemesis :info :start nil')}\r\n\n`;

  expect(parseJepsenLog(text)).toEqual([]);
});

test.each([
  [jepsen('0 :invoke :read nil', '0 :ok :read x'), 'Line 2: expected a number or nil, found x.'],
  [jepsen('0 :invoke :cas 1'), 'Line 1: expected two numbers such as [1 2], found 1.'],
  [jepsen('0 :invoke :drop nil'), 'Line 1: expected :read, :write or :cas, found :drop.'],
  [jepsen('0 :begin :read nil'), 'Line 1: expected :invoke, :ok, :fail or :info, found :begin.'],
  [jepsen('0 :ok :read 1'), 'Line 1: expected an operation that process 0 invoked before'],
  [
    jepsen('0 :invoke :read nil', '0 :invoke :read nil'),
    'Line 2: expected process 0 to end its operation first',
  ],
])('a Jepsen log that makes no sense names the line: %j', (text, message) => {
  expect(() => parseJepsenLog(text)).toThrow(HistoryFormatError);
  expect(() => parseJepsenLog(text)).toThrow(message);
});

test('a log of maps: strings keep their blanks, a missing key reads as empty', () => {
  const text = `
    ; a comment
    {:process 4, :type :invoke, :f :append, :key "k", :value "x 0 \\"y\\""}
    {:process 5, :type :invoke, :f :get, :key "k", :value nil}
    {:process 5, :type :ok, :f :get, :key "k", :value ""}
    {:process 4, :type :ok, :f :append, :key "k", :value "x 0 y"}
  `;

  expect(parseEdnLog(text)).toEqual([
    {
      client: '4',
      input: { type: 'append', key: 'k', value: 'x 0 "y"' },
      calledAt: 3,
      output: null,
      returnedAt: 6,
    },
    { client: '5', input: { type: 'get', key: 'k' }, calledAt: 4, output: '', returnedAt: 5 },
  ]);
});

test.each([
  ['{:process 1, :type :invoke, :f :get}', 'Line 1: expected a field :key, found nothing.'],
  ['{:process 1, :type :invoke, :f :pop, :key "k"}', 'Line 1: expected :get, :put or :append'],
  ['{:process 1, :type', 'Line 1: expected a map in braces'],
  ['{:process 1 :type ?}', 'Line 1: expected a keyword and a value, found :type ?.'],
  ['{:process 1, :type :invoke, :f :put, :key "k", :value nil}', 'Line 1: expected a string'],
])('a log of maps that makes no sense names the line: %s', (text, message) => {
  expect(() => parseEdnLog(text)).toThrow(message);
});

test('our own format is read as it was written', () => {
  const shape = { clientCount: 3, operationCount: 20, pendingProbability: 0.2 };
  const history = randomHistory(vocabularies.queue, shape, randomFrom(1));

  const read = parseHistoryJson(formatHistoryJson('queue', history));

  expect(read).toEqual({ model: 'queue', operations: history });
});

test('our own format refuses to write what it could not read back', () => {
  const history = [{ client: 'a', input: 'x', calledAt: 1, output: NaN, returnedAt: 2 }];

  expect(() => formatHistoryJson('register', history)).toThrow('NaN in "output"');
});

const operation = { client: 'a', input: { type: 'read' }, calledAt: 1, output: 1, returnedAt: 2 };
const documentOf = (changed: object) =>
  JSON.stringify({
    format: 'quorate-history',
    version: 1,
    model: 'register',
    operations: [{ ...operation, ...changed }],
  });

test.each([
  ['{\n  "format": oops', /^Line 2: expected JSON, found/],
  ['[]', 'The document: expected an object'],
  ['{"format": "other"}', 'format: expected "quorate-history", found "other".'],
  [documentOf({ client: 7 }), "operations[0].client: expected a client's name, found 7."],
  [documentOf({ calledAt: '1' }), 'operations[0].calledAt: expected a number, found "1".'],
  [documentOf({ returnedAt: undefined }), 'operations[0].returnedAt: expected a number, since it'],
  [documentOf({ output: undefined }), 'operations[0].output: expected the answer, since it'],
])('our own format: what is wrong is named with its place: %s', (text, message) => {
  expect(() => parseHistoryJson(text)).toThrow(message);
});

test('a history is read in whichever format it is', () => {
  const register = modelsByName.get('etcd-register')!;
  const store = modelsByName.get('kv')!;

  expect(readHistory(register, jepsen('0 :invoke :read nil'))).toHaveLength(1);
  expect(readHistory(register, documentOf({}))).toHaveLength(1);
  expect(readHistory(store, '{:process 1, :type :invoke, :f :get, :key "k"}')).toHaveLength(1);
});

test('a history of another object is refused', () => {
  const queue = modelsByName.get('queue')!;

  expect(() => readHistory(queue, jepsen('0 :invoke :read nil'))).toThrow(
    'The file: expected a history of a queue, found a log of a compare-and-set register.',
  );
  expect(() => readHistory(queue, documentOf({}))).toThrow(
    'operations[0].input: expected enqueue {value} or dequeue {}, found {"type":"read"}.',
  );
});
