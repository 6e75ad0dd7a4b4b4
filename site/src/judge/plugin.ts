// Makes the judge and the stories before a page is rendered, and again when a page names another one.
import { spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Plugin } from '@docusaurus/types';
import { inlineFrames } from '../widgets/inline-frames.ts';

export default function judge({ siteDir }: { readonly siteDir: string }): Plugin {
  const root = resolve(siteDir, '..');
  return {
    name: 'judge',
    getPathsToWatch: () => [
      join(root, 'chapters/**/*.mdx'),
      join(root, 'solutions/**/*.ts'),
      join(root, 'grader/{suites,mutants}/**/*.ts'),
    ],
    loadContent: () => generate(root),
    postBuild: ({ outDir }) => showFrames(outDir),
    configureWebpack: () => ({
      module: {
        rules: [
          {
            // It is built already, and is no part of the site's own code.
            test: /\.worker-code$/,
            type: 'asset/resource',
            generator: { filename: 'assets/js/[name].[contenthash:8].js' },
          },
        ],
      },
    }),
  };
}

/** First frames of widgets are seen without a script. */
async function showFrames(outDir: string): Promise<void> {
  const files = await readdir(outDir, { recursive: true });
  for (const file of files.filter((each) => each.endsWith('.html'))) {
    const html = await readFile(join(outDir, file), 'utf8');
    const shown = inlineFrames(html);
    if (shown !== html) await writeFile(join(outDir, file), shown);
  }
}

async function generate(root: string): Promise<void> {
  const script = join(root, 'site/src/judge/generate.mts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, root], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise<number | null>((done, failed) => {
    child.on('error', failed).on('exit', done);
  });
  if (code !== 0) throw new Error('The judge and the stories of the site could not be made.');
}
