// The figures as a table that fits a terminal, and what has become slower since the baseline.
import { cut, pad, wrap } from '../report/fit.ts';
import type { Figure } from './figure.ts';

/** Ratios by the ids of figures. */
export type Baseline = Readonly<Record<string, number>>;

/** More than this above the baseline is worth a look. On a busy machine ratios vary by a tenth. */
const regressionMin = 1.2;

export const baselineOf = (figures: readonly Figure[]): Baseline =>
  Object.fromEntries(
    figures.flatMap(({ id, ratio }) =>
      ratio === undefined ? [] : [[id, Number(ratio.toPrecision(3))]],
    ),
  );

export const regressions = (figures: readonly Figure[], baseline: Baseline): Figure[] =>
  figures.filter((figure) => changeOf(figure, baseline) > regressionMin);

const changeOf = ({ id, ratio }: Figure, baseline: Baseline): number =>
  ratio === undefined ? 1 : ratio / (baseline[id] ?? ratio);

const columns = 100;
const widths = { what: 47, measured: 28, ratio: 12, change: 7 };

/** What is measured, the figure, how many times its yardstick that is, and how that compares with the baseline. */
export function tableText(figures: readonly Figure[], baseline: Baseline): string {
  const lines: string[] = [];
  for (const [index, figure] of figures.entries()) {
    const yardstick = yardstickOf(figures, figure.group);
    if (figure.group !== figures[index - 1]?.group) {
      lines.push('', `${figure.group}${yardstick === undefined ? '' : `, beside ${yardstick}`}`);
    }
    lines.push(...rowLines(figure, yardstick, baseline));
  }
  return [...lines.slice(1), '', ...regressionLines(figures, baseline)].join('\n');
}

/** Of a group: what most of it is measured beside. */
const yardstickOf = (figures: readonly Figure[], group: string): string | undefined =>
  figures.find((figure) => figure.group === group && figure.beside !== undefined)?.beside;

function rowLines(figure: Figure, yardstick: string | undefined, baseline: Baseline): string[] {
  const { what, measured, beside, aim } = figure;
  const other = beside === undefined || beside === yardstick ? '' : ` (beside ${beside})`;
  const names = wrapped(`${what}${other}`, widths.what);
  const figuresOf = wrapped(measured, widths.measured);
  const count = Math.max(names.length, figuresOf.length);
  const lines = Array.from({ length: count }, (_, row) =>
    [
      pad(`  ${names[row] ?? ''}`, widths.what + 2),
      pad(figuresOf[row] ?? '', widths.measured),
      row === 0 ? pad(ratioText(figure), widths.ratio) : '',
      row === 0 ? changed(figure, baseline) : '',
    ]
      .join('  ')
      .trimEnd(),
  );
  return aim ? [...lines, `    ${aim.isReached ? '✓' : '✗ not reached:'} ${aim.text}`] : lines;
}

/** A ratio without a yardstick is a count, which stands there already. */
function ratioText({ ratio, beside, between }: Figure): string {
  if (ratio === undefined || beside === undefined) return '';
  return `${ratio.toPrecision(3)} ×${between ? ` ±${noiseOf(between)} %` : ''}`;
}

const noiseOf = ([low, high]: readonly [number, number]): string =>
  ((50 * (high - low)) / ((high + low) / 2)).toFixed(0);

function changed(figure: Figure, baseline: Baseline): string {
  if (figure.ratio === undefined) return '';
  if (baseline[figure.id] === undefined) return 'new';
  const percent = Math.round((changeOf(figure, baseline) - 1) * 100);
  return percent === 0 ? '=' : `${percent > 0 ? '+' : '−'}${Math.abs(percent)} %`;
}

function regressionLines(figures: readonly Figure[], baseline: Baseline): string[] {
  const slower = regressions(figures, baseline);
  if (slower.length === 0) return ['Nothing costs over 20 % more than in the baseline.'];
  return [
    'Over 20 % more than in the baseline:',
    ...slower.map((figure) => cut(`  ${figure.id}  ${changed(figure, baseline)}`, columns)),
    'Run it again: on a busy machine one run says little. If it is meant: npm run bench -- --save',
  ];
}

/** Lines below the first, and all of a text that is indented, keep to the right. */
function wrapped(text: string, width: number): string[] {
  const indent = /^ */.exec(text)![0];
  const lines = wrap(text.trimStart(), width - indent.length - 2);
  return lines.map((line, index) => `${indent}${index === 0 ? '' : '  '}${line}`);
}
