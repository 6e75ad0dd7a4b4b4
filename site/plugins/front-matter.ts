// What the site adds to the front matter of a chapter page: which exercise it belongs to, and how long it takes to read.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ParseFrontMatter } from '@docusaurus/types';
import { pageOf, root } from './root.ts';

/** What a chapter page may say of itself. All of it is optional. */
export interface ChapterFrontMatter {
  /** What the reader will have learned. */
  readonly learn?: readonly string[];
  /** What the reader should know or have done before. */
  readonly needs?: readonly string[];
  /** How long reading and writing take, in words: `two hours`. */
  readonly time?: string;
  /** What to take along, at the end. */
  readonly learned?: readonly string[];
  /** Beyond the core path. */
  readonly starred?: boolean;
  /** Added here: the id of the exercise, where the page has one. */
  readonly exercise?: string;
  /** Added here: how long the text takes to read. */
  readonly minutes?: number;
}

const wordsAMinute = 200;

export const frontMatterOf: ParseFrontMatter = async (params) => {
  const parsed = await params.defaultParseFrontMatter(params);
  const page = pageOf(params.filePath);
  if (page === undefined) return parsed;

  const words = parsed.content.split(/\s+/).filter((word) => /\w/.test(word)).length;
  return {
    ...parsed,
    frontMatter: {
      ...parsed.frontMatter,
      minutes: Math.max(1, Math.round(words / wordsAMinute)),
      ...(existsSync(join(root, 'exercises', `${page}.ts`)) ? { exercise: page } : {}),
    },
  };
};
