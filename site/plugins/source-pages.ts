// A page for every file that a chapter quotes, so that an excerpt can be read where it stands.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from '@docusaurus/types';
import { quoteOf, withoutMarkers } from './region.ts';
import { root } from './root.ts';

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export default function sourcePages({ baseUrl }: { baseUrl: string }): Plugin<SourceFile[]> {
  return {
    name: 'source-pages',
    loadContent: async () =>
      quotedFiles().map((path) => ({
        path,
        text: withoutMarkers(readFileSync(join(root, path), 'utf8')),
      })),
    async contentLoaded({ content, actions }) {
      for (const file of content) {
        const data = await actions.createData(
          `${file.path.replaceAll('/', '-')}.json`,
          JSON.stringify(file),
        );
        actions.addRoute({
          path: `${baseUrl}source/${file.path}/`,
          component: '@site/src/source/SourcePage.tsx',
          modules: { file: data },
          exact: true,
        });
      }
    },
    getPathsToWatch: () => [join(root, 'solutions', '**', '*.ts')],
  };
}

function quotedFiles(): string[] {
  const chapters = join(root, 'chapters');
  const quoted = readdirSync(chapters, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.mdx?$/.test(name))
    .flatMap((name) => [
      ...readFileSync(join(chapters, name), 'utf8').matchAll(/^\s*```\w+ (.+)$/gm),
    ])
    .flatMap(([, meta]) => quoteOf(meta!)?.file ?? []);
  return [...new Set(quoted)].toSorted();
}
