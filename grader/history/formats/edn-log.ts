// The event log of a key-value store as one map a line, in the notation of Clojure (EDN):
// `{:process 0, :type :invoke|:ok|:fail|:info, :f :get|:put|:append, :key "x", :value "y"}`.

import type { KeyValueInput, KeyValueOutput } from '../models/key-value.ts';
import type { Operation } from '../operation.ts';
import { parseEventLog } from './event-log.ts';
import type { HistoryFormatError } from './format-error.ts';

type Fail = (expected: string, found: string) => HistoryFormatError;

/** Field by field; a value is `nil`, a number, a keyword or a string. */
type Fields = Map<string, string>;

const FIELD = /\s*:([\w-]+)\s+(nil|-?\d+|:[\w-]+|"(?:[^"\\]|\\.)*")\s*,?/y;

/**
 * A history for `keyValue` and `keyValueWhole`. `:info` means that nobody knows what became of the
 * operation; what failed had no effect and is left out. Blank lines and comments are skipped.
 */
export function parseEdnLog(text: string): Operation<KeyValueInput, KeyValueOutput>[] {
  return parseEventLog<KeyValueInput, KeyValueOutput>(text, (line, fail) => {
    if (line === '' || line.startsWith(';')) return undefined;
    const fields = parseFields(line, fail);
    const process = required(fields, 'process', fail);
    const type = required(fields, 'type', fail);
    switch (type) {
      case ':invoke':
        return { process, invoke: parseInput(fields, fail) };
      case ':ok':
        return { process, end: { answer: parseAnswer(fields, fail) } };
      case ':fail':
        return { process, end: 'no effect' };
      case ':info':
        return { process, end: 'unknown' };
      default:
        throw fail(':invoke, :ok, :fail or :info', type);
    }
  });
}

function parseFields(line: string, fail: Fail): Fields {
  const inside = /^\{(.*)\}$/.exec(line)?.[1];
  if (inside === undefined) throw fail('a map in braces', line);

  const fields: Fields = new Map();
  let end = 0;
  for (FIELD.lastIndex = 0; end < inside.length; end = FIELD.lastIndex) {
    const [, name, value] = FIELD.exec(inside) ?? [];
    if (!name || !value) throw fail('a keyword and a value', inside.slice(end).trim());
    fields.set(name, value);
  }
  return fields;
}

function parseInput(fields: Fields, fail: Fail): KeyValueInput {
  const key = parseString(required(fields, 'key', fail), fail);
  const verb = required(fields, 'f', fail);
  switch (verb) {
    case ':get':
      return { type: 'get', key };
    case ':put':
    case ':append': {
      const value = parseString(required(fields, 'value', fail), fail);
      return { type: verb === ':put' ? 'put' : 'append', key, value };
    }
    default:
      throw fail(':get, :put or :append', verb);
  }
}

function parseAnswer(fields: Fields, fail: Fail): KeyValueOutput {
  if (fields.get('f') !== ':get') return null;
  const value = required(fields, 'value', fail);
  return value === 'nil' ? '' : parseString(value, fail);
}

function required(fields: Fields, name: string, fail: Fail): string {
  const value = fields.get(name);
  if (value === undefined) throw fail(`a field :${name}`, '');
  return value;
}

/** Keys and values are strings; a number that stands for one is taken as written. */
function parseString(word: string, fail: Fail): string {
  if (/^-?\d+$/.test(word)) return word;
  if (!word.startsWith('"')) throw fail('a string', word);
  try {
    return JSON.parse(word) as string;
  } catch {
    throw fail('a string with the escapes of JSON', word);
  }
}
