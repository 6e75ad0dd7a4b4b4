// A verdict as a learner reads it: the promise and what broke, the story, the states, where to go from here. The most
// basic broken promise is told, the others are a line each.
import type {
  CheckVerdict,
  ExerciseVerdict,
  OutcomeName,
  Position,
  Story,
} from '../judge/verdict.ts';
import { diagram } from './diagram.ts';
import { cut, pad, printable, widthOf, wrap } from './fit.ts';
import { layoutOf } from './layout.ts';
import {
  chapterFile,
  failedText,
  isTrouble,
  nextStep,
  outcomeText,
  pointsText,
  workText,
} from './outcome-text.ts';
import { stateLines, statesAtTheEnd } from './state.ts';
import type { Styles } from './styles.ts';

export interface VerdictOptions {
  /** Columns of the terminal. No line is longer, but for a token. */
  readonly width: number;
  readonly styles: Styles;
  /** What the type checker says of the file. Shown beside the verdict; it costs nothing. */
  readonly typeErrors?: readonly TypeProblem[];
  /** The verdict before this one, to say what changed. */
  readonly last?: ExerciseVerdict;
  /** What became of the story that was shown last, where it was run again first. */
  readonly lastStory?: 'ends well' | 'still breaks';
  /** `last`, where the command line keeps the last story; `token` for a report that must stand alone. */
  readonly replay?: 'last' | 'token';
  /** What comes after a pass: "Next: npm start 02-quorums/register". */
  readonly next?: string;
  readonly rowsMax?: number;
}

export interface TypeProblem {
  readonly at: Position;
  readonly text: string;
}

/** The whole verdict, lines joined, without a last line feed. */
export function verdictText(verdict: ExerciseVerdict, options: VerdictOptions): string {
  const told = toldCheck(verdict);
  const sections = told
    ? [...tellCheck(verdict, told, options), otherLines(verdict, told, options)]
    : [passedLines(verdict, options)];
  sections.push(typeErrorLines(options), summaryLines(verdict, options));
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** The check that is told: the most basic that broke; else what was not seen; else the first that is in doubt. */
export function toldCheck({ checks }: ExerciseVerdict): CheckVerdict | undefined {
  const isBroken = ({ outcome }: CheckVerdict) => outcome === 'failed' || isTrouble(outcome);
  return (
    checks.find((check) => isBroken(check) && !check.unseen) ??
    checks.find(isBroken) ??
    checks.find(({ outcome }) => outcome !== 'passed')
  );
}

const indent = '  ';

function tellCheck(verdict: ExerciseVerdict, check: CheckVerdict, options: VerdictOptions) {
  return [
    headLines(verdict, check, options),
    ...(check.story ? storySections(check.story, options) : []),
    whereLines(verdict, check, options),
  ];
}

/** What was promised, and what broke. */
function headLines(verdict: ExerciseVerdict, check: CheckVerdict, options: VerdictOptions) {
  const { width, styles } = options;
  const { glyph, style, says } = outcomeText(check.outcome);
  const isOfAll = isTrouble(check.outcome) || check.outcome === 'not started';
  const inDoubt = check.outcome === 'undecided' ? `: ${says}` : '';
  const head = isOfAll ? `${verdict.exercise}: ${says}` : check.title + inDoubt;
  const lines = wrap(head, width - 2).map((line, index) => {
    return styles.bold(styles[style](`${index === 0 ? glyph : ' '} ${line}`));
  });

  const what = check.because ?? check.story?.broke.what;
  if (what !== undefined) lines.push(...paragraph(sentence(what), options, styles.bold));
  lines.push(...positionLines(check.at, options));
  const found = check.outcome === 'failed' ? foundText(check) : '';
  if (found !== '') lines.push(...paragraph(found, options, styles.dim));
  return lines;
}

/** How often it broke, and what stands below. */
function foundText(check: CheckVerdict): string {
  const { story, work, unseen } = check;
  if (unseen || ('failed' in work && work.failed === 0)) return '';
  const broken = `Broken ${failedText(check.kind, check.work)}`;
  if (!story || story.trace.length === 0) return `${broken}.`;
  const messages = story.deliveries === 1 ? '1 message' : `${story.deliveries} messages`;
  const from =
    story.found.deliveries > story.deliveries ? `, cut down from ${story.found.deliveries}` : '';
  return `${broken}. The shortest story, of ${messages}${from}; time runs down:`;
}

/** What a submission said may have any number of lines. */
function paragraph(
  text: string,
  { width }: VerdictOptions,
  style: (text: string) => string = (line) => line,
): string[] {
  return text
    .split('\n')
    .slice(0, paragraphLinesMax)
    .flatMap((line) => wrap(printable(line), width - indent.length))
    .map((line) => indent + style(line));
}

const paragraphLinesMax = 12;

const sentence = (text: string): string => (/[.!?:…)]$/.test(text) ? text : `${text}.`);

function positionLines(at: Position | undefined, { width, styles }: VerdictOptions): string[] {
  if (!at) return [];
  const lines = [`${indent}at ${styles.cyan(cut(positionText(at), width - 5))}`];
  if (at.source === undefined) return lines;
  const code = at.source.trim();
  const column = (at.column ?? 0) - at.source.indexOf(code);
  lines.push(`${indent}${styles.dim('│')} ${cut(printable(code), width - 4)}`);
  if (column > 0 && column < width - 4) {
    lines.push(`${indent}${styles.dim('│')} ${' '.repeat(column - 1)}${styles.red('^')}`);
  }
  return lines;
}

const positionText = ({ file, line, column }: Position): string =>
  `${printable(file)}:${line}${column === undefined ? '' : `:${column}`}`;

function storySections(story: Story, options: VerdictOptions): string[][] {
  if (story.trace.length === 0) return [];
  const { styles, rowsMax = 60 } = options;
  const layout = layoutOf(story.trace, {
    nodes: story.nodes,
    rowsMax,
    missed: story.missed ?? false,
  });
  const states = statesAtTheEnd(story.trace);
  const sections = [diagram(layout, options)];
  if (states.length > 0) {
    const isChanged = states.some(({ changes }) => changes.length > 0);
    const title = isChanged ? 'Memory, before → after the last step' : 'Memory at the end';
    const inner = { styles, width: options.width - indent.length };
    sections.push([
      indent + styles.bold(title),
      ...stateLines(states, inner).map((line) => indent + line),
    ]);
  }
  return sections;
}

/** Where to read, how to replay, how to get a hint. */
function whereLines(verdict: ExerciseVerdict, check: CheckVerdict, options: VerdictOptions) {
  const next = nextStep(check.outcome, verdict.exercise, check.at?.file);
  const lines = next === '' ? [] : paragraph(next, options);
  const { outcome, story, token = story?.token } = check;
  if (outcome === 'not started') return lines;

  lines.push(labelled('Read', chapterFile(check.chapter), options));
  if (token) {
    const shown = options.replay === 'token' ? token : 'last';
    // A token is never cut or broken: it is there to be copied.
    lines.push(`${indent}${options.styles.bold('Replay')}  npm run replay -- ${shown}`);
  }
  lines.push(labelled('Hint', `npm run hint -- ${verdict.exercise}`, options));
  return lines;
}

const labelled = (label: string, text: string, { width, styles }: VerdictOptions): string =>
  `${indent}${styles.bold(pad(label, 8))}${cut(text, width - 10)}`;

/** The other checks, folded: those that passed in one line, the rest a line each. */
function otherLines(verdict: ExerciseVerdict, told: CheckVerdict, options: VerdictOptions) {
  const others = verdict.checks.filter((check) => check !== told);
  const passed = others.filter(({ outcome }) => outcome === 'passed').length;
  const rest = others
    .filter(({ outcome }) => outcome !== 'passed')
    .toSorted((a, b) => Number(a.unseen ?? false) - Number(b.unseen ?? false));
  const lines = grouped(rest, told).map(({ outcome, text }) =>
    checkLine(outcome, text, '', options),
  );
  if (passed > 0) lines.push(checkLine('passed', `${promises(passed)} kept`, '', options));
  return lines;
}

const promises = (count: number): string => (count === 1 ? '1 promise' : `${count} promises`);

/** One line a check; many that wait for the same thing, in one line together. */
function grouped(
  checks: readonly CheckVerdict[],
  told: CheckVerdict,
): { outcome: OutcomeName; text: string }[] {
  const groups = new Map<string, CheckVerdict[]>();
  for (const check of checks) {
    const { id, outcome, because = '' } = check;
    const key = outcome === 'failed' ? id : `${outcome} ${because}`;
    groups.set(key, [...(groups.get(key) ?? []), check]);
  }
  return [...groups.values()].flatMap((group) => {
    const { outcome, because = outcomeText(outcome).says } = group[0]!;
    if (outcome !== 'failed' && outcome === told.outcome && because === told.because) {
      return [{ outcome, text: `${group.length} more, for the same reason` }];
    }
    if (group.length > 2) return [{ outcome, text: `${group.length} more: ${because}` }];
    return group.map((check) => ({ outcome, text: foldedText(check) }));
  });
}

function foldedText({ title, outcome, because }: CheckVerdict): string {
  if (outcome === 'failed') return because === undefined ? title : `${title}: ${because}`;
  return `${title}: ${because ?? outcomeText(outcome).says}`;
}

function checkLine(outcome: OutcomeName, text: string, right: string, options: VerdictOptions) {
  const { width, styles } = options;
  const { glyph, style } = outcomeText(outcome);
  const room = width - indent.length - 2 - (right === '' ? 0 : widthOf(right) + 1);
  const words =
    right === '' ? cut(printable(text), room) : pad(cut(printable(text), room), room + 1);
  return `${indent}${styles[style](glyph)} ${words}${styles.dim(right)}`;
}

function passedLines(verdict: ExerciseVerdict, options: VerdictOptions): string[] {
  const { styles } = options;
  const { glyph } = outcomeText('passed');
  const count = promises(verdict.checks.length);
  return [
    styles.bold(styles.green(cut(`${glyph} ${verdict.exercise}: ${count} kept`, options.width))),
    ...verdict.checks.map(({ outcome, title, kind, work }) =>
      checkLine(outcome, title, workText(kind, work), options),
    ),
  ];
}

function typeErrorLines({ typeErrors = [], width, styles }: VerdictOptions): string[] {
  if (typeErrors.length === 0) return [];
  const shown = typeErrors.slice(0, typeErrorsMax);
  const lines = shown.map(({ at, text }) => {
    const where = positionText(at);
    return `${indent}${styles.cyan(cut(where, width - 4))} ${cut(printable(text), Math.max(1, width - 3 - widthOf(where)))}`;
  });
  if (typeErrors.length > typeErrorsMax) {
    lines.push(`${indent}and ${typeErrors.length - typeErrorsMax} more`);
  }
  const title = 'The type checker disagrees; that costs nothing:';
  return [...wrap(title, width - 2).map((line) => indent + styles.yellow(line)), ...lines];
}

const typeErrorsMax = 5;

/** Points, and what the last edit changed. */
function summaryLines(verdict: ExerciseVerdict, options: VerdictOptions): string[] {
  const { styles, last, lastStory, next } = options;
  const lines: string[] = [];
  if (lastStory === 'ends well') lines.push(`${indent}The last story now ends well.`);
  if (lastStory === 'still breaks') lines.push(`${indent}This story broke before; it still does.`);
  const capped = verdict.capped ? ' (no more than half, since a promise of safety broke)' : '';
  const text = `${verdict.exercise}: ${pointsText(verdict)}${capped}${changeText(verdict, last)}`;
  lines.push(...paragraph(text, options, styles.bold));
  if (next !== undefined && verdict.outcome === 'passed') lines.push(...paragraph(next, options));
  return lines;
}

/** `; since the last time +2 −1 checks`. Nothing, where nothing changed. */
function changeText(verdict: ExerciseVerdict, last: ExerciseVerdict | undefined): string {
  if (!last) return '';
  const before = new Map(last.checks.map(({ id, outcome }) => [id, outcome === 'passed']));
  let gained = 0;
  let lost = 0;
  for (const { id, outcome } of verdict.checks) {
    const passes = outcome === 'passed';
    if (passes && before.get(id) === false) gained += 1;
    if (!passes && before.get(id) === true) lost += 1;
  }
  const parts = [gained > 0 ? `+${gained}` : '', lost > 0 ? `-${lost}` : ''].filter(Boolean);
  if (parts.length === 0) return '';
  return `; ${parts.join(' ')} ${gained + lost === 1 ? 'check' : 'checks'} since the last time`;
}
