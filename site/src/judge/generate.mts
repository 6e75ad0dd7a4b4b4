// What the widgets need before a page is rendered: the judge's worker, the exercises with their skeletons, the worlds that
// chapters bring, and the stories that they show. Run by the site's plugin, in a process of its own: telling stories locks its realm down.
//
//   node --import tsx site/src/judge/generate.mts ROOT
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readTexts } from '../../../grader/audit/answers.ts';
import { exerciseFile, textOf } from '../../../grader/cli/exercise-file.ts';
import { skeletonOf } from '../../../grader/cli/skeleton.ts';
import { suites } from '../../../grader/suites/all.ts';
import type { ExerciseData } from '../widgets/exercise/data.ts';
import { findScenes, indexOf, stagesOf } from '../widgets/world/find-scenes.mts';
import { buildWorker } from './build-worker.mts';
import { tellStory, wantedStories } from './stories.mts';

const root = process.argv[2] ?? process.cwd();
const widgets = join(root, 'site/src/widgets/generated');

const worker = await buildWorker(root);
write(join(root, 'site/src/judge/generated/judge.worker-code'), worker);
/** Stories and skeletons are of this judge, and of no other. */
const edition = digest(worker);

for (const suite of suites) {
  const { exercise, title, hints } = suite;
  const skeleton = skeletonOf(root, exercise) ?? textOf(exerciseFile(root, exercise)) ?? '';
  const data: ExerciseData = {
    exercise,
    title,
    skeleton,
    hints,
    checks: suite.checks.map((check) => ({
      id: check.id,
      title: check.title,
      points: check.points,
      ...(check.hints ? { hints: check.hints } : {}),
    })),
  };
  write(join(widgets, 'exercises', `${exercise}.json`), `${JSON.stringify(data)}\n`);
  // Of which the hall of wrong answers makes wrong ones.
  const reference = await readTexts(join(root, 'solutions', `${exercise}.ts`));
  write(join(widgets, 'references', `${exercise}.json`), `${JSON.stringify(reference)}\n`);
}

const scenes = await findScenes(root);
write(join(widgets, 'scenes.ts'), indexOf(scenes));
write(join(widgets, 'stages.json'), `${JSON.stringify(stagesOf(scenes))}\n`);

for (const wanted of wantedStories(pages())) {
  const file = join(widgets, 'stories', `${wanted.key}.json`);
  const reference = await readTexts(join(root, 'solutions', `${wanted.exercise}.ts`));
  const made = digest(edition + JSON.stringify([reference, wanted]));
  if (existsSync(file) && readFileSync(file, 'utf8').includes(made)) continue;
  const told = await tellStory(wanted, reference);
  write(file, `${JSON.stringify({ made, told })}\n`);
}

/** The texts of all pages that may show a story. */
function pages(): string[] {
  return ['chapters', 'site/docs', 'site/src/pages', 'site/src/landing'].flatMap((folder) => {
    if (!existsSync(join(root, folder))) return [];
    return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:mdx|tsx)$/.test(file))
      .map((file) => readFileSync(join(root, folder, file), 'utf8'));
  });
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}

/** A file that stays as it was is not touched: whoever watches would build again. */
function write(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
