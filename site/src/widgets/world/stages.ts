// Who stands where in a world on a page, and what may be asked of whom. Plain data: the page has it without the simulator.
import type { NodeId } from '../../../../grader/sim/index.ts';

export type SceneName = 'register' | 'election' | 'raft';

export interface Stage {
  /** Those around, and those in the middle. */
  readonly around: readonly NodeId[];
  readonly middle: readonly NodeId[];
  /** Whether those around talk to each other as well. */
  readonly arePeers?: boolean;
  /** What the letters in the picture stand for. */
  readonly legend?: string;
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
  raft: {
    around: ['n1', 'n2', 'n3', 'n4', 'n5'],
    middle: ['c1'],
    arePeers: true,
    legend: 'L leads, C stands for election, F follows; the number is the term.',
    asks: [],
  },
};
