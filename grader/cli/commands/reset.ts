// `quorate reset`: the skeleton again. It asks first, and what is replaced is kept.
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { confirm } from '@clack/prompts';
import { readCatalogue } from '../catalogue.ts';
import { type Context, isInteractive, print } from '../context.ts';
import { exerciseFile, shown, textOf } from '../exercise-file.ts';
import { resolveExercise } from '../exercise-id.ts';
import { type ExitCode, Problem } from '../problem.ts';
import { moment } from '../progress.ts';
import { replaceFile } from '../progress-file.ts';
import { skeletonOf } from '../skeleton.ts';

export async function reset(
  context: Context,
  name: string,
  { yes = false }: { yes?: boolean },
): Promise<ExitCode> {
  const { root, stdin: input, stdout: output } = context;
  const id = resolveExercise(name, readCatalogue(root));
  const file = exerciseFile(root, id);
  const skeleton = skeletonOf(root, id);
  if (skeleton === undefined) {
    throw new Problem(
      `Neither git nor the workbook itself knows the skeleton of ${id}.`,
      'Clone the workbook with git, or copy the file from a fresh download.',
    );
  }
  if (textOf(file) === skeleton) {
    print(context, `${shown(root, file)} is the skeleton already.`);
    return 0;
  }
  if (!yes) {
    if (!isInteractive(context)) {
      throw new Problem(
        'There is nobody to ask.',
        `To reset without a question: npx quorate reset ${id} --yes`,
      );
    }
    const message = `Put the skeleton back into ${shown(root, file)}? A backup is kept.`;
    // Escape and Ctrl-C answer with a symbol.
    if ((await confirm({ message, initialValue: false, input, output })) !== true) {
      print(context, 'Nothing was changed.');
      return 0;
    }
  }

  const backup = keepBackup(context, id, file);
  replaceFile(file, skeleton);
  print(context, `${shown(root, file)} is the skeleton again.`);
  if (backup !== undefined) print(context, `What you had is in ${shown(root, backup)}`);
  return 0;
}

function keepBackup({ root, now }: Context, id: string, file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const stamp = moment(now()).slice(0, 19).replaceAll(':', '-');
  const named = (suffix: string) => join(root, '.quorate', 'backups', `${id}.${stamp}${suffix}.ts`);
  let backup = named('');
  for (let another = 2; existsSync(backup); another += 1) backup = named(`.${another}`);
  mkdirSync(dirname(backup), { recursive: true });
  copyFileSync(file, backup);
  return backup;
}
