// The one public face of the simulator, imported as `#sim`.
export type { Message, Node, NodeId, Protocol, ProtocolTypes } from './protocol.ts';
export { NotStarted, todo } from './todo.ts';
export { type AnyProtocol, type Cluster, named, nodesOf, type Role, roleOf } from './cluster.ts';
export { type CodePosition, type Effect, handedOut, Misuse } from './effects.ts';
export { HandlerError, type Input } from './machine.ts';
export {
  type AnyMonitor,
  type AnySometimes,
  type Break,
  defineMonitor,
  defineSometimes,
  type EvidenceStep,
  type Monitor,
  type Observed,
  type Recognised,
  type Sometimes,
} from './observe.ts';
export { assertPlain, canonicalText, copyPlain, NotPlain } from './plain.ts';
export type { Chance, Fault, Otherwise, Plan, PlannedRequest, PlanShape, Rates } from './plan.ts';
export { fraction, hashText, integerIn, mix } from './random.ts';
export type { Schedule, Step } from './schedule.ts';
export { boot, type BootOptions, type Unit } from './unit.ts';
export { Recorder } from './recorder.ts';
export type { TraceEvent } from './trace.ts';
export { fingerprint, play, type Played, type PlayOptions } from './play.ts';
export { type AnyGoal, type Broken, defineGoal, type Goal, Watch, type Watched } from './watch.ts';
export { drawPlan } from './draw-plan.ts';
export { type Run, type RunOptions, runWorld } from './world.ts';
