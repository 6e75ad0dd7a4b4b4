// `quorate replay`: a story again, with the code as it is now.
import type { Context } from '../context.ts';
import { recall } from '../learner.ts';
import { withPath } from '../one-grading.ts';
import { printReplay } from '../print.ts';
import { type ExitCode, Problem } from '../problem.ts';
import type { Fact } from '../progress.ts';
import { untilInterrupted } from '../signals.ts';
import { nothingBroke, writeStoryPage } from '../story-page.ts';

export async function replay(
  context: Context,
  token: string,
  { inspect = false, html }: { inspect?: boolean; html?: string },
): Promise<ExitCode> {
  const { root } = context;
  const wanted = token === 'last' ? newestToken(context) : token;
  const replayed = await untilInterrupted((signal) =>
    context.grading.replayStory(wanted, { root, inspect, signal }),
  );
  printReplay(context, { ...replayed, verdict: withPath(replayed.verdict, 'exercises') });
  if (html !== undefined) {
    const { exercise, verdict } = replayed;
    if (verdict.outcome === 'passed') throw nothingBroke(html);
    const page = {
      file: html,
      exercise,
      check: verdict,
      source: 'exercises',
      replay: 'token',
    } as const;
    await untilInterrupted((signal) => writeStoryPage(context, { ...page, signal }));
  }
  return replayed.verdict.outcome === 'passed' ? 0 : 1;
}

function newestToken(context: Context): string {
  const [newest] = recall(context)
    .facts.filter((fact): fact is Extract<Fact, { kind: 'story' }> => fact.kind === 'story')
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
  if (newest !== undefined) return newest.token;
  throw new Problem('There is no story yet.', 'A verdict that fails tells one: npx quorate grade');
}
