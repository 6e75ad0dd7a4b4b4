// The skeleton that an exercise began as. A learner edits it in place and may commit the edits, so HEAD is no place to look.
// The newest commit that touched what is not the learner's (the grader, chapters, references) is one of the workbook's:
// the tree of that commit holds the skeletons as they were handed out.
// A copy without git, unpacked from an archive, keeps each file as it was when it was first looked at.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exerciseFile, textOf } from './exercise-file.ts';

/** `undefined` where neither git nor a kept file knows it. */
export function skeletonOf(root: string, id: string): string | undefined {
  const commit = git(root, 'log', '-1', '--format=%H', '--', 'grader', 'chapters', 'solutions');
  if (!commit) return textOf(keptFile(root, id));
  return git(root, 'show', `${commit.trim()}:./exercises/${id}.ts`);
}

/** Before the first grading of an exercise: it may be the last moment at which its skeleton is whole. */
export function keepSkeleton(root: string, id: string): void {
  const [file, kept] = [exerciseFile(root, id), keptFile(root, id)];
  if (existsSync(join(root, '.git')) || existsSync(kept) || !existsSync(file)) return;
  mkdirSync(dirname(kept), { recursive: true });
  copyFileSync(file, kept);
}

const keptFile = (root: string, id: string): string =>
  join(root, '.quorate', 'skeletons', `${id}.ts`);

function git(root: string, ...argv: string[]): string | undefined {
  try {
    return execFileSync('git', argv, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}
