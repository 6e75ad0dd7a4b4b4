// Explores everything that can happen in a small cluster, within bounds: breadth first, so that the first broken promise that
// is found has a shortest story.
import type { NodeId } from '../sim/protocol.ts';
import { canonicalText } from '../sim/plain.ts';
import { rename } from './memory.ts';
import type { Origin } from './moves.ts';
import { NotDeterministic } from './runner.ts';
import type { Exploration, Figures, Goal, Options, Reductions, Space } from './space.ts';
import { runStage, type Snapshot, type StageResult } from './stage.ts';
import { scheduleOf } from './story.ts';
import { noSymmetry, NotSymmetric, renameNode, type Symmetry, symmetryOf } from './symmetry.ts';
import type { ReachedByName } from './watches.ts';
import { HandlerError } from '../sim/machine.ts';

const allReductions: Reductions = { skip: true, purge: true, eager: true, symmetry: true };

/**
 * Tries everything that can happen in a space. `exhausted` is a proof for all of it; whether each `sometimes` was reached
 * stands in the figures. The same space, protocol and options give the same answer on every machine: only states, steps
 * and handler runs are bounded, never time.
 */
export function explore(space: Space, options: Options): Exploration {
  const reductions = { ...allReductions, ...options.reductions };
  const symmetry = reductions.symmetry ? symmetryOf(space.symmetric ?? []) : noSymmetry;
  assertRequestsSymmetric(space, symmetry);
  try {
    return exploreStages(space, options, { reductions, symmetry, symmetryHolds: true });
  } catch (error) {
    if (!(error instanceof NotSymmetric)) throw error;
    return exploreStages(space, options, {
      reductions,
      symmetry: noSymmetry,
      symmetryHolds: false,
    });
  }
}

interface Ways {
  readonly reductions: Reductions;
  readonly symmetry: Symmetry;
  readonly symmetryHolds: boolean;
}

function exploreStages(space: Space, options: Options, ways: Ways): Exploration {
  const goals: (Goal | undefined)[] = [...(space.towards ?? []), undefined];
  const reached: ReachedByName = {};
  const path: Origin[] = [];
  const results: StageResult[] = [];
  let from: Snapshot | undefined;

  for (const goal of goals) {
    const { symmetry, reductions } = ways;
    const result = runStage({ space, goal, from, symmetry, reductions, options, reached });
    results.push(result);
    if (!goal || !result.reached) {
      const figures = figuresOf(space, results, reached, ways);
      return { figures, ...told(result, goal, path) };
    }
    const { ended } = result;
    if (ended.because === 'stop') path.push(...ended.path);
    from = goal.thenLose ? { ...result.reached, network: [] } : result.reached;
  }
  throw new Error('Bug in the workbook: an exploration without a last stage.');
}

type Told<E> = E extends unknown ? Omit<E, 'figures'> : never;

function told(
  { ended }: StageResult,
  goal: Goal | undefined,
  before: readonly Origin[],
): Told<Exploration> {
  switch (ended.because) {
    case 'exhausted':
      return goal ? { outcome: 'goal not reached', goal: goal.name } : { outcome: 'exhausted' };
    case 'states':
    case 'depth':
    case 'handler runs':
      return { outcome: 'bound reached', bound: ended.because };
    case 'stop': {
      const schedule = scheduleOf([...before, ...ended.path]);
      if (ended.stop.kind === 'goal') return { outcome: 'exhausted' };
      const { promise, broke } = ended.stop;
      return { outcome: 'broken', promise, broke, schedule };
    }
    case 'stumble': {
      const { origin, cause } = ended.stumble;
      // Where the first boot failed, there is no step to tell of it.
      const steps =
        ended.path.length + before.length > 0 || origin.input !== 'start' ? [origin] : [];
      const schedule = scheduleOf([...before, ...ended.path, ...steps]);
      if (cause instanceof NotDeterministic) {
        const { node, during, answers } = cause;
        return { outcome: 'not deterministic', node, during, answers, schedule };
      }
      if (cause instanceof HandlerError) return { outcome: 'trouble', error: cause, schedule };
      throw cause;
    }
  }
}

function figuresOf(
  space: Space,
  results: readonly StageResult[],
  reached: ReachedByName,
  { symmetryHolds }: Ways,
): Figures {
  const last = results.at(-1)!;
  const sum = (of: (result: StageResult) => number) =>
    results.reduce((total, result) => total + of(result), 0);
  return {
    states: last.states,
    steps: sum(({ steps }) => steps),
    depth: last.depth,
    cells: last.cells,
    handlerRuns: sum(({ handlerRuns }) => handlerRuns),
    rounds: last.rounds,
    bytesPerState: Math.round(last.bytes / last.states),
    symmetryHolds,
    sometimes: Object.fromEntries(
      Object.keys(space.sometimes ?? {}).map((name) => [name, reached[name]]),
    ),
  };
}

/** Nodes that are asked for different things are not interchangeable. */
function assertRequestsSymmetric({ requests = {} }: Space, { generators }: Symmetry): void {
  const asked = (node: NodeId) => requests[node] ?? [];
  for (const names of generators) {
    for (const node of names.keys()) {
      const renamed = canonicalText(rename(asked(node), names));
      if (renamed !== canonicalText(asked(renameNode(node, names)))) {
        throw new Error(
          `Bug in the workbook: ${node} is declared symmetric, but not asked for the same.`,
        );
      }
    }
  }
}
