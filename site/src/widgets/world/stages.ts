// Who stands where in a world on a page, and what may be asked of whom. Plain data: the page has it without the simulator.
import type { NodeId } from '../../../../grader/sim/index.ts';

export type SceneName = 'register' | 'election';

export interface Stage {
  /** Those around, and those in the middle. */
  readonly around: readonly NodeId[];
  readonly middle: readonly NodeId[];
  /** What the reader may ask of a node in the middle. */
  readonly asks: readonly {
    readonly node: NodeId;
    readonly what: string;
    readonly label: string;
  }[];
}

export const stages: Readonly<Record<SceneName, Stage>> = {
  register: { around: ['r1', 'r2', 'r3', 'r4', 'r5'], middle: ['c1'], asks: [] },
  election: {
    around: ['v1', 'v2', 'v3', 'v4', 'v5'],
    middle: ['c1', 'c2'],
    asks: [
      { node: 'c1', what: 'campaign', label: 'c1 stands' },
      { node: 'c2', what: 'campaign', label: 'c2 stands' },
    ],
  },
};
