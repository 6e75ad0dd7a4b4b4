// The face of the folder: histories of operations, sequential models, and the checks between them.

export type { Assumption, Malformed } from './assumptions.ts';
export { parseHistory, parseHistoryOf } from './drawing.ts';
export { parseEdnLog } from './formats/edn-log.ts';
export { HistoryFormatError } from './formats/format-error.ts';
export { parseJepsenLog } from './formats/jepsen-log.ts';
export { formatHistoryJson, parseHistoryJson } from './formats/json.ts';
export type { NamedHistory } from './formats/json.ts';
export { readHistory } from './formats/read-history.ts';
export { checkLinearizable } from './linearizability.ts';
export { describeOperation, illegal } from './model.ts';
export type { Impossible, InputShapes, Model } from './model.ts';
export { appendOnlyList } from './models/append-only-list.ts';
export type { ListInput, ListOutput } from './models/append-only-list.ts';
export { casRegister, casRegisterHolding } from './models/cas-register.ts';
export type { CasInput, CasOutput } from './models/cas-register.ts';
export { counter } from './models/counter.ts';
export type { CounterInput, CounterOutput } from './models/counter.ts';
export { keyValue, keyValueWhole } from './models/key-value.ts';
export type { KeyValueInput, KeyValueOutput } from './models/key-value.ts';
export { lock } from './models/lock.ts';
export type { LockInput, LockOutput } from './models/lock.ts';
export { log } from './models/log.ts';
export type { LogInput, LogOutput } from './models/log.ts';
export { queue } from './models/queue.ts';
export type { QueueInput, QueueOutput } from './models/queue.ts';
export { register, registerHolding } from './models/register.ts';
export type { RegisterInput, RegisterOutput } from './models/register.ts';
export type { Value } from './models/value.ts';
export { modelsByName } from './named-models.ts';
export type { AnyModel } from './named-models.ts';
export { isCompleted, precedes } from './operation.ts';
export type { Completed, History, Operation, Pending } from './operation.ts';
export { checkSequentiallyConsistent } from './sequential-consistency.ts';
export { HistoryRecorder } from './recorder.ts';
export type {
  CheckOptions,
  LinearizabilityVerdict,
  SequentialConsistencyVerdict,
  Stuck,
  Unknown,
  Violation,
} from './verdict.ts';
