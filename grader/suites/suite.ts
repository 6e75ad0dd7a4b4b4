// A suite, declared as data: the checks of one exercise. The command line, the site and the audit read the same object.
import type fc from 'fast-check';
import type { Space } from '../explorer/space.ts';
import type {
  AnyGoal,
  AnyMonitor,
  AnySometimes,
  Cluster,
  Message,
  PlanShape,
  Schedule,
} from '../sim/index.ts';

/** What a submission exports, freshly made: `answer().replica`. Unknown until a suite says what it needs. */
export type Answer = () => Readonly<Record<string, unknown>>;

export interface Suite {
  /** `02-quorums/register`. */
  readonly exercise: string;
  readonly title: string;
  /** Beyond the core path. */
  readonly starred?: true;
  /** What the exercise's file must export, and of what kind. */
  readonly exports: Readonly<Record<string, ExportKind>>;
  /** What it may import beside `#sim` and files of its own. */
  readonly imports?: readonly ('fast-check' | '#raft')[];
  /** In the order in which promises are basic: the first broken one is shown, the others folded. */
  readonly checks: readonly Check[];
  /** The file that is handed out is a wrong answer, not an empty one: it fails, where others are not started. */
  readonly startsWrong?: true;
  /** Four tiers: a question, where to look, the rule, an outline. For a check that has none of its own. */
  readonly hints: Hints;
}

/** A tester is a function, too: it is given functions and throws when they are wrong. */
export type ExportKind = 'protocol' | 'function' | 'tester' | PartKind;

/** A part of a protocol: a record of handlers, all of which must be there. The suite's cluster puts the parts together. */
export interface PartKind {
  readonly handlers: readonly string[];
}

export type Hints = readonly [question: string, where: string, rule: string, outline: string];

export type Check =
  PropertyCheck | TesterCheck | ScenarioCheck | SimulationCheck | ExplorationCheck | BudgetCheck;

interface CheckBase {
  /** Unique in its suite, and stable: seeds derive from it. */
  readonly id: string;
  /** A sentence that states a promise: "At most one leader in a term". */
  readonly title: string;
  readonly points: number;
  /** Anchor of the section in the chapter that explains it: `02-quorums/register#write-back`. */
  readonly chapter: string;
  readonly hints?: Hints;
  /** The check of the quiet world: until it passes, the others are not run. At most one a suite, and its first. */
  readonly opens?: true;
  /** A broken one caps the exercise at half of its points. */
  readonly safety?: true;
}

/** fast-check over functions or models. Every run must run: an interrupted one is undecided. */
export interface PropertyCheck extends CheckBase {
  readonly kind: 'property';
  readonly runs: number;
  /**
   * The property, over a fresh answer. To refuse, it throws `Refuted` with a sentence that names the values.
   */
  readonly property: (answer: Answer, check: typeof fc) => fc.IRawProperty<unknown, false>;
}

/** Thrown by a property with the sentence that a learner reads: "majority(4) is 2; two groups of 2 need not meet." */
export class Refuted extends Error {
  override readonly name = 'Refuted';
}

/** A test that the learner wrote, tried on implementations: it must spare the right ones and refuse the wrong ones. */
export interface TesterCheck extends CheckBase {
  readonly kind: 'tester';
  /** The export that tests. */
  readonly tester: string;
  readonly subjects: readonly Subject[];
  /**
   * Whether a subject's answer is wrong, by the specification. It decides nothing: it tells a learner whether their test
   * never saw a wrong answer, or saw one and let it pass.
   */
  readonly isMistake: (call: SubjectCall) => boolean;
}

/** An implementation that a test is tried on. */
export interface Subject {
  readonly id: string;
  readonly is: 'right' | 'wrong';
  /** Made afresh for each try. Arguments and results are plain data, and copied. */
  readonly make: () => Readonly<Record<string, (...args: never[]) => unknown>>;
}

export interface SubjectCall {
  readonly name: string;
  readonly args: readonly unknown[];
  /** `undefined` where it threw. */
  readonly result: unknown;
}

/** What simulated checks have in common. */
interface Simulated {
  readonly cluster: (answer: Answer) => Cluster;
  /** Safety: may never break. The name is the promise. */
  readonly always: Readonly<Record<string, AnyMonitor>>;
  /** Reachability: must be seen in at least one run, or the runs proved nothing. */
  readonly sometimes: Readonly<Record<string, AnySometimes>>;
}

/** How a suite recognises an operation of a client: the same id in the request and in the output that answers it. */
export interface Operations {
  readonly asked: (request: Message) => string | undefined;
  readonly answered: (output: Message) => string | undefined;
}

/** A scripted story. Every schedule is run; each is a story of its own. */
export interface ScenarioCheck extends CheckBase, Simulated {
  readonly kind: 'scenario';
  readonly stories: Readonly<Record<string, Schedule>>;
  /** Judged at the end of each story: what must have come of it. */
  readonly finally?: Readonly<Record<string, AnyGoal>>;
}

/** Many random worlds: safety under faults, then the faults heal, and progress must come within a bound. */
export interface SimulationCheck extends CheckBase, Simulated {
  readonly kind: 'simulation';
  readonly runs: number;
  readonly plan: (cluster: Cluster) => PlanShape;
  /** Where given: after healing, every operation of a client that is up completes within `withinMs` of virtual time. */
  readonly live?: {
    readonly operations: Operations;
    readonly withinMs: number;
    readonly title: string;
  };
  /**
   * A check that has no `live` pays only if most operations complete: an answer that does nothing keeps every promise.
   */
  readonly progress?: Operations;
  /** Judged at the end of each run. */
  readonly finally?: Readonly<Record<string, AnyGoal>>;
  /** True where time itself is judged: a failure is shrunk as a plan, since a schedule has no clock. */
  readonly timed?: true;
}

/** Every interleaving of a small world. */
export interface ExplorationCheck extends CheckBase, Simulated {
  readonly kind: 'exploration';
  /** Requests, crashes, timers, network: the world that is exhausted. */
  readonly space: Omit<Space, 'cluster' | 'always' | 'sometimes'>;
  /** More states than this, and the check is undecided. */
  readonly statesMax: number;
}

/** What an operation may cost, in a world without faults. */
export interface BudgetCheck extends CheckBase, Simulated {
  readonly kind: 'budget';
  readonly plan: (cluster: Cluster) => PlanShape;
  readonly runs: number;
  readonly costs: Readonly<Record<string, AnyGoal>>;
}

export const defineSuite = (suite: Suite): Suite => suite;
