// Values as a person would note them down: `store op=1 stamp={time:1 by:c1}`, a set `{r1 r2}`, a map `{r1→3 r2→4}`.
// Short rather than exact: strings are quoted only where they could be taken for something else.
import type { Message } from '../sim/index.ts';
import { cut, printable, widthOf } from './fit.ts';

/** `value` in at most `width` columns: what is nested deep is left out before anything is cut. */
export function valueText(value: unknown, width: number): string {
  return fitted((depth) => textOf(value, depth), width, [6, 3, 2, 1]);
}

/** `type field=value …` in at most `width` columns. */
export function messageText(message: Message, width: number): string {
  const { type, ...fields } = message;
  const parts = (depth: number) => [printable(type), ...fieldTexts(fields, '=', depth)];
  const text = fitted((depth) => parts(depth).join(' '), width);
  return text.endsWith('…') ? wholeParts(parts(0), width) : text;
}

/** `field=value …` for a part of an object. */
export function fieldsText(fields: object, width: number): string {
  return fitted((depth) => fieldTexts(fields, '=', depth).join(' '), width);
}

/** As many parts as fit, none of them cut, but for the first. */
function wholeParts(parts: readonly string[], width: number): string {
  let text = cut(parts[0]!, width);
  for (const part of parts.slice(1)) {
    if (widthOf(`${text} ${part} …`) > width) return widthOf(text) + 2 > width ? text : `${text} …`;
    text += ` ${part}`;
  }
  return text;
}

function fitted(
  textAt: (depth: number) => string,
  width: number,
  depths = [6, 3, 2, 1, 0],
): string {
  let text = '';
  for (const depth of depths) {
    text = textAt(depth);
    if (widthOf(text) <= width) return text;
  }
  return cut(text, width);
}

const itemsMax = 40;
const stringLengthMax = 200;

function textOf(value: unknown, depth: number): string {
  if (typeof value === 'string') return stringText(value);
  if (typeof value !== 'object' || value === null) return printable(String(value));

  if (Array.isArray(value)) return `[${inner(value, value.length, depth, (item) => [item])}]`;
  if (value instanceof Set) return `{${inner(value, value.size, depth, (item) => [item])}}`;
  if (value instanceof Map) {
    return `{${inner(value, value.size, depth, ([key, item]) => [key, item], '→')}}`;
  }
  if (depth === 0) return Object.keys(value).length === 0 ? '{}' : '{…}';
  return `{${fieldTexts(value, ':', depth - 1).join(' ')}}`;
}

function inner<Item>(
  items: Iterable<Item>,
  count: number,
  depth: number,
  parts: (item: Item) => unknown[],
  joint = '',
): string {
  if (count === 0) return '';
  if (depth === 0) return `…${count}`;
  const texts: string[] = [];
  for (const item of items) {
    if (texts.length === itemsMax) return `${texts.join(' ')} …${count - itemsMax} more`;
    texts.push(
      parts(item)
        .map((part) => textOf(part, depth - 1))
        .join(joint),
    );
  }
  return texts.join(' ');
}

function fieldTexts(fields: object, joint: string, depth: number): string[] {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  const texts = entries
    .slice(0, itemsMax)
    .map(([key, value]) => `${printable(key)}${joint}${textOf(value, depth)}`);
  return entries.length > itemsMax ? [...texts, `…${entries.length - itemsMax} more`] : texts;
}

/** Words that would be read as another kind of value. */
const literals = new Set(['true', 'false', 'null', 'undefined', 'NaN', 'Infinity']);

function stringText(text: string): string {
  const isWord = /^[\p{L}_][\p{L}\p{N}_./-]*$/u.test(text) && !literals.has(text);
  const short = text.length > stringLengthMax ? `${text.slice(0, stringLengthMax)}…` : text;
  return printable(isWord ? short : JSON.stringify(short));
}
