// Makes the judge and the stories before a page is rendered, and again when a page names another one.
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { Plugin } from '@docusaurus/types';

export default function judge({ siteDir }: { readonly siteDir: string }): Plugin {
  const root = resolve(siteDir, '..');
  return {
    name: 'judge',
    getPathsToWatch: () => [
      join(root, 'chapters/**/*.{mdx,ts}'),
      join(root, 'solutions/**/*.ts'),
      join(root, 'grader/{suites,mutants}/**/*.ts'),
    ],
    loadContent: () => generate(root),
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
