// One stage of an exploration: from a state of the cluster, under given bounds, until the space is exhausted, a promise
// breaks, a bound is reached or the goal of the stage is.
import { nodesOf, roleOf } from '../sim/cluster.ts';
import { canonicalText } from '../sim/plain.ts';
import type { NodeId } from '../sim/protocol.ts';
import { type Envelope, Moves, Stumble } from './moves.ts';
import { newCell, type NodeBounds } from './outcome.ts';
import { Purge } from './purge.ts';
import { type Ended, type Numbered, Search, type SearchOptions } from './search.ts';
import type {
  Bounds,
  Cell,
  ClusterState,
  Goal,
  Options,
  Reductions,
  Space,
  TimerBound,
} from './space.ts';
import type { Symmetry } from './symmetry.ts';
import { type ReachedByName, type StatesByName, Watches } from './watches.ts';

/** A state from which a stage goes on: what an earlier one reached. */
export interface Snapshot {
  readonly cells: readonly Cell[];
  readonly network: readonly Envelope[];
  readonly watched: StatesByName;
}

export interface StageResult {
  readonly ended: Ended;
  readonly states: number;
  readonly steps: number;
  readonly depth: number;
  readonly cells: number;
  readonly handlerRuns: number;
  readonly rounds: number;
  readonly bytes: number;
  /** Where the stage ended, if it reached its goal. */
  readonly reached?: Snapshot;
}

export interface Stage {
  readonly space: Space;
  readonly goal: Goal | undefined;
  readonly from: Snapshot | undefined;
  readonly symmetry: Symmetry;
  readonly reductions: Reductions;
  readonly options: Options;
  readonly reached: ReachedByName;
}

const roundsMax = 12;
/** How far to look for a story that is shorter than one that was found with all answers sent at once. */
const shortestStatesMax = 100_000;
const handlerRunsMaxDefault = 200_000;

/** @throws NotSymmetric where the symmetry does not hold: the stage must then be run without. */
export function runStage(stage: Stage): StageResult {
  const { space, goal, symmetry, reductions } = stage;
  const watched = {
    always: space.always,
    sometimes: space.sometimes ?? {},
    goal: goal ? { [goal.name]: goal.until } : {},
  };
  const watches = new Watches(space.cluster, watched, symmetry, stage.reached);
  const nodes = nodesOf(space.cluster);
  const bounds = nodes.map((node) => nodeBounds(space, goal ?? space, node));
  const moves = new Moves(space.cluster, bounds, symmetry, watches);

  const begun = begin(stage, moves, watches);
  if ('ended' in begun) return finished(moves, watches, begun.ended);

  const eager =
    reductions.eager && space.network !== 'once' && stage.options.depthMax === undefined;
  let steps = 0;
  let purge = reductions.purge ? new Purge(moves, symmetry.generators) : undefined;
  for (let rounds = 1; ; rounds++) {
    const options = searchOptions(stage, moves, watches, { purge, eager });
    const search = new Search(moves, watches, options);
    let ended = search.run(begun.start);
    steps += search.steps;
    if (ended.because === 'exhausted' && purge) {
      const proof = purge.prove(handlerRunsMax(stage.options));
      if (proof === 'refuted') {
        // The search is complete without forgetting as well: it only takes longer.
        if (rounds === roundsMax) purge = undefined;
        continue;
      }
      if (proof === 'handler runs') ended = { because: proof };
    }
    if (eager && (ended.because === 'stop' || ended.because === 'stumble')) {
      const again = lookForShorter(moves, watches, options, begun.start, ended.path.length);
      steps += again.steps;
      if (again.ended.because === ended.because) ended = again.ended;
    }
    return finished(moves, watches, ended, { search, steps, rounds });
  }
}

/** With all answers sent at once, the first story that is found need not be a shortest one: looks for those without. */
function lookForShorter(
  moves: Moves,
  watches: Watches,
  options: SearchOptions,
  start: Numbered,
  length: number,
): { ended: Ended; steps: number } {
  const statesMax = Math.min(options.statesMax, shortestStatesMax);
  const limits = { eager: false, depthMax: length - 1, statesMax };
  const quiet = { onState: undefined, inspect: undefined };
  const search = new Search(moves, watches, { ...options, ...limits, ...quiet });
  const ended = search.run(start);
  return { ended, steps: search.steps };
}

function finished(
  moves: Moves,
  watches: Watches,
  ended: Ended,
  run?: { search: Search; steps: number; rounds: number },
): StageResult {
  const result = {
    ended,
    states: run?.search.states ?? 1,
    steps: run?.steps ?? 0,
    depth: run?.search.depth ?? 0,
    cells: moves.cells.length,
    handlerRuns: moves.handlerRuns,
    rounds: run?.rounds ?? 1,
    bytes: run?.search.bytes ?? 0,
  };
  if (ended.because !== 'stop' || ended.stop.kind !== 'goal') return result;
  return { ...result, reached: snapshotOf(ended.at, moves, watches) };
}

function begin(
  { space, from }: Stage,
  moves: Moves,
  watches: Watches,
): { start: Numbered } | { ended: Ended } {
  if (from) {
    const start = {
      cells: from.cells.map((cell) => moves.cellNumber(cell)),
      watch: watches.start(from.watched),
      envelopes: from.network.map((envelope) => moves.envelopeNumber(envelope)),
      crashes: 0,
    };
    return { start };
  }
  try {
    return boot(space, moves, watches);
  } catch (error) {
    if (!(error instanceof Stumble)) throw error;
    return { ended: { because: 'stumble', stumble: error, path: [] } };
  }
}

/** Boots every node. What they do then may break a promise, or reach a goal, before the first step. */
function boot(
  space: Space,
  moves: Moves,
  watches: Watches,
): { start: Numbered } | { ended: Ended } {
  const cells: number[] = [];
  const sent: number[] = [];
  let watch = watches.start();
  let stop = watches.brokenAt(watch);
  for (const node of moves.nodes) {
    const booted = moves.boot(newCell(node));
    cells.push(booted.cell);
    sent.push(...booted.sent);
    const next = watches.next(watch, watches.sequence(booted.seen));
    if (next >= 0) {
      watch = next;
      continue;
    }
    stop = watches.stopOf(next);
    if (stop.kind === 'broken') break;
    watch = stop.watch;
  }
  const envelopes = space.network === 'once' ? sent : [...new Set(sent)];
  const start = { cells, watch, envelopes, crashes: 0 };
  return stop ? { ended: { because: 'stop', stop, path: [], at: start } } : { start };
}

function searchOptions(
  { space, goal, symmetry, reductions, options }: Stage,
  moves: Moves,
  watches: Watches,
  { purge, eager }: { purge: Purge | undefined; eager: boolean },
): SearchOptions {
  const only = goal?.only;
  return {
    network: space.network ?? 'set',
    crashesMax: (goal ?? space).crashes?.total ?? 0,
    skip: reductions.skip,
    eager,
    purge,
    acts: moves.nodes.map((node) => !only || only.includes(node)),
    renamings: symmetry.renamings.length,
    statesMax: options.statesMax,
    depthMax: options.depthMax ?? Infinity,
    handlerRunsMax: handlerRunsMax(options),
    onState: options.onProgress,
    inspect: options.inspect && ((state) => options.inspect!(described(state, moves, watches))),
  };
}

const handlerRunsMax = (options: Options): number =>
  options.handlerRunsMax ?? handlerRunsMaxDefault;

function nodeBounds(space: Space, { crashes, timerFires }: Bounds, node: NodeId): NodeBounds {
  const role = roleOf(space.cluster, node);
  const requests = space.requests?.[node] ?? [];
  const order = space.requestOrder ?? 'in order';
  if (order === 'any order' && requests.length > 30) {
    throw new Error(`Bug in the workbook: more than 30 requests in any order at ${node}.`);
  }
  const mayCrash = crashes !== undefined && (crashes.roles?.includes(role) ?? true);
  return {
    requests,
    requestTexts: requests.map(canonicalText),
    requestOrder: order,
    isAnswer: space.isAnswer ?? (() => true),
    timerFiresMax: timerBound(timerFires, role),
    mayCrash: mayCrash && crashes.total > 0,
    crashesMax: crashes?.perNode ?? Infinity,
  };
}

function timerBound(bound: Bounds['timerFires'], role: string): number {
  const ofRole: TimerBound = typeof bound === 'object' ? (bound[role] ?? 0) : (bound ?? 0);
  return ofRole === 'unbounded' ? Infinity : ofRole;
}

/** The state with its counts set back to nothing: the next stage has bounds of its own. */
function snapshotOf(at: Numbered, moves: Moves, watches: Watches): Snapshot {
  return {
    cells: at.cells.map((cell) => ({ ...moves.cells[cell]!, fires: 0, crashes: 0 })),
    network: at.envelopes.map((envelope) => moves.envelopes[envelope]!),
    watched: watches.statesOf(at.watch),
  };
}

const described = (state: Numbered, moves: Moves, watches: Watches): ClusterState => ({
  cells: state.cells.map((cell) => moves.cells[cell]!),
  network: state.envelopes.map((envelope) => moves.envelopes[envelope]!),
  promises: watches.statesOf(state.watch).promise,
  crashes: state.crashes,
});
