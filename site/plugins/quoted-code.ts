// ```ts file=solutions/02-quorums/register.ts#types becomes that region of that file, with a link to the whole of it. A
// file or a region that isn't there fails the build.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Code, Root } from 'mdast';
import type { MdxJsxFlowElement } from 'mdast-util-mdx-jsx';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { attribute } from './jsx.ts';
import { quoteOf, region } from './region.ts';
import { root } from './root.ts';

export const quotedCode = () => (tree: Root, file: VFile) => {
  visit(tree, 'code', (node: Code, index, parent) => {
    if (index === undefined || parent === undefined || !/(?:^|\s)file=/.test(node.meta ?? ''))
      return;
    const quote = quoteOf(node.meta ?? '');
    if (quote === undefined) file.fail(`"${node.meta}" should be file=PATH#REGION.`, node);

    const path = join(root, quote.file);
    if (!existsSync(path)) file.fail(`There is no file ${quote.file}.`, node);
    try {
      node.value = region(readFileSync(path, 'utf8'), quote.name);
    } catch (error) {
      file.fail(`${quote.file}: ${(error as Error).message}`, node);
    }
    node.meta = null;

    const figure: MdxJsxFlowElement = {
      type: 'mdxJsxFlowElement',
      name: 'QuotedCode',
      attributes: [attribute('file', quote.file), attribute('region', quote.name)],
      children: [node],
    };
    parent.children[index] = figure;
    return index + 1;
  });
};
