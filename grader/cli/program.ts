// The commands and their options, as commander reads them. What they do is in `commands/`, each loaded when it is called.
import { Command, InvalidArgumentError } from 'commander';
import { type Context, paintFor } from './context.ts';
import type { AuditFlags } from './commands/audit.ts';
import type { HistoryFlags } from './commands/history.ts';
import type { ExitCode } from './problem.ts';

export function createProgram(context: Context, exitWith: (code: ExitCode) => void): Command {
  const program = new Command('quorate')
    .description('A workbook on consensus and coordination: read, build, and see how it breaks.')
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      outputError: (text, write) => write(asSentence(text)),
      getOutHasColors: () => context.paint.isColorSupported,
      getErrHasColors: () => paintFor(context.env, context.stderr).isColorSupported,
    })
    .showHelpAfterError('All commands: npx quorate help')
    .exitOverride()
    .addHelpText(
      'after',
      '\nAn ID is an exercise (02-quorums/register, or register) or a chapter (02-quorums).',
    );

  program
    .command('start')
    .description('grade the current exercise whenever you save it')
    .argument('[ID]', 'the exercise to turn to')
    .action(async (id?: string) => {
      const { start } = await import('./commands/start.ts');
      exitWith(await start(context, id));
    });

  program
    .command('grade')
    .description('run the checks: exit code 0 when all passed, else 1')
    .argument('[IDs...]', 'exercises or chapters; all, where none is named')
    .option('--solutions', 'grade the references instead of your answers')
    .option('--submission <DIR>', 'grade a folder that is laid out like exercises/')
    .option('--check <ID>', 'run only this check')
    .option('--json', 'print the verdicts as JSON')
    .option('--salt <S>', 'draw the random worlds from this text')
    .option('--html <FILE>', 'write the story of what broke as a page')
    .action(async (ids: string[], options: object) => {
      const { grade } = await import('./commands/grade.ts');
      exitWith(await grade(context, ids, options));
    });

  program
    .command('list')
    .description('the exercises, and how far you are')
    .action(async () => {
      const { list } = await import('./commands/list.ts');
      exitWith(await list(context));
    });

  program
    .command('hint')
    .description('one more hint each time: a question, where to look, the rule, an outline')
    .argument('<ID>')
    .action(async (id: string) => {
      const { hint } = await import('./commands/hint.ts');
      exitWith(await hint(context, id));
    });

  program
    .command('replay')
    .description('tell a story again, with the code as it is now')
    .argument('<TOKEN>', 'from a verdict; "last" is the newest story')
    .option('--inspect', 'wait for a debugger, and step through your own code')
    .option('--html <FILE>', 'write the story as a page')
    .action(async (token: string, options: { inspect?: boolean; html?: string }) => {
      const { replay } = await import('./commands/replay.ts');
      exitWith(await replay(context, token, options));
    });

  program
    .command('examples')
    .description('run the visible examples on what you wrote')
    .argument('[ID]')
    .action(async (id?: string) => {
      const { examples } = await import('./commands/examples.ts');
      exitWith(await examples(context, id));
    });

  program
    .command('reset')
    .description('put the skeleton back; asks first, and keeps a backup')
    .argument('<ID>')
    .option('--yes', 'do not ask')
    .action(async (id: string, options: { yes?: boolean }) => {
      const { reset } = await import('./commands/reset.ts');
      exitWith(await reset(context, id, options));
    });

  program
    .command('diff')
    .description('your answer beside the reference, once you have passed')
    .argument('<ID>')
    .option('--spoil', 'show it all the same')
    .action(async (id: string, options: { spoil?: boolean }) => {
      const { diff } = await import('./commands/reference.ts');
      exitWith(await diff(context, id, options));
    });

  program
    .command('solution')
    .description('the reference answer, once you have passed')
    .argument('<ID>')
    .option('--spoil', 'show it all the same')
    .action(async (id: string, options: { spoil?: boolean }) => {
      const { solution } = await import('./commands/reference.ts');
      exitWith(await solution(context, id, options));
    });

  program
    .command('audit')
    .description('grade the suites themselves: what must pass passes, what must fail fails')
    .argument('[IDs...]', 'exercises or chapters; all, where none is named')
    .option('--salts <N>', 'repeat with so many salts', wholeNumber, 1)
    .option('--answer <NAMES...>', 'only these answers: mutants, variants, ... by their names')
    .option(
      '--named',
      'judge mutants by the check that they name alone: no whole matrix, much sooner',
    )
    .option('--json', 'print the matrix as JSON')
    .action(async (ids: string[], options: AuditFlags) => {
      const { audit } = await import('./commands/audit.ts');
      exitWith(await audit(context, ids, options));
    });

  program
    .command('history')
    .description('is a recorded history linearizable? Exit code 0 when all are, else 1')
    .argument('<FILES...>', 'Jepsen logs, logs of maps, or JSON')
    .requiredOption('--model <MODEL>', 'what it is a history of: register, queue, kv, ...')
    .option('--json', 'print the verdicts with their evidence as JSON')
    .option('--steps <N>', 'give up on a file after so many steps', wholeNumber, 10_000_000)
    .action(async (files: string[], options: HistoryFlags) => {
      const { history } = await import('./commands/history.ts');
      exitWith(history(context, files, options));
    });

  program
    .command('doctor')
    .description('is this machine ready for the workbook?')
    .action(async () => {
      const { doctor } = await import('./commands/doctor.ts');
      exitWith(await doctor(context));
    });

  return program;
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,11}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1.');
}

/** Commander says `error: unknown option '--sal'`. */
function asSentence(text: string): string {
  const [first = '', ...rest] = text.replace(/^error: /, '').split('\n');
  const stopped = /[.?!)]$/.test(first) ? first : `${first}.`;
  return [stopped.charAt(0).toUpperCase() + stopped.slice(1), ...rest].join('\n');
}
