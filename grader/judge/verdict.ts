// How a check came out, and what a learner is shown. Plain data: it crosses from the judging process to the terminal.
import type { Break, CodePosition, NodeId, Plan, Schedule, TraceEvent } from '../sim/index.ts';

/** `not started` and `undecided` are not failures. Those from `does not compile` on are trouble: the answer could not be judged at all. */
export type OutcomeName =
  | 'passed'
  | 'failed'
  | 'not started'
  | 'undecided'
  | 'does not compile'
  | 'wrong export'
  | 'threw'
  | 'did not return'
  | 'out of memory'
  | 'not plain data'
  | 'not deterministic';

export interface CheckVerdict {
  readonly id: string;
  readonly title: string;
  readonly kind: 'property' | 'tester' | 'scenario' | 'simulation' | 'exploration' | 'budget';
  readonly chapter: string;
  readonly outcome: OutcomeName;
  readonly points: number;
  readonly pointsMax: number;
  readonly work: Work;
  /** One sentence for every outcome but `passed`: what broke with its values, what was thrown, what is missing. */
  readonly because?: string;
  readonly story?: Story;
  /** Of a property: brings back the values that broke it, as a story's token does its steps. */
  readonly token?: string;
  /** Where in the learner's file: what threw, what does not compile, what broke the promise. */
  readonly at?: Position;
  /** True where nothing broke: what should have been seen was not, so the check proved nothing. */
  readonly unseen?: true;
  /** Of a check with worlds: the first one's trace in 32 bits, which any other process must come to as well. */
  readonly sample?: number;
  /** How often each `sometimes` was reached, over all runs. */
  readonly sometimes: Readonly<Record<string, number>>;
}

/** What was done: runs of random worlds, stories or properties; or states of an exploration. */
export type Work =
  | { readonly runs: number; readonly failed: number }
  | {
      readonly states: number;
      readonly steps: number;
      readonly depth: number;
      readonly exhausted: boolean;
    };

export interface Position extends CodePosition {
  /** The text of that line. */
  readonly source?: string;
}

/** The shortest story of what went wrong. */
export interface Story {
  /** The promise that broke: the name of the property. */
  readonly promise: string;
  readonly broke: Break;
  readonly trace: readonly TraceEvent[];
  readonly nodes: readonly { readonly id: NodeId; readonly role: string }[];
  /** Messages that arrived. */
  readonly deliveries: number;
  /** Brings it back: `npm run replay -- TOKEN`. */
  readonly token: string;
  /** True where nothing broke: what should have come of it in the end did not. */
  readonly missed?: true;
  /** The line of the answer whose effect broke it, where it was an effect. */
  readonly at?: CodePosition;
  /** How it was found, before it was shrunk, and how many executions shrinking took. */
  readonly found: { readonly deliveries: number; readonly executions: number };
  readonly replay: Replay;
  /** Only where a page was asked for. */
  readonly insights?: Insights;
}

/** What a page tells beside a story. Events are named by their number in its trace. */
export interface Insights {
  /** All promises of the check, and the event at which the same steps break each of them. */
  readonly promises: readonly { readonly name: string; readonly brokeAt?: number }[];
  readonly operations: readonly StoryOperation[];
  /** Messages that never arrived: those first whose arrival would have changed the end. */
  readonly whatIfs: readonly WhatIf[];
  /** How many messages never arrived, and for how many of them the story would have ended well. */
  readonly neverArrived: { readonly of: number; readonly endWell: number };
  /** After each step, in how many of some random futures the promise breaks. */
  readonly risks: readonly {
    readonly event: number;
    readonly broken: number;
    readonly of: number;
  }[];
}

/** What the application asked of a node, from request to answer. */
export interface StoryOperation {
  readonly id: string;
  readonly node: NodeId;
  /** In a few words: `read 3`. */
  readonly label: string;
  readonly asked: number;
  /** Absent where it was never answered. */
  readonly answered?: number;
}

/** The story with one message more that arrives, and right after it was sent. */
export interface WhatIf {
  readonly sent: number;
  readonly ends: 'well' | 'broken';
  /** What breaks then, where it is another promise. */
  readonly what?: string;
}

/** The steps of a story on another answer, up to where nothing is under way any more. */
export interface Beside {
  readonly trace: readonly TraceEvent[];
  readonly nodes: Story['nodes'];
  /** What breaks there; nothing, where the answer is right. */
  readonly broke?: string;
}

/** What a token carries. */
export type Replay =
  /** With `goals`, the story is one of a goal that was missed; without, of a promise that broke. */
  | { readonly kind: 'schedule'; readonly schedule: Schedule; readonly goals?: true }
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'values'; readonly values: string };

export interface ExerciseVerdict {
  readonly exercise: string;
  readonly title: string;
  /** `passed` when every check passed; else that of the most basic check which didn't. */
  readonly outcome: OutcomeName;
  readonly points: number;
  readonly pointsMax: number;
  readonly checks: readonly CheckVerdict[];
  /** What became of the story that was shown last: it ends well now, or it broke the promise again. */
  readonly last?: { readonly check: string; readonly ends: 'well' | 'again' };
  /** True where a broken safety promise holds the points at half. */
  readonly capped: boolean;
}
