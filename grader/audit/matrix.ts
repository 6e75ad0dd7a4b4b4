// The audit as a person reads it: wrong cells first, then a row for every answer, then how long the stories are.
import type { AuditRow } from './audit.ts';

const marks = {
  passed: '✓',
  failed: '✗',
  'not started': '○',
  undecided: '?',
} as const;

/** The whole audit in lines of plain text. */
export function formatAudit(rows: readonly AuditRow[]): string {
  const exercises = [...new Set(rows.map(({ exercise }) => exercise))];
  const sections = exercises.map((exercise) =>
    formatExercise(
      exercise,
      rows.filter((row) => row.exercise === exercise),
    ),
  );
  return [...formatWrong(rows), ...sections.flat(), ...formatStories(rows), summary(rows)].join(
    '\n',
  );
}

function formatWrong(rows: readonly AuditRow[]): string[] {
  const wrong = rows.filter(({ right }) => !right);
  if (wrong.length === 0) return [];
  return [
    'Wrong cells',
    ...wrong.map(
      ({ exercise, kind, id, because, rightSalts, salts }) =>
        `  ${exercise}  ${kind} "${id}": ${because ?? ''} (right under ${rightSalts} of ${salts} salts)`,
    ),
    '',
  ];
}

function formatExercise(exercise: string, rows: readonly AuditRow[]): string[] {
  const checks = Object.keys(rows[0]!.checks);
  const width = Math.max(...rows.map(({ kind, id }) => kind.length + id.length + 1));
  const reference = rows.find(({ kind }) => kind === 'reference');
  return [
    exercise,
    ...checks.map(
      (check, index) => `  ${letter(index)}  ${check}${formatSometimes(reference, check)}`,
    ),
    '',
    `  ${' '.repeat(width)}  ${checks.map((_, index) => letter(index)).join('')}`,
    ...rows.map((row) => formatRow(row, checks, width)),
    '',
  ];
}

function formatRow(row: AuditRow, checks: readonly string[], width: number): string {
  const { kind, id, caughtBy, deliveries, points, pointsMax, right } = row;
  const cells = checks.map((check) => {
    const outcome = row.checks[check];
    return outcome === undefined
      ? ' '
      : outcome in marks
        ? marks[outcome as keyof typeof marks]
        : '!';
  });
  const named = caughtBy === undefined ? '' : `  by ${letter(checks.indexOf(caughtBy))}`;
  const story = deliveries === undefined ? '' : `, ${deliveries} deliveries`;
  const flag = right ? '' : '  WRONG';
  return `  ${`${kind} ${id}`.padEnd(width)}  ${cells.join('')}  ${points}/${pointsMax}${named}${story}${flag}`;
}

function formatSometimes(reference: AuditRow | undefined, check: string): string {
  const reached = Object.entries(reference?.sometimes?.[check] ?? {});
  if (reached.length === 0) return '';
  return ` (${reached.map(([name, count]) => `${name}: ${count}`).join('; ')})`;
}

const letter = (index: number): string => (index < 0 ? '-' : String.fromCodePoint(97 + index));

function formatStories(rows: readonly AuditRow[]): string[] {
  const lengths = rows.flatMap(({ deliveries }) => (deliveries === undefined ? [] : [deliveries]));
  if (lengths.length === 0) return [];
  const sorted = lengths.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  return [
    `Stories of mutants: ${sorted.length}, median ${median} deliveries, longest ${sorted.at(-1)}.`,
  ];
}

function summary(rows: readonly AuditRow[]): string {
  const wrong = rows.filter(({ right }) => !right).length;
  const mutants = rows.filter(({ kind }) => kind === 'mutant');
  const kills = mutants.reduce((sum, { rightSalts }) => sum + rightSalts, 0);
  const tries = mutants.reduce((sum, { salts }) => sum + salts, 0);
  return `${rows.length} answers, ${wrong} wrong; mutants caught by the check that they name: ${kills} of ${tries}.`;
}
