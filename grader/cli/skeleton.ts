// The skeleton that an exercise began as. A learner edits it in place and may commit the edits, so HEAD is no place to look.
// The newest commit that touched what is not the learner's (the grader, chapters, references) is one of the workbook's:
// the tree of that commit holds the skeletons as they were handed out.
import { execFileSync } from 'node:child_process';

/** `undefined` where the copy has no git history, or the exercise is not in it. */
export function skeletonOf(root: string, id: string): string | undefined {
  const commit = git(root, 'log', '-1', '--format=%H', '--', 'grader', 'chapters', 'solutions');
  if (!commit) return undefined;
  return git(root, 'show', `${commit.trim()}:./exercises/${id}.ts`);
}

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
