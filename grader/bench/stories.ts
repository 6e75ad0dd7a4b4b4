// What it takes to make a failure short: over all mutants of some exercises, each judged by the check that must catch it.
import { judgeSuite } from '../judge/judge.ts';
import { selfStudySalt } from '../judge/seeds.ts';
import { unconfined } from '../judge/unconfined.ts';
import type { Story } from '../judge/verdict.ts';
import * as sim from '../sim/index.ts';
import { suites } from '../suites/all.ts';
import { searchBare } from './bare-search.ts';
import { besideSearch } from './explorations.ts';
import { type Report, spaced } from './figure.ts';
import { cpuMs, measurePaired } from './paired.ts';

/** A mutant as code that asks for `#sim` by `require`. */
export interface MutantCode {
  readonly exercise: string;
  readonly id: string;
  readonly caughtBy: string;
  readonly code: string;
}

export function benchStories(mutants: readonly MutantCode[], report: Report): void {
  for (const exercise of new Set(mutants.map((mutant) => mutant.exercise))) {
    const mine = mutants.filter((mutant) => mutant.exercise === exercise);
    const told = mine.map((mutant) => {
      const startedMs = cpuMs();
      const story = storyOf(mutant);
      return { story, ms: cpuMs() - startedMs };
    });
    const stories = told.flatMap(({ story }) => story ?? []);
    const deliveries = spread(stories.map((story) => story.deliveries));
    const executions = spread(stories.map(({ found }) => found.executions));
    const ms = spread(told.map((each) => each.ms));
    const group = 'Stories';
    report({
      id: `stories/${exercise}/deliveries`,
      group,
      what: `${exercise}: deliveries, over ${stories.length} of ${mine.length} mutants`,
      measured: `median ${deliveries.median}, most ${deliveries.most}`,
      ratio: deliveries.median + deliveries.most / 100,
      aim: {
        text: 'median at most 12, none over 30',
        isReached: deliveries.median <= 12 && deliveries.most <= 30,
      },
    });
    report({
      id: `stories/${exercise}/executions`,
      group,
      what: '  executions while it is shrunk',
      measured: `median ${spaced(executions.median)}, most ${spaced(executions.most)}`,
      ratio: executions.sum,
    });
    const paired = measurePaired(() => mine.forEach(storyOf), searchBare, { rounds: 3, calls: 1 });
    report({
      id: `stories/${exercise}/time`,
      group,
      what: '  from the start of the check that fails to its story',
      measured: `median ${spaced(ms.median)} ms, most ${spaced(ms.most)} ms`,
      ...besideSearch(paired),
      aim: { text: 'under 1 s', isReached: ms.most < 1_000 },
    });
  }
}

function storyOf({ exercise, caughtBy, code }: MutantCode): Story | undefined {
  const suite = suites.find((candidate) => candidate.exercise === exercise)!;
  const loaded = unconfined(evaluate(code));
  const verdict = judgeSuite(suite, loaded, { salt: selfStudySalt, only: [caughtBy], quick: true });
  return verdict.checks.find(({ id }) => id === caughtBy)?.story;
}

function evaluate(code: string): Record<string, unknown> {
  const module = { exports: {} as Record<string, unknown> };
  // oxlint-disable-next-line typescript/no-implied-eval -- our own mutants, bundled by the benchmark
  new Function('module', 'require', code)(module, () => sim);
  return module.exports;
}

function spread(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0,
    most: sorted.at(-1) ?? 0,
    sum: values.reduce((total, value) => total + value, 0),
  };
}
