import type { Root } from 'mdast';
import { expect, test } from 'vitest';
import { VFile } from 'vfile';
import { quotedCode } from './quoted-code.ts';

const page = (meta: string): Root => ({
  type: 'root',
  children: [{ type: 'code', lang: 'ts', meta, value: '' }],
});
const quote = (tree: Root) => quotedCode()(tree, new VFile({ path: 'chapters/page.mdx' }));

test('the code of the region takes the place of the empty fence, in a frame that names the file', () => {
  const tree = page('file=solutions/00-warm-up/tally.ts#counter');
  quote(tree);

  expect(tree.children[0]).toMatchObject({
    name: 'QuotedCode',
    children: [
      { type: 'code', meta: null, value: expect.stringContaining('export const counter') },
    ],
  });
});

test.each([
  ['file=solutions/00-warm-up/tally.ts#nothing', 'There is no region "nothing".'],
  ['file=solutions/nowhere.ts#counter', 'There is no file solutions/nowhere.ts.'],
  ['file=solutions/00-warm-up/tally.ts', 'should be file=PATH#REGION'],
])('%s fails the build', (meta, because) => {
  expect(() => quote(page(meta))).toThrow(because);
});

test('other code is left as it is', () => {
  const tree = page('title="a"');
  quote(tree);

  expect(tree).toEqual(page('title="a"'));
});
