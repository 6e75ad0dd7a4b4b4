// Template literals with text in them that the compartment would refuse.
//
// In a plain one, escapes do. A tag function sees the raw text, escapes included (`String.raw`), so there the template
// is taken apart: the tag is called with an object made from two lists of strings, the same object each time.
import type { AnyNode, TaggedTemplateExpression, TemplateElement, TemplateLiteral } from 'acorn';
import { evadeInLiteral, literalOf, wouldBeRefused } from './evade.ts';
import type { Edits } from './instrument.ts';

export function rewriteTemplate(edits: Edits, node: AnyNode, ancestors: readonly AnyNode[]): void {
  if (node.type === 'TaggedTemplateExpression') return rewriteTagged(edits, node, ancestors);
  if (node.type !== 'TemplateLiteral') return;
  const parent = ancestors.at(-2);
  if (parent?.type === 'TaggedTemplateExpression' && parent.quasi === node) return;
  for (const piece of node.quasis) {
    const raw = edits.source.slice(piece.start, piece.end);
    const evaded = evadeInLiteral(raw);
    if (evaded !== raw) edits.text.update(piece.start, piece.end, evaded);
  }
}

function rewriteTagged(
  edits: Edits,
  node: TaggedTemplateExpression,
  ancestors: readonly AnyNode[],
): void {
  const { quasi } = node;
  if (!quasi.quasis.some((piece) => wouldBeRefused(piece.value.raw))) return;

  const site = edits.names.site + edits.sites++;
  const object = `${site}??=${edits.names.template}([${cooked(quasi)}],[${raw(quasi)}])`;
  for (const [index, piece] of quasi.quasis.entries()) {
    const first = index === 0;
    const last = index === quasi.quasis.length - 1;
    // A back-tick or `}` stands before each piece, a back-tick or `${` after it.
    const start = piece.start - 1;
    const end = piece.end + (last ? 1 : 2);
    const opening = first ? `(${object}` : ')';
    edits.text.update(start, end, opening + lineBreaksOf(edits, piece) + (last ? ')' : ',('));
  }

  // `new tag`...`()` makes what the tag returns; `new tag(...)` would make a tag.
  if (ancestors.some((other) => other.type === 'NewExpression' && holds(other.callee, node))) {
    edits.text.prependRight(node.start, '(');
    edits.text.appendLeft(node.end, ')');
  }
}

const holds = (outer: AnyNode, inner: AnyNode) =>
  outer.start <= inner.start && inner.end <= outer.end;

/** `undefined` stands for a piece with an escape that means nothing, which only a tag may see. */
const cooked = ({ quasis }: TemplateLiteral) =>
  quasis.map(({ value }) => (value.cooked == null ? 'void 0' : literalOf(value.cooked))).join(',');

const raw = ({ quasis }: TemplateLiteral) =>
  quasis.map(({ value }) => literalOf(value.raw)).join(',');

const lineBreaksOf = ({ source }: Edits, { start, end }: TemplateElement) =>
  source
    .slice(start, end)
    .match(/\r\n|[\n\r\u2028\u2029]/g)
    ?.join('') ?? '';
