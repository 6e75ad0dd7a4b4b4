// Judges one answer: runs the checks of a suite, in their order, and gives the verdict. The same code in a confined process
// and in a browser's worker: no clock, no chance, nothing of the host.
import type { Check, Suite } from '../suites/suite.ts';
import { answerOf, type Loaded } from './answer.ts';
import { checkExploration } from './check-exploration.ts';
import { checkBudget, checkSimulation } from './check-simulation.ts';
import { checkProperty } from './check-property.ts';
import { checkScenario } from './check-scenario.ts';
import { checkTester } from './check-tester.ts';
import { type CheckContext, type Finding, finding, guarded } from './finding.ts';
import { replayStory } from './replay.ts';
import { selfStudySalt } from './seeds.ts';
import type { CheckVerdict, ExerciseVerdict, OutcomeName, Replay, Story } from './verdict.ts';

export interface JudgeOptions {
  readonly salt?: string;
  /** Only these checks (and the one that opens). */
  readonly only?: readonly string[];
  /** Ends a check at its first failing run: enough to know that it fails, not in how many worlds. */
  readonly quick?: boolean;
  /** A broken world is not told: enough to know that there is one. */
  readonly untold?: boolean;
  /** Runs only the first world of each check that has worlds, for its `sample`; the outcomes mean nothing. */
  readonly sampleOnly?: boolean;
  /** Checks that an earlier try could not bring to an end, and why: they are not run again. */
  readonly ended?: Readonly<
    Record<string, { readonly outcome: OutcomeName; readonly because: string }>
  >;
  /** A story of an earlier run, by check: where it still breaks the promise, it is shown again, unchanged. */
  readonly last?: { readonly check: string; readonly replay: Replay };
  readonly onProgress?: (progress: Progress) => void;
}

/** How far a check has come: runs done, or states found. */
export interface Progress {
  readonly check: string;
  readonly done: number;
  readonly total: number;
}

/**
 * Judges an answer.
 * @throws Error only for a bug of the workbook: whatever the submission does is an outcome.
 */
export function judgeSuite(
  suite: Suite,
  loaded: Loaded,
  options: JudgeOptions = {},
): ExerciseVerdict {
  const checks = suite.checks.filter(({ id, kind, opens }) =>
    options.sampleOnly
      ? kind === 'simulation' || kind === 'budget'
      : !options.only || options.only.includes(id) || opens,
  );
  const verdicts: CheckVerdict[] = [];
  let last: ExerciseVerdict['last'];
  let closed: Finding | undefined;

  for (const check of checks) {
    const ended = options.ended?.[check.id];
    const again =
      options.last?.check === check.id && !closed
        ? lastStory(suite, check, loaded, options.last)
        : undefined;
    if (again) last = { check: check.id, ends: again === 'well' ? 'well' : 'again' };
    const found =
      closed ??
      (ended
        ? finding(ended.outcome, { because: ended.because })
        : runCheck(suite, check, loaded, options));
    verdicts.push(verdictOf(check, again && again !== 'well' ? again(found) : found));
    if (check.opens && found.outcome !== 'passed' && !options.sampleOnly) {
      closed = shut(check, found);
    }
  }
  return { ...sumUp(suite, verdicts), ...(last ? { last } : {}) };
}

/**
 * The story that was shown last, or the values, with the answer as it is now. `well` where nothing breaks any more; else
 * what is to be shown again, instead of another one that was found.
 */
function lastStory(
  suite: Suite,
  check: Check,
  loaded: Loaded,
  { replay }: NonNullable<JudgeOptions['last']>,
): ((found: Finding) => Finding) | 'well' | undefined {
  if (isOfValues(replay) !== (check.kind === 'property')) return undefined;
  const replayed = replayStory(suite, check, replay, loaded);
  switch (replayed.ends) {
    case 'well':
      return 'well';
    case 'broken':
      return (found) => told(found, replayed.story);
    case 'refuted': {
      const { because, token } = replayed;
      return (found) => ({ ...found, outcome: 'failed', because, token });
    }
    default:
      return undefined;
  }
}

const isOfValues = ({ kind }: Replay): boolean => kind === 'values';

const told = (found: Finding, story: Story): Finding => ({
  ...found,
  outcome: 'failed',
  because: story.broke.what,
  story: { ...story, found: found.story?.found ?? story.found },
});

/** What becomes of all other checks when the quiet world's did not pass: they are not run. */
const shut = ({ title }: Check, { outcome }: Finding): Finding =>
  outcome === 'not started'
    ? finding('not started')
    : finding('undecided', { because: `Opens once “${title}” passes.` });

function runCheck(suite: Suite, check: Check, loaded: Loaded, options: JudgeOptions): Finding {
  options.onProgress?.({ check: check.id, done: 0, total: 1 });
  return guarded(loaded, () => {
    const context: CheckContext = {
      suite,
      loaded,
      // One budget of steps for each check.
      answer: answerOf(suite, loaded),
      salt: options.salt ?? selfStudySalt,
      quick: options.quick ?? false,
      untold: options.untold ?? false,
      sampleOnly: options.sampleOnly ?? false,
      onProgress: (done, total) => options.onProgress?.({ check: check.id, done, total }),
    };
    switch (check.kind) {
      case 'property':
        return checkProperty(check, context);
      case 'tester':
        return checkTester(check, context);
      case 'scenario':
        return checkScenario(check, context);
      case 'simulation':
        return checkSimulation(check, context);
      case 'budget':
        return checkBudget(check, context);
      case 'exploration':
        return checkExploration(check, context);
    }
  });
}

function verdictOf(check: Check, found: Finding): CheckVerdict {
  const { outcome, because, story, token, unseen, sample, work, sometimes } = found;
  const { at = story?.at } = found;
  return {
    id: check.id,
    title: check.title,
    kind: check.kind,
    chapter: check.chapter,
    outcome,
    points: outcome === 'passed' ? check.points : 0,
    pointsMax: check.points,
    work,
    sometimes,
    ...(because === undefined ? {} : { because }),
    ...(story ? { story } : {}),
    ...(token === undefined ? {} : { token }),
    ...(at ? { at } : {}),
    ...(unseen ? { unseen } : {}),
    ...(sample === undefined ? {} : { sample }),
  };
}

function sumUp(suite: Suite, checks: readonly CheckVerdict[]): ExerciseVerdict {
  const pointsMax = sum(suite.checks.map(({ points }) => points));
  const earned = sum(checks.map(({ points }) => points));
  const unsafe = checks.some(({ id, outcome, story }) => {
    const check = suite.checks.find((candidate) => candidate.id === id)!;
    return check.safety && outcome === 'failed' && story !== undefined;
  });
  const points = unsafe ? Math.min(earned, Math.floor(pointsMax / 2)) : earned;
  const first = checks.find(({ outcome }) => outcome !== 'passed');
  return {
    exercise: suite.exercise,
    title: suite.title,
    outcome: first?.outcome ?? 'passed',
    points,
    pointsMax,
    checks,
    capped: points < earned,
  };
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
