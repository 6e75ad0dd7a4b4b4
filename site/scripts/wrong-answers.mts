// Writes what the hall of wrong answers shows: from the workbook's root, `npm run site:wrong-answers`, or with the ids of
// exercises for those alone. The same input gives the same files. To be run when mutants, suites or the judge have changed:
// a test says so.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WrongAnswersOf } from '../src/wrong-answers/data.ts';
import { exercisesWithSuites, tellWrongAnswers } from '../src/wrong-answers/tell.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = join(root, 'site/src/wrong-answers/data');
const all = exercisesWithSuites();
const asked = process.argv.slice(2);

const wanted = all.filter((id) => asked.length === 0 || asked.some((word) => id.includes(word)));
if (wanted.length === 0) throw new Error(`No exercise is called ${asked.join(' or ')}.`);

for (const exercise of wanted) {
  const { told, troubles } = await tellWrongAnswers(root, exercise);
  const file = join(folder, `${exercise}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, textOf(told));
  const stories = told.answers.filter(({ token }) => token !== undefined).length;
  console.log(`${exercise}: ${told.answers.length} wrong answers, ${stories} with a story.`);
  for (const trouble of troubles) console.error(trouble);
  if (troubles.length > 0) process.exitCode = 1;
}

const known: Record<string, number> = {};
for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
  const exercise = name.replaceAll('\\', '/').replace(/\.json$/, '');
  if (!exercise.includes('/')) continue;
  const file = join(folder, name);
  if (all.includes(exercise)) known[exercise] = answersIn(file);
  else rmSync(file);
}
writeFileSync(join(folder, 'index.json'), `${JSON.stringify(known, null, 2)}\n`);

function answersIn(file: string): number {
  return (JSON.parse(readFileSync(file, 'utf8')) as WrongAnswersOf).answers.length;
}

/** A line for each answer, so that a change shows which ones it touches. */
function textOf({ exercise, answers }: WrongAnswersOf): string {
  const lines = answers.map((answer) => JSON.stringify(answer)).join(',\n');
  return `{"exercise":${JSON.stringify(exercise)},"answers":[\n${lines}\n]}\n`;
}
