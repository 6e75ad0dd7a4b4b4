// What the event logs have in common: processes that invoke, and then end in one of three ways.

import { HistoryRecorder } from '../recorder.ts';
import type { Operation } from '../operation.ts';
import { HistoryFormatError } from './format-error.ts';

/** How an operation ended: answered, without effect and not worth a word, or nobody knows. */
export type End<Output> = { answer: Output } | 'no effect' | 'unknown';

export type LogEvent<Input, Output> = { process: string } & (
  { invoke: Input } | { end: End<Output> }
);

/**
 * The history that the lines tell; the times are line numbers. `parseLine` answers `undefined` for a
 * line without an event, and throws what `fail` gives it for one that it can't read.
 */
export function parseEventLog<Input, Output>(
  text: string,
  parseLine: (
    line: string,
    fail: (expected: string, found: string) => HistoryFormatError,
  ) => LogEvent<Input, Output> | undefined,
): Operation<Input, Output>[] {
  const recorder = new HistoryRecorder<Input, Output>();
  for (const [index, line] of text.split('\n').entries()) {
    const at = index + 1;
    const fail = (expected: string, found: string) =>
      new HistoryFormatError(`Line ${at}`, expected, found);
    const event = parseLine(line.trim(), fail);
    if (!event) continue;

    const { process } = event;
    if ('invoke' in event) {
      if (recorder.isOpen(process)) {
        throw fail(`process ${process} to end its operation first`, line.trim());
      }
      recorder.call(process, event.invoke, at);
      continue;
    }
    if (!recorder.isOpen(process)) {
      throw fail(`an operation that process ${process} invoked before`, line.trim());
    }
    if (event.end === 'no effect') recorder.forget(process);
    else if (event.end === 'unknown') recorder.giveUp(process);
    else recorder.return(process, event.end.answer, at);
  }
  return recorder.history();
}
