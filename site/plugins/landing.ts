// The landing page, with the verdict that the README shows: a real one, which a test keeps true.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from '@docusaurus/types';
import { root } from './root.ts';

export interface LandingData {
  readonly verdict: string;
}

export default function landing({ baseUrl }: { baseUrl: string }): Plugin {
  const readme = join(root, 'README.md');
  return {
    name: 'landing',
    getPathsToWatch: () => [readme],
    async contentLoaded({ actions }) {
      const [, verdict] =
        /## A verdict[^]*?```text\n([^]*?)```/.exec(readFileSync(readme, 'utf8')) ?? [];
      if (verdict === undefined) throw new Error('The README shows no verdict any more.');
      const data = await actions.createData(
        'landing.json',
        JSON.stringify({ verdict: verdict.trimEnd() } satisfies LandingData),
      );
      actions.addRoute({
        path: baseUrl,
        component: '@site/src/landing/Landing.tsx',
        modules: { data },
        exact: true,
      });
    },
  };
}
