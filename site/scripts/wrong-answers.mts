// Writes what the hall of wrong answers shows: from the workbook's root, `npm run site:wrong-answers`. The list is the
// audit's own (`quorate audit --json`, or a file of it: --audit FILE); each story is told by the judge anew.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { declaredWrongAnswers } from '../../grader/audit/answers.ts';
import type { AuditRow } from '../../grader/audit/audit.ts';
import { gradeFile } from '../../grader/judge/host/grade.ts';
import { applyEdits } from '../../grader/mutants/mutant.ts';
import { diagram, layoutOf, plainStyles } from '../../grader/report/index.ts';
import { suites } from '../../grader/suites/all.ts';
import type { WrongAnswer, WrongAnswersData } from '../src/wrong-answers/data.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const columns = 76;

const { edition, rows } = await audited();
const mutants = rows.filter(({ kind, right }) => kind === 'mutant' && right);
const folder = await mkdtemp(join(tmpdir(), 'quorate-wrong-answers-'));
const answers: WrongAnswer[] = [];
let next = 0;
try {
  await Promise.all(Array.from({ length: availableParallelism() }, tellNext));
} finally {
  await rm(folder, { recursive: true, force: true });
}

const data: WrongAnswersData = { edition, answers };
const file = join(root, 'site/src/wrong-answers/data.json');
await writeFile(file, `${JSON.stringify(data, null, 1)}\n`);
console.log(
  `${answers.length} wrong answers, ${answers.filter(({ story }) => story).length} with a story.`,
);

async function audited(): Promise<{ edition: string; rows: readonly AuditRow[] }> {
  const at = process.argv.indexOf('--audit');
  if (at !== -1) return JSON.parse(await readFile(process.argv[at + 1]!, 'utf8'));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'grader/cli/quorate.js'), 'audit', '--json'],
    { cwd: root, maxBuffer: 256 * 1024 * 1024 },
  );
  return JSON.parse(stdout);
}

async function tellNext(): Promise<void> {
  for (let index = next++; index < mutants.length; index = next++) {
    answers[index] = await tell(mutants[index]!, join(folder, String(index)));
  }
}

async function tell(
  { exercise, id, wrong, caughtBy }: AuditRow,
  place: string,
): Promise<WrongAnswer> {
  const suite = suites.find((each) => each.exercise === exercise)!;
  const reference = await readFile(join(root, 'solutions', `${exercise}.ts`), 'utf8');
  const mutant = (await declaredWrongAnswers(exercise)).mutants.find((each) => each.id === id)!;
  const path = join(place, `${exercise}.ts`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, applyEdits(reference, mutant));

  const graded = await gradeFile({
    suite,
    root: place,
    file: `${exercise}.ts`,
    salts: [''],
    quick: true,
    ...(caughtBy === undefined ? {} : { only: caughtBy }),
  });
  const check = graded.verdicts[0]!.checks.find((each) => each.id === caughtBy);
  const story = check?.story;
  return {
    exercise,
    id,
    wrong: wrong ?? mutant.wrong,
    edits: mutant.edits,
    ...(mutant.seen === undefined ? {} : { seen: mutant.seen }),
    caughtBy: check?.title ?? caughtBy ?? '',
    broken: story?.broke.what ?? check?.because ?? '',
    ...(story
      ? {
          deliveries: story.deliveries,
          story: diagram(layoutOf(story.trace, { nodes: story.nodes }), {
            width: columns,
            styles: plainStyles,
          }),
        }
      : {}),
  };
}
