// What the worker does with a question: the very judge of the command line, on the text of the editor.
import { answerOf, troubleOf } from '../../../grader/judge/answer.ts';
import { judgeSuite, type Progress } from '../../../grader/judge/judge.ts';
import { replayStory } from '../../../grader/judge/replay.ts';
import { decodeToken } from '../../../grader/judge/token.ts';
import type { ExerciseVerdict } from '../../../grader/judge/verdict.ts';
import { nodesOf, roleOf, runWorld } from '../../../grader/sim/index.ts';
import { suites } from '../../../grader/suites/all.ts';
import type { Check, Suite } from '../../../grader/suites/suite.ts';
import type { Asked, DoesNotCompile, RanWorld, ReplayedStory, Said } from './ask.ts';
import { loadText } from './load-text.ts';

/** A message for every check that begins, and then no more than a screen can show. */
const progressMax = 20;

export function serve(asked: Asked, say: (said: Said) => void): void {
  switch (asked.ask) {
    case 'grade':
      return say({ said: 'verdict', verdict: grade(asked, throttled(say)) });
    case 'replay':
      return say({ said: 'replayed', replay: replay(asked) });
    case 'world':
      return say({ said: 'world', world: world(asked) });
    default:
      asked satisfies never;
  }
}

const throttled = (say: (said: Said) => void) => (progress: Progress) => {
  const every = Math.max(1, Math.floor(progress.total / progressMax));
  if (progress.done % every === 0) say({ said: 'progress', progress });
};

function grade(
  { exercise, texts, last, ended }: Extract<Asked, { ask: 'grade' }>,
  onProgress: (progress: Progress) => void,
): ExerciseVerdict {
  const suite = suiteOf(exercise);
  const loaded = loadText(suite, texts);
  if ('ends' in loaded) return everyCheck(suite, loaded);
  const token = last === undefined ? undefined : decodeToken(last);
  return judgeSuite(suite, loaded, {
    ...(token?.exercise === exercise ? { last: token } : {}),
    ...(ended ? { ended } : {}),
    onProgress,
  });
}

function replay({ token: text, texts }: Extract<Asked, { ask: 'replay' }>): ReplayedStory {
  const token = decodeToken(text);
  if (!token) throw new Error('This is not a whole replay token.');
  const suite = suiteOf(token.exercise);
  const check = checkOf(suite, token.check);
  const loaded = loadText(suite, texts);
  return {
    exercise: token.exercise,
    check: check.id,
    title: check.title,
    replayed: 'ends' in loaded ? loaded : replayStory(suite, check, token.replay, loaded),
  };
}

function world({ exercise, check: id, texts, plan }: Extract<Asked, { ask: 'world' }>): RanWorld {
  const suite = suiteOf(exercise);
  const check = checkOf(suite, id);
  if (!('cluster' in check)) throw new Error(`The check "${id}" has no world.`);
  const loaded = loadText(suite, texts);
  if ('ends' in loaded) return { trace: [], nodes: [], trouble: loaded.because };
  try {
    const cluster = check.cluster(answerOf(suite, loaded));
    const run = runWorld(cluster, plan, { trace: true, always: check.always });
    const nodes = nodesOf(cluster).map((node) => ({ id: node, role: roleOf(cluster, node) }));
    const { broken, trouble, trace } = run;
    return {
      trace,
      nodes,
      ...(broken ? { broken: { promise: broken.promise, what: broken.broke.what } } : {}),
      ...(trouble ? { trouble: troubleOf(trouble, loaded).because } : {}),
    };
  } catch (error) {
    return { trace: [], nodes: [], trouble: troubleOf(error, loaded).because };
  }
}

/** The verdict on a text that nothing can be run of. */
function everyCheck(suite: Suite, { because, at }: DoesNotCompile): ExerciseVerdict {
  const outcome = 'does not compile' as const;
  const checks = suite.checks.map(({ id, title, kind, chapter, points }) => ({
    id,
    title,
    kind,
    chapter,
    outcome,
    points: 0,
    pointsMax: points,
    work: { runs: 0, failed: 0 },
    sometimes: {},
    because,
    ...(at ? { at } : {}),
  }));
  const pointsMax = suite.checks.reduce((sum, { points }) => sum + points, 0);
  const { exercise, title } = suite;
  return { exercise, title, outcome, points: 0, pointsMax, checks, capped: false };
}

function suiteOf(exercise: string): Suite {
  const suite = suites.find((candidate) => candidate.exercise === exercise);
  if (!suite) throw new Error(`There is no exercise "${exercise}".`);
  return suite;
}

function checkOf(suite: Suite, id: string): Check {
  const check = suite.checks.find((candidate) => candidate.id === id);
  if (!check) throw new Error(`${suite.exercise} has no check "${id}" any more.`);
  return check;
}
