// `quorate history`: is a recorded history linearizable? For histories of real systems, and of one's own.
import { readFileSync } from 'node:fs';
import {
  type AnyModel,
  checkLinearizable,
  describeOperation,
  HistoryFormatError,
  type LinearizabilityVerdict,
  modelsByName,
  type Operation,
  readHistory,
} from '../../history/index.ts';
import { pad, printable, wrap } from '../../report/fit.ts';
import { type Context, print, widthOf } from '../context.ts';
import { closest } from '../exercise-id.ts';
import { type ExitCode, Problem } from '../problem.ts';

export interface HistoryFlags {
  readonly model: string;
  readonly json?: boolean;
  /** Transitions that the check of one file may try. */
  readonly steps: number;
}

type AnyOperation = Operation<unknown, unknown>;
type Verdict = LinearizabilityVerdict<unknown, unknown>;

interface Checked {
  readonly file: string;
  readonly operations: number;
  /** Without reading the file. */
  readonly checkMs: number;
  readonly result: Verdict;
}

export function history(
  context: Context,
  files: readonly string[],
  { model: name, json = false, steps }: HistoryFlags,
): ExitCode {
  const model = modelCalled(name);
  // A file that can't be read is said before hours are spent on the others.
  const read = files.map((file) => ({ file, operations: operationsIn(file, model) }));
  const checked = read.map(({ file, operations }, index): Checked => {
    const startedMs = performance.now();
    const result = checkLinearizable(model, operations, { stepsMax: steps });
    const checkMs = performance.now() - startedMs;
    const each = { file, operations: operations.length, checkMs, result };
    if (!json) printChecked(context, model, each, index > 0);
    return each;
  });

  if (json) print(context, JSON.stringify(asJson(name, steps, checked), null, 2));
  else if (checked.length > 1) print(context, `\n${summaryOf(checked)}`);
  return checked.every(({ result }) => result.verdict === 'linearizable') ? 0 : 1;
}

function modelCalled(name: string): AnyModel {
  const model = modelsByName.get(name);
  if (model) return model;
  const known = [...modelsByName.keys()];
  const suggestion = closest(name, known);
  throw new Problem(
    `There is no model called "${name}".`,
    suggestion === undefined
      ? `The models are: ${known.join(', ')}`
      : `Did you mean "${suggestion}"?`,
  );
}

function operationsIn(file: string, model: AnyModel): AnyOperation[] {
  const text = textOf(file);
  try {
    return readHistory(model, text);
  } catch (error) {
    if (!(error instanceof HistoryFormatError)) throw error;
    throw new Problem(
      printable(`${file}: ${error.message}`),
      'It reads Jepsen logs of a compare-and-set register, logs of maps with keys and values, and\n' +
        'JSON as in grader/history/formats/json.ts.',
    );
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR') {
      throw new Problem(
        `${file} is a folder.`,
        `Name the files in it: ${file.replace(/\/$/, '')}/*`,
      );
    }
    throw new Problem(
      `${file} can't be read${code === 'ENOENT' ? ': there is no such file' : ''}.`,
      'npx quorate history --model MODEL FILE...',
    );
  }
}

const noBreak = '\u00A0';

const titles = {
  linearizable: 'linearizable',
  violation: 'not linearizable',
  unknown: 'nobody knows',
  malformed: 'no history',
} as const;

function printChecked(context: Context, model: AnyModel, checked: Checked, follows: boolean): void {
  const { file, operations, checkMs, result } = checked;
  const { green, red, yellow } = context.paint;
  const width = widthOf(context);
  const marks = {
    linearizable: green('✓'),
    violation: red('✗'),
    unknown: yellow('?'),
    malformed: red('✗'),
  };
  const evidence = evidenceLines(model, result, width - 2);

  // Files that have nothing to tell stand line below line.
  if (follows && evidence.length > 0) print(context);
  const figures = `(${counted(operations, 'operation')}, ${shownMs(checkMs)})`;
  const head = printable(`${file}: ${titles[result.verdict]}`);
  // The figures stay together: of the spaces, a line may break only at those that are one.
  const [first, ...rest] = wrap(`${head} ${figures.replaceAll(' ', noBreak)}`, width - 2).map(
    (line) => line.replaceAll(noBreak, ' '),
  );
  print(
    context,
    [`${marks[result.verdict]} ${first}`, ...rest.map((line) => `  ${line}`)].join('\n'),
  );
  for (const line of evidence) print(context, line && `  ${line}`);
}

function evidenceLines(model: AnyModel, result: Verdict, width: number): string[] {
  switch (result.verdict) {
    case 'linearizable':
      return [];
    case 'unknown':
      return wrap(
        `Undecided after ${spaced(result.stepsMax)} steps: neither a pass nor a failure. Allow more with --steps.`,
        width,
      );
    case 'malformed':
      return [
        ...wrap(
          `The recording breaks what every check takes for granted, and so says nothing about the system: ${result.assumption}. Broken by`,
          width,
        ),
        ...result.operations.flatMap((operation) => operationLines(model, operation, width)),
      ];
    case 'violation':
      return violationLines(model, result, width);
  }
}

function violationLines(
  model: AnyModel,
  { part, history: shown, longest, stuck }: Verdict & { verdict: 'violation' },
  width: number,
): string[] {
  const placed = new Set([...longest, ...stuck.map(({ operation }) => operation)]);
  const others = shown.filter((operation) => !placed.has(operation));
  const where = part === undefined ? '' : ` on ${printable(JSON.stringify(part))}`;
  const order =
    longest.length > 0
      ? [
          `${counted(shown.length, 'operation')}${where} show it. A longest legal order of these:`,
          ...longest.flatMap((operation) => operationLines(model, operation, width)),
          'After that there is no place for',
        ]
      : [`One operation${where} shows it: in no order is there a place for`];
  return [
    ...order,
    ...stuck.flatMap(({ operation, because }) => [
      ...operationLines(model, operation, width),
      ...wrap(printable(because), width - timesWidth - 2).map(
        (line) => `${' '.repeat(timesWidth + 2)}${line}`,
      ),
    ]),
    ...(others.length > 0 ? ['In no order does it help to place'] : []),
    ...others.flatMap((operation) => operationLines(model, operation, width)),
  ];
}

const timesWidth = 14;

/** The times of its call and its return (of a log: line numbers), then who asked for what. */
function operationLines(model: AnyModel, operation: AnyOperation, width: number): string[] {
  const { calledAt, returnedAt } = operation;
  const times = pad(`  ${calledAt} to ${returnedAt ?? '…'}`, timesWidth);
  const [first, ...rest] = wrap(printable(describeOperation(model, operation)), width - timesWidth);
  return [times + first!, ...rest.map((line) => ' '.repeat(timesWidth) + line)];
}

function summaryOf(checked: readonly Checked[]): string {
  const count = (verdict: Verdict['verdict']) =>
    checked.filter(({ result }) => result.verdict === verdict).length;
  const parts = (Object.keys(titles) as Verdict['verdict'][])
    .filter((verdict) => count(verdict) > 0)
    .map((verdict) => `${count(verdict)} ${titles[verdict]}`);
  const totalMs = checked.reduce((sum, { checkMs }) => sum + checkMs, 0);
  return `${checked.length} files in ${shownMs(totalMs)}: ${parts.join(', ')}.`;
}

function asJson(model: string, stepsMax: number, checked: readonly Checked[]) {
  return {
    model,
    stepsMax,
    files: checked.map(({ file, operations, checkMs, result }) => {
      const { verdict } = result;
      const summary = { file, verdict, operations, checkMs: Number(checkMs.toFixed(3)) };
      if (result.verdict === 'violation') {
        const { part, history: shown, longest, stuck } = result;
        return { ...summary, part, history: shown, longest, stuck };
      }
      if (result.verdict === 'malformed') {
        return { ...summary, assumption: result.assumption, brokenBy: result.operations };
      }
      return summary;
    }),
  };
}

const shownMs = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : spaced(Math.round(ms))} ms`;

const counted = (count: number, noun: string): string =>
  `${spaced(count)} ${noun}${count === 1 ? '' : 's'}`;

const spaced = (count: number): string => count.toLocaleString('en-US');
