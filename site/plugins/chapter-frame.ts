// One frame for every page of a chapter: what it is about before the text, the exercise in the brief, what was learned
// after it. Pages need not ask for it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Heading, Root } from 'mdast';
import type { VFile } from 'vfile';
import { element } from './jsx.ts';
import { pageOf, root } from './root.ts';

export const chapterFrame = () => (tree: Root, file: VFile) => {
  const page = pageOf(file.path);
  if (page === undefined) return;

  const isExercise = existsSync(join(root, 'exercises', `${page}.ts`));
  const asksItself = tree.children.some(
    (node) => node.type === 'mdxJsxFlowElement' && node.name === 'Exercise',
  );
  if (isExercise && !asksItself) {
    tree.children.splice(endOfBrief(tree), 0, element('Exercise', { id: page }));
  }

  const title = tree.children.findIndex((node) => node.type === 'heading' && node.depth === 1);
  tree.children.splice(title === -1 ? afterImports(tree) : title + 1, 0, element('ChapterStart'));
  tree.children.push(element('ChapterEnd'));
};

const isHeading = (node: Root['children'][number]): node is Heading => node.type === 'heading';

/** Where the section "The brief" ends, or the page where there is none. */
function endOfBrief({ children }: Root): number {
  const brief = children.findIndex(
    (node) => isHeading(node) && node.depth === 2 && textOf(node) === 'The brief',
  );
  if (brief === -1) return children.length;
  const next = children.findIndex(
    (node, index) => index > brief && isHeading(node) && node.depth <= 2,
  );
  return next === -1 ? children.length : next;
}

const afterImports = ({ children }: Root): number =>
  children.findLastIndex((node) => node.type === 'mdxjsEsm' || node.type === 'yaml') + 1;

const textOf = ({ children }: Heading): string =>
  children.map((child) => ('value' in child ? child.value : '')).join('');
