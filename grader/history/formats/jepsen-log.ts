// Jepsen's log of a test of a compare-and-set register: one line an event,
// `INFO  jepsen.util - PROCESS :invoke|:ok|:fail|:info :read|:write|:cas VALUE`, separated by blanks.

import type { CasInput, CasOutput } from '../models/cas-register.ts';
import type { Operation } from '../operation.ts';
import { parseEventLog } from './event-log.ts';
import type { LogEvent } from './event-log.ts';
import type { HistoryFormatError } from './format-error.ts';

type Fail = (expected: string, found: string) => HistoryFormatError;

/** Everything else is noise of the log: other sources, a nemesis, stack traces. */
const EVENT = /^INFO\s+jepsen\.util\s+-\s+(\d+)\s+:(\S+)\s+:(\S+)\s*(.*)$/;

/**
 * A history for `casRegister`. `:info` means that nobody knows what became of the operation; a failed
 * `:cas` was refused, and whatever else failed had no effect and is left out.
 */
export function parseJepsenLog(text: string): Operation<CasInput, CasOutput>[] {
  return parseEventLog<CasInput, CasOutput>(text, (line, fail) => {
    const event = EVENT.exec(line);
    if (!event) return undefined;
    const [, process, type, verb, value] = event as unknown as [
      string,
      string,
      string,
      string,
      string,
    ];
    return { process, ...parseEvent(type, verb, value, fail) };
  });
}

function parseEvent(
  type: string,
  verb: string,
  value: string,
  fail: Fail,
): { invoke: CasInput } | Pick<Extract<LogEvent<CasInput, CasOutput>, { end: unknown }>, 'end'> {
  if (verb !== 'read' && verb !== 'write' && verb !== 'cas') {
    throw fail(':read, :write or :cas', `:${verb}`);
  }
  switch (type) {
    case 'invoke':
      return { invoke: parseInput(verb, value, fail) };
    case 'ok':
      if (verb === 'cas') return { end: { answer: true } };
      return { end: { answer: verb === 'read' ? parseNumber(value, fail) : null } };
    case 'fail':
      return { end: verb === 'cas' ? { answer: false } : 'no effect' };
    case 'info':
      return { end: 'unknown' };
    default:
      throw fail(':invoke, :ok, :fail or :info', `:${type}`);
  }
}

function parseInput(type: CasInput['type'], value: string, fail: Fail): CasInput {
  if (type === 'read') return { type };
  if (type === 'write') return { type, value: parseNumber(value, fail) };
  const [, from, to] = /^\[(\S+)\s+(\S+)\]$/.exec(value) ?? [];
  if (!from || !to) throw fail('two numbers such as [1 2]', value);
  return { type, from: parseNumber(from, fail), to: parseNumber(to, fail) };
}

function parseNumber(word: string, fail: Fail): number | null {
  if (word === 'nil') return null;
  if (!/^-?\d+$/.test(word)) throw fail('a number or nil', word);
  return Number(word);
}
