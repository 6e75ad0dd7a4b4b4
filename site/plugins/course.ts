// What the pages about the whole course need: the chapters with their exercises, in order, and while the site is served
// from a checkout, the progress that the command line keeps there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedContent } from '@docusaurus/plugin-content-docs';
import type { Plugin } from '@docusaurus/types';
import { readCatalogue } from '../../grader/cli/catalogue.ts';
import type { ChapterFrontMatter } from './front-matter.ts';
import { inWords, root } from './root.ts';

export interface Course {
  readonly chapters: readonly Chapter[];
  /** The text of `.quorate/progress.txt`, in a checkout that is served, never in a build. */
  readonly checkout?: string;
  /** Whether an instructor has put a `class.json` among the static files. */
  readonly hasClass: boolean;
}

export interface Chapter {
  readonly folder: string;
  readonly title: string;
  /** Its first page. */
  readonly page: string;
  /** What its first page says that the reader will learn. */
  readonly learn: readonly string[];
  readonly exercises: readonly { id: string; title: string; page: string; starred: boolean }[];
}

export default function course(): Plugin {
  const progress = join(root, '.quorate', 'progress.txt');
  const isServed = process.env['NODE_ENV'] === 'development';
  return {
    name: 'course',
    getPathsToWatch: () => (isServed ? [progress] : []),
    async allContentLoaded({ allContent, actions }) {
      const docs = allContent['docusaurus-plugin-content-docs']!['default'] as LoadedContent;
      const pages = docs.loadedVersions[0]!.docs;
      const ids = readCatalogue(root);
      const folders = [...new Set(pages.map(({ sourceDirName }) => sourceDirName))].toSorted();
      const chapters = folders.map((folder): Chapter => {
        const exercises = ids
          .filter((id) => id.startsWith(`${folder}/`))
          .flatMap((id) => {
            const page = pages.find((each) => each.id === id);
            if (!page) return [];
            const { starred = false } = page.frontMatter as ChapterFrontMatter;
            return [{ id, title: page.title, page: page.permalink, starred }];
          });
        const ofChapter = (id: string | undefined) => pages.find((page) => page.id === id);
        const index = ofChapter(`${folder}/index`);
        const first = index ?? ofChapter(exercises[0]?.id);
        const { learn = [] } = (first?.frontMatter ?? {}) as ChapterFrontMatter;
        return {
          folder,
          title: (exercises.length === 1 ? first : index)?.title ?? inWords(folder),
          page: first?.permalink ?? '',
          learn,
          exercises,
        };
      });
      const checkout =
        isServed && existsSync(progress) ? { checkout: readFileSync(progress, 'utf8') } : {};
      const hasClass = existsSync(join(root, 'site', 'static', 'class.json'));
      actions.setGlobalData({ chapters, hasClass, ...checkout } satisfies Course);
    },
  };
}
