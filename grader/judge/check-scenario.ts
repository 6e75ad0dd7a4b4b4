// Scenario checks: scripted stories, each played as it is written.
import { play } from '../sim/index.ts';
import type { ScenarioCheck } from '../suites/suite.ts';
import { troubleOf } from './answer.ts';
import { type CheckContext, type Finding, finding, vacuous } from './finding.ts';
import { storyOfSchedule, type Stage, tellSchedule } from './story.ts';

export function checkScenario(check: ScenarioCheck, context: CheckContext): Finding {
  const { suite, answer, loaded } = context;
  const stories = Object.entries(check.stories);
  const goals = check.finally ?? {};
  const sometimes: Record<string, number> = {};
  const stage: Stage = {
    exercise: suite.exercise,
    check: check.id,
    cluster: () => check.cluster(answer),
    where: () => loaded.explain(new Error('here')).at,
    watched: { always: check.always, goals },
  };

  for (const [index, [, schedule]] of stories.entries()) {
    context.onProgress(index, stories.length);
    const work = { runs: index + 1, failed: 1 };
    const played = play(stage.cluster(), schedule, {
      ...stage.watched,
      sometimes: check.sometimes,
    });
    if (played.trouble) {
      const { outcome, ...rest } = troubleOf(played.trouble, loaded);
      return finding(outcome, { ...rest, work });
    }
    for (const name of played.reached) sometimes[name] = (sometimes[name] ?? 0) + 1;
    const told = played.broken ?? played.unmet;
    if (!told) continue;
    if (told.broke.undecided) return finding('undecided', { because: told.broke.what, work });
    // A missed goal is told as it happened: with fewer steps it would be missed for want of them.
    const story =
      (played.broken && storyOfSchedule(stage, schedule, told)) ??
      tellSchedule(stage, schedule, true);
    return finding('failed', {
      because: story?.broke.what ?? told.broke.what,
      ...(story ? { story } : {}),
      work,
      sometimes,
    });
  }
  const work = { runs: stories.length, failed: 0 };
  const missing = Object.keys(check.sometimes).filter((name) => !sometimes[name]);
  if (missing.length > 0) return vacuous(missing, { work, sometimes });
  return finding('passed', { work, sometimes });
}
