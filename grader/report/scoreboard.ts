// All exercises at a glance: outcome, points, hints used, and the next step.
import type { OutcomeName } from '../judge/verdict.ts';
import { cut, pad, printable, widthOf, wrap } from './fit.ts';
import { outcomeText } from './outcome-text.ts';
import type { Styles } from './styles.ts';

export interface ScoreboardEntry {
  /** `02-quorums/register`. */
  readonly exercise: string;
  readonly title: string;
  /** The best outcome so far. */
  readonly outcome: OutcomeName;
  readonly points: number;
  readonly pointsMax: number;
  /** Tiers of hints that were opened. */
  readonly hints: number;
  /** Beyond the core path. */
  readonly starred?: boolean;
}

export interface ScoreboardOptions {
  readonly width: number;
  readonly styles: Styles;
  /** One sentence or command: what to do now. */
  readonly next?: string;
}

/** The lines of the board, joined, without a last line feed. */
export function scoreboardText(
  entries: readonly ScoreboardEntry[],
  { width, styles, next }: ScoreboardOptions,
): string {
  const points = entries.map((entry) => `${entry.points}/${entry.pointsMax}`);
  const pointsWidth = Math.max(0, ...points.map(widthOf));
  const hintsWidth = entries.some(({ hints }) => hints > 0) ? hintsText(4).length + 2 : 0;
  const room = Math.max(8, width - 4 - pointsWidth - 2 - hintsWidth);
  const idWidth = Math.max(0, ...entries.map((entry) => widthOf(nameOf(entry))));

  const lines: string[] = [];
  entries.forEach((entry, index) => {
    const chapter = chapterOf(entry);
    if (index > 0 && chapter !== chapterOf(entries[index - 1]!)) lines.push('');
    const { glyph, style } = outcomeText(entry.outcome);
    const says = entry.outcome === 'passed' ? entry.title : outcomeText(entry.outcome).says;
    const words = pad(cut(`${pad(nameOf(entry), idWidth)}  ${printable(says)}`, room), room);
    const hints = hintsText(entry.hints).padStart(hintsWidth);
    lines.push(
      `  ${styles[style](glyph)} ${words}  ${points[index]!.padStart(pointsWidth)}${styles.dim(hints)}`.trimEnd(),
    );
  });
  lines.push('', ...wrap(totalText(entries), width - 2).map((line) => `  ${styles.bold(line)}`));
  if (next !== undefined)
    lines.push(...wrap(printable(next), width - 2).map((line) => `  ${line}`));
  return lines.join('\n');
}

const nameOf = ({ exercise, starred }: ScoreboardEntry): string => exercise + (starred ? ' *' : '');

const chapterOf = ({ exercise }: ScoreboardEntry): string => exercise.split('/')[0]!;

const hintsText = (hints: number): string =>
  hints === 0 ? '' : hints === 1 ? '1 hint' : `${hints} hints`;

function totalText(entries: readonly ScoreboardEntry[]): string {
  const passed = entries.filter(({ outcome }) => outcome === 'passed').length;
  const points = entries.reduce((sum, entry) => sum + entry.points, 0);
  const pointsMax = entries.reduce((sum, entry) => sum + entry.pointsMax, 0);
  const star = entries.some(({ starred }) => starred) ? ' (* beyond the core path)' : '';
  return `${passed} of ${entries.length} exercises passed, ${points} of ${pointsMax} points${star}`;
}
