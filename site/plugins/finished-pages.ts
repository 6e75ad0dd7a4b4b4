// What is done to every page once it is rendered: first frames of widgets are put in place, so that they are seen without a
// script; and the font of the text is asked for with the page, so that what is read first doesn't move.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from '@docusaurus/types';
import { inlineFrames } from '../src/widgets/inline-frames.ts';

const fonts = 'assets/fonts';

/** Buttons that nothing listens to are worse than none. */
const withoutScript =
  '.q-widget :is(.q-transport,.q-tools,.q-more,.q-count,button){display:none}' +
  ".q-widget::after{color:var(--ink-soft);content:'Allow scripts to operate this.';font-size:.85em}";

export default function finishedPages(): Plugin {
  return {
    name: 'finished-pages',
    injectHtmlTags: () => ({
      headTags: [{ tagName: 'noscript', innerHTML: `<style>${withoutScript}</style>` }],
    }),
    async postBuild({ outDir, baseUrl }) {
      const link = fontLink(baseUrl, await readdir(join(outDir, fonts)));
      const files = await readdir(outDir, { recursive: true });
      for (const file of files.filter((each) => each.endsWith('.html'))) {
        const html = await readFile(join(outDir, file), 'utf8');
        // After the character set, which must come first.
        const early = html.replace(/<meta charset[^>]*>/i, (meta) => meta + link);
        await writeFile(join(outDir, file), inlineFrames(early));
      }
    },
  };
}

function fontLink(baseUrl: string, names: readonly string[]): string {
  const font = names.find((name) => /^source-serif-4-latin-wght-normal.*\.woff2$/.test(name));
  if (font === undefined) throw new Error('The font of the text is not among the assets.');
  return `<link rel="preload" as="font" type="font/woff2" crossorigin href="${baseUrl}${fonts}/${font}">`;
}
