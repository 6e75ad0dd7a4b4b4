// `quorate list`: the scoreboard.
import type { Context } from '../context.ts';
import { recall } from '../learner.ts';
import { printScoreboard } from '../print.ts';
import type { ExitCode } from '../problem.ts';
import { currentExercise, readStandings } from '../standings.ts';

export async function list(context: Context): Promise<ExitCode> {
  const progress = recall(context);
  const current = currentExercise(context.root, progress);

  printScoreboard(context, await readStandings(context.root, progress), nextStep(current));
  return 0;
}

const nextStep = (current: string | undefined): string =>
  current === undefined
    ? 'Every exercise has passed. Compare with the references: npx quorate diff ID'
    : `Next: open exercises/${current}.ts, and run npm start`;
