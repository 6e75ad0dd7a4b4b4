// What a page asks the judge in its worker, and what comes back. Plain data, cloned on its way.
import type { Progress } from '../../../grader/judge/judge.ts';
import type { Replayed } from '../../../grader/judge/replay.ts';
import type { ExerciseVerdict, OutcomeName, Position } from '../../../grader/judge/verdict.ts';
import type { Texts } from '../../../grader/mutants/mutant.ts';
import type { NodeId, Plan, TraceEvent } from '../../../grader/sim/index.ts';

/** Checks that an earlier worker could not bring to an end, and why. */
export type Ended = Readonly<
  Record<string, { readonly outcome: OutcomeName; readonly because: string }>
>;

export type Asked =
  | {
      readonly ask: 'grade';
      readonly exercise: string;
      readonly texts: Texts;
      /** A token of an earlier story: where it still breaks its promise, it is shown again. */
      readonly last?: string;
      readonly ended?: Ended;
    }
  | { readonly ask: 'replay'; readonly token: string; readonly texts: Texts }
  /** One world of a check, under a plan of the reader's. */
  | {
      readonly ask: 'world';
      readonly exercise: string;
      readonly check: string;
      readonly texts: Texts;
      readonly plan: Plan;
    };

export type Said =
  | { readonly said: 'progress'; readonly progress: Progress }
  | { readonly said: 'verdict'; readonly verdict: ExerciseVerdict }
  | { readonly said: 'replayed'; readonly replay: ReplayedStory }
  | { readonly said: 'world'; readonly world: RanWorld }
  /** The judge itself failed: never an outcome. */
  | { readonly said: 'bug'; readonly because: string };

/** A story as it ends with the text as it is now. */
export interface ReplayedStory {
  readonly exercise: string;
  readonly check: string;
  /** The promise, as the check's title states it. */
  readonly title: string;
  readonly replayed: Replayed | DoesNotCompile;
}

export interface DoesNotCompile {
  readonly ends: 'does not compile';
  readonly because: string;
  readonly at?: Position;
}

export interface RanWorld {
  readonly trace: readonly TraceEvent[];
  readonly nodes: readonly { readonly id: NodeId; readonly role: string }[];
  readonly broken?: { readonly promise: string; readonly what: string };
  /** What the text did that no world can run. */
  readonly trouble?: string;
}
