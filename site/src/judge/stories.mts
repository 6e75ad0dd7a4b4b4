// The stories that chapters show: of a wrong answer, with the reference in the very same situation beside it; or of the
// reference alone, in a story that a check tells by hand.
import { answerOf } from '../../../grader/judge/answer.ts';
import { judgeSuite } from '../../../grader/judge/judge.ts';
import type { Replay } from '../../../grader/judge/verdict.ts';
import { toWire } from '../../../grader/judge/wire.ts';
import { declaredWrongAnswers } from '../../../grader/audit/answers.ts';
import { applyEdits, type Texts } from '../../../grader/mutants/mutant.ts';
import { nodesOf, play, roleOf, runWorld, type TraceEvent } from '../../../grader/sim/index.ts';
import { suites } from '../../../grader/suites/all.ts';
import type { Check, Suite } from '../../../grader/suites/suite.ts';
import { storyKey, type StoryName, type ToldStory } from '../widgets/story/told.ts';
import { loadText } from './load-text.ts';

type Wanted = StoryName & { readonly key: string };

/** The stories that pages name, each once: `<Rule exercise="…" mutant="…" />`, `<Story exercise="…" check="…" story="…" />`. */
export function wantedStories(pages: readonly string[]): Wanted[] {
  const wanted = new Map<string, Wanted>();
  for (const [, attributes = ''] of pages.join('\n').matchAll(/<(?:Rule|Story)\s([^>]*?)\/?>/g)) {
    const named = Object.fromEntries(
      [...attributes.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    ) as Partial<Record<'exercise' | 'mutant' | 'check' | 'story', string>>;
    const { exercise, mutant, check, story } = named;
    if (exercise === undefined) continue;
    const name: StoryName | undefined =
      mutant !== undefined
        ? { exercise, mutant }
        : check !== undefined && story !== undefined
          ? { exercise, check, story }
          : undefined;
    if (!name) throw new Error(`A story needs a mutant, or a check and a story: ${attributes}`);
    wanted.set(storyKey(name), { ...name, key: storyKey(name) });
  }
  return [...wanted.values()];
}

/** As JSON can carry it. @throws Error where there is no such story, or the wrong answer isn't caught. */
export async function tellStory(name: StoryName, reference: Texts): Promise<unknown> {
  const suite = suites.find(({ exercise }) => exercise === name.exercise);
  if (!suite) throw new Error(`There is no exercise "${name.exercise}".`);
  const told =
    'mutant' in name
      ? await storyOfMutant(suite, name.mutant, reference)
      : storyOfReference(suite, name.check, name.story, reference);
  return toWire(told);
}

async function storyOfMutant(suite: Suite, id: string, reference: Texts): Promise<ToldStory> {
  const { mutants } = await declaredWrongAnswers(suite.exercise);
  const mutant = mutants.find((each) => each.id === id);
  if (!mutant) throw new Error(`${suite.exercise} has no wrong answer "${id}".`);
  const check = checkOf(suite, mutant.caughtBy);
  const verdict = judgeSuite(suite, answerIn(suite, applyEdits(reference, mutant)), {
    only: [check.id],
  });
  const found = verdict.checks.find((each) => each.id === check.id)!;
  if (!found.story) throw new Error(`${suite.exercise} ${id}: the check tells no story of it.`);
  const { story } = found;
  const kept = keptTrace(suite, check, story.replay, reference);
  return {
    exercise: suite.exercise,
    title: check.title,
    chapter: check.chapter,
    promises: [...new Set([story.promise, ...promisesOf(check)])],
    nodes: story.nodes,
    trace: story.trace,
    missed: story.missed,
    what: story.broke.what,
    token: story.token,
    wrong: mutant.wrong,
    ...(mutant.seen === undefined ? {} : { seen: mutant.seen }),
    edits: mutant.edits,
    ...(kept ? { kept: { trace: kept } } : {}),
  };
}

function storyOfReference(suite: Suite, id: string, name: string, reference: Texts): ToldStory {
  const check = checkOf(suite, id);
  const schedule = check.kind === 'scenario' ? check.stories[name] : undefined;
  if (!schedule) throw new Error(`${suite.exercise} ${id} tells no story "${name}".`);
  return {
    exercise: suite.exercise,
    title: name,
    chapter: check.chapter,
    promises: promisesOf(check),
    nodes: nodesIn(suite, check, reference),
    trace: traceOf(suite, check, { kind: 'schedule', schedule }, reference),
  };
}

function checkOf(suite: Suite, id: string): Check {
  const check = suite.checks.find((each) => each.id === id);
  if (!check) throw new Error(`${suite.exercise} has no check "${id}".`);
  return check;
}

const promisesOf = (check: Check): string[] =>
  'cluster' in check ? Object.keys(check.always) : [];

/**
 * The same steps with the reference, and then all that is still under way. Where that breaks a promise about time, which stands
 * still in a story, the steps alone; where these break it as well, the suite asks too much: it is said, and not shown.
 */
function keptTrace(
  suite: Suite,
  check: Check,
  replay: Replay,
  reference: Texts,
): readonly TraceEvent[] | undefined {
  const tail = [{ do: 'heal' }, { do: 'settle' }] as const;
  const replays: Replay[] =
    replay.kind === 'schedule'
      ? [{ kind: 'schedule', schedule: [...replay.schedule, ...tail] }, replay]
      : [replay];
  for (const each of replays) {
    try {
      return traceOf(suite, check, each, reference);
    } catch (error) {
      if (!(error instanceof ReferenceBreaks)) throw error;
      if (each === replay) console.warn(`${suite.exercise} ${check.id}: ${error.message}`);
    }
  }
  return undefined;
}

class ReferenceBreaks extends Error {}

/** What becomes of the same steps with the reference. */
function traceOf(
  suite: Suite,
  check: Check,
  replay: Replay,
  reference: Texts,
): readonly TraceEvent[] {
  if (!('cluster' in check) || replay.kind === 'values') return [];
  const cluster = check.cluster(answerOf(suite, answerIn(suite, reference)));
  const options = { always: check.always, trace: true };
  const run =
    replay.kind === 'schedule'
      ? play(cluster, replay.schedule, options)
      : runWorld(cluster, replay.plan, options);
  if (run.broken)
    throw new ReferenceBreaks(`The reference breaks “${run.broken.promise}” by the same steps.`);
  return run.trace;
}

function nodesIn(suite: Suite, check: Check, reference: Texts) {
  if (!('cluster' in check)) return [];
  const cluster = check.cluster(answerOf(suite, answerIn(suite, reference)));
  return nodesOf(cluster).map((id) => ({ id, role: roleOf(cluster, id) }));
}

function answerIn(suite: Suite, texts: Texts) {
  const loaded = loadText(suite, texts);
  if ('ends' in loaded) throw new Error(loaded.because);
  return loaded;
}
