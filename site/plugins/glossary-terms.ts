// The first time that a chapter uses a term of the glossary, it is underlined, with its definition on hover and focus.
// Words in headings, links, code and emphasis (where a term is being introduced) are left alone.
import type { Root, Text } from 'mdast';
import type { MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import { SKIP, visitParents } from 'unist-util-visit-parents';
import type { VFile } from 'vfile';
import { terms } from '../src/glossary/terms.ts';
import { attribute } from './jsx.ts';
import { pageOf } from './root.ts';

const leftAlone = new Set([
  'heading',
  'contentTitle',
  'link',
  'linkReference',
  'emphasis',
  'strong',
  'table',
  'mdxJsxTextElement',
]);

/** A phrase to look for, longest first, so that "majority quorum" wins over "quorum". */
const phrases = terms
  .flatMap(({ id, forms }) => forms.map((form) => ({ id, form })))
  .toSorted((a, b) => b.form.length - a.form.length);
const pattern = new RegExp(String.raw`\b(?:${phrases.map(({ form }) => form).join('|')})\b`, 'gi');
const idOf = (words: string): string | undefined =>
  phrases.find(({ form }) => form.toLowerCase() === words.toLowerCase())?.id;

export const glossaryTerms = () => (tree: Root, file: VFile) => {
  if (pageOf(file.path) === undefined) return;
  const seen = new Set<string>();

  visitParents(tree, 'text', (node: Text, ancestors) => {
    const isOut = ancestors.some(
      (each) => leftAlone.has(each.type) || ('name' in each && each.name === 'summary'),
    );
    if (isOut) return;

    const parts: (Text | MdxJsxTextElement)[] = [];
    let from = 0;
    for (const match of node.value.matchAll(pattern)) {
      const id = idOf(match[0]);
      if (id === undefined || seen.has(id)) continue;
      seen.add(id);
      parts.push({ type: 'text', value: node.value.slice(from, match.index) });
      parts.push(term(id, match[0]));
      from = match.index + match[0].length;
    }
    if (parts.length === 0) return;

    parts.push({ type: 'text', value: node.value.slice(from) });
    const parent = ancestors.at(-1)!;
    const index = (parent.children as unknown[]).indexOf(node);
    (parent.children as unknown[]).splice(index, 1, ...parts);
    return [SKIP, index + parts.length];
  });
};

const term = (id: string, words: string): MdxJsxTextElement => ({
  type: 'mdxJsxTextElement',
  name: 'Term',
  attributes: [attribute('id', id)],
  children: [{ type: 'text', value: words }],
});
