// `quorate list`: the scoreboard.
import { type Context, print } from '../context.ts';
import { recall } from '../learner.ts';
import { printStandings } from '../print.ts';
import type { ExitCode } from '../problem.ts';
import { currentExercise, readStandings } from '../standings.ts';

export async function list(context: Context): Promise<ExitCode> {
  const progress = recall(context);
  const current = currentExercise(context.root, progress);

  printStandings(context, await readStandings(context.root, progress, current));
  print(context);
  print(context, nextStep(current));
  return 0;
}

export const nextStep = (current: string | undefined): string =>
  current === undefined
    ? 'Every exercise has passed. Compare with the references: npx quorate diff ID'
    : `Next: open exercises/${current}.ts, and run npm start`;
