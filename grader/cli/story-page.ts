// The story of a verdict as a page: one file that opens from a disk, without a network.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CheckVerdict } from '../judge/verdict.ts';
import { storyHtml } from '../report/index.ts';
import { type Context, remark } from './context.ts';
import { type Source, textOf } from './exercise-file.ts';
import { Problem } from './problem.ts';

interface Wanted {
  /** As it was typed. */
  readonly file: string;
  readonly exercise: string;
  readonly check: CheckVerdict;
  readonly source: Source;
  readonly replay: 'last' | 'token';
  readonly signal: AbortSignal;
}

/**
 * Writes the page of a check's story, and says where.
 * @throws Problem where there is no story, or the file can't be written.
 */
export async function writeStoryPage(context: Context, wanted: Wanted): Promise<void> {
  const { root, grading } = context;
  const { file, exercise, check, source, replay, signal } = wanted;
  const { story, title, chapter, because } = check;
  if (!story?.token) throw noStory(file, check);

  const told = await grading.tellStory(story.token, { root, source, signal });
  const html = storyHtml(
    { ...(told.story ?? story), found: story.found },
    {
      title,
      exercise,
      chapter,
      replay: `npm run replay -- ${replay === 'last' ? 'last' : story.token}`,
      source: linesOf(typeof source === 'string' ? join(root, source) : source.folder),
      ...(because === undefined ? {} : { because }),
      ...(told.beside ? { beside: told.beside } : {}),
    },
  );
  write(context, file, html);
}

/** Nothing was broken, or what broke is no run of a cluster. */
const noStory = (file: string, { title, outcome }: CheckVerdict): Problem =>
  new Problem(
    `Nothing was written to ${file}: “${title}” has no story to draw.`,
    outcome === 'failed'
      ? 'It is about values, or about what never happened: the verdict says all that there is.'
      : 'A story is told where a promise breaks: the verdict says what comes first.',
  );

export const nothingBroke = (file: string): Problem =>
  new Problem(
    `Nothing was written to ${file}: no promise broke.`,
    'A page tells how one breaks: ask for it again when a check fails.',
  );

function write(context: Context, file: string, html: string): void {
  // npm runs scripts in the root of the checkout: a relative path is meant from where npm was called.
  const path = resolve(context.env['INIT_CWD'] ?? process.cwd(), file);
  try {
    writeFileSync(path, html);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Problem(
      `The page could not be written to ${path} (${reasons[code] ?? code}).`,
      'Name a file in a folder that is there: --html story.html',
    );
  }
  remark(context, `The story is a page now: ${path}`);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  EISDIR: 'that is a folder',
  EACCES: 'you may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
};

/** The lines of the answer, each file read once. */
function linesOf(folder: string): (file: string, line: number) => string | undefined {
  const files = new Map<string, string[]>();
  return (file, line) => {
    const lines = files.get(file) ?? (textOf(join(folder, file)) ?? '').split(/\r?\n/);
    files.set(file, lines);
    return lines[line - 1];
  };
}
