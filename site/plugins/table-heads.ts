// Heads of tables that are empty: the corner of a table is no heading, and a row of nothing is no row.
import type { Element, Root } from 'hast';
import { visit } from 'unist-util-visit';

export const tableHeads = () => (tree: Root) => {
  visit(tree, 'element', (node: Element, index, parent) => {
    if (node.tagName !== 'thead' || index === undefined || !parent) return;
    const cells = node.children.flatMap((row) =>
      row.type === 'element' ? row.children.filter((cell) => cell.type === 'element') : [],
    );
    const empty = cells.filter(({ children }) => children.length === 0);
    if (empty.length === cells.length) parent.children.splice(index, 1);
    for (const cell of empty) cell.tagName = 'td';
  });
};
