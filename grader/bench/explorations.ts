// The explorer on protocols of a known size.
import { explore, type Space } from '../explorer/index.ts';
import { commitment } from '../explorer/testing/commit.ts';
import { paxos } from '../explorer/testing/paxos.ts';
import { register } from '../explorer/testing/register.ts';
import type { Message } from '../sim/index.ts';
import { bareSearch, bareSteps, searchBare } from './bare-search.ts';
import { type Report, spaced } from './figure.ts';
import { measurePaired, type Paired } from './paired.ts';

const none = { skip: false, purge: false, eager: false, symmetry: false };
const setAndPurge = { ...none, purge: true };

const read: Message = { type: 'read' };
const write: Message = Object.assign({ type: 'write' }, { value: '1' });

const threeByTwo = { acceptors: 3, proposers: 2 };
const aWriteAndTwoReads = register(
  { replicas: 3, clients: 2 },
  { requests: { c1: [write], c2: [read, read] }, requestOrder: 'one at a time' },
);

interface Case {
  readonly id: string;
  readonly what: string;
  readonly space: Space;
  readonly reductions?: typeof none;
  readonly secondsMax?: number;
  /** Whether the engine's own pace is to be judged here. */
  readonly isPace?: boolean;
}

const cases: readonly Case[] = [
  {
    id: 'paxos-once',
    what: 'Paxos, 3 acceptors and 2 proposers, each message at most once, no reductions',
    space: paxos(threeByTwo, { network: 'once' }),
    reductions: none,
    isPace: true,
  },
  {
    id: 'paxos',
    what: 'the same, network as a set, all reductions',
    space: paxos(threeByTwo),
  },
  {
    id: 'register-purge',
    what: 'register, 3 replicas, a write and two reads, set and purge',
    space: aWriteAndTwoReads,
    reductions: setAndPurge,
    secondsMax: 3,
  },
  {
    id: 'register',
    what: 'the same, all reductions',
    space: aWriteAndTwoReads,
    secondsMax: 3,
  },
  {
    id: 'commit-1',
    what: 'two-phase commit, 2 participants, a crash',
    space: commitment(2, { crashes: { total: 1 } }),
  },
  {
    id: 'commit-2',
    what: 'two-phase commit, 2 participants, two crashes',
    space: commitment(2, { crashes: { total: 2 } }),
  },
];

export function benchExplorations(report: Report): void {
  for (const each of cases) {
    const run = () =>
      explore(each.space, { statesMax: 3_000_000, reductions: each.reductions ?? {} });
    const { outcome, figures } = run();
    const paired = measurePaired(run, searchBare, { rounds: 5, calls: 1 });
    const seconds = paired.ms / 1_000;
    const { states, steps, bytesPerState } = figures;
    report({
      id: `explorer/${each.id}`,
      group: 'Explorer',
      what: each.what,
      measured: `${outcome === 'exhausted' ? '' : `${outcome}: `}${spaced(states)} states in ${seconds.toFixed(2)} s`,
      ...besideSearch(paired),
      ...(each.secondsMax === undefined
        ? {}
        : {
            aim: {
              text: `exhausted in at most ${each.secondsMax} s`,
              isReached: outcome === 'exhausted' && seconds <= each.secondsMax,
            },
          }),
    });
    // A count that every machine comes to: it grows when a reduction is lost.
    report({
      id: `explorer/${each.id}/states`,
      group: 'Explorer',
      what: '  its distinct states',
      measured: spaced(states),
      ratio: states,
    });
    if (each.isPace === true) benchPace(report, { states, steps, bytesPerState, paired });
  }
}

function benchPace(
  report: Report,
  {
    states,
    steps,
    bytesPerState,
    paired,
  }: { states: number; steps: number; bytesPerState: number; paired: Paired },
): void {
  const seconds = paired.ms / 1_000;
  const row = (id: string, what: string, value: number, aim: string, isReached: boolean) =>
    report({
      id: `explorer/pace/${id}`,
      group: 'Explorer',
      what: `  ${what}`,
      measured: spaced(value),
      aim: { text: aim, isReached },
    });
  const { ratio, between } = paired;
  report({
    id: 'explorer/pace/step',
    group: 'Explorer',
    what: '  a step of it',
    measured: `${spaced((paired.ms * 1e6) / steps)} ns`,
    ratio: (ratio * bareSteps) / steps,
    between,
    beside: `a step of ${bareSearch}`,
  });
  const stepPace = steps / seconds;
  const statePace = states / seconds;
  row('steps', 'steps a second', stepPace, 'at least 1,000,000', stepPace >= 1e6);
  row('states', 'states a second', statePace, 'at least 150,000', statePace >= 150_000);
  row('bytes', 'bytes kept for each state', bytesPerState, 'at most 100', bytesPerState <= 100);
}

export const besideSearch = ({ ratio, between }: Paired) => ({
  ratio,
  between,
  beside: bareSearch,
});
