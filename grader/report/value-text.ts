// Values as a person would note them down: `store op=1 stamp={time:1 by:c1}`, a set `{r1 r2}`, a map `{r1→3 r2→4}`.
// Short rather than exact: strings are quoted only where they could be taken for something else, and where there is
// little room names go before values do.
import type { Message } from '../sim/index.ts';
import { cut, fits, printable, widthOf } from './fit.ts';

/** `value` in at most `width` columns. */
export function valueText(value: unknown, width: number): string {
  return fitted((brevity) => textOf(value, brevity), width, valueBrevities);
}

/** `type field=value …` in at most `width` columns. */
export function messageText(message: Message, width: number): string {
  const { type, ...fields } = message;
  const parts = (brevity: Brevity) => [printable(type), ...fieldTexts(fields, '=', brevity)];
  const text = fittedParts(parts, width, messageBrevities);
  return text.endsWith('…') ? wholeParts(parts(messageBrevities.at(-1)!), width) : text;
}

/** `field=value …` for a part of an object. */
export function fieldsText(fields: object, width: number): string {
  return fittedParts((brevity) => fieldTexts(fields, '=', brevity), width, fieldBrevities);
}

/** What is left out. */
interface Brevity {
  /** How many levels are told. */
  readonly depth: number;
  /** Whether the fields of inner objects are named: `{count:1 by:c1}` or `{1 c1}`. */
  readonly innerNames: boolean;
  /** Whether all outer fields are named, or those alone whose values say little: `term=1`. */
  readonly outerNames: boolean;
}

const brevity = (depth: number, innerNames = false, outerNames = true): Brevity => ({
  depth,
  innerNames,
  outerNames,
});

// Each list from the longest text to the shortest.
const valueBrevities = [brevity(6, true), brevity(3, true), brevity(6), brevity(2), brevity(1)];
const fieldBrevities = [brevity(6, true), ...[6, 2, 1, 0].map((depth) => brevity(depth))];
const messageBrevities = [
  brevity(6, true),
  brevity(6),
  ...[6, 2, 1, 0].map((depth) => brevity(depth, false, false)),
];

function fitted(
  textFor: (brevity: Brevity) => string,
  width: number,
  brevities: readonly Brevity[],
): string {
  let text = '';
  for (const brevity of brevities) {
    text = textFor(brevity);
    if (fits(text, width)) return text;
  }
  return cut(text, width);
}

/** Parts, each told at more length than the others where there is room for it: the first ones first. */
function fittedParts(
  partsFor: (brevity: Brevity) => string[],
  width: number,
  brevities: readonly Brevity[],
): string {
  const levels = brevities.map((brevity) =>
    partsFor(brevity).map((text) => ({ text, width: widthOf(text) })),
  );
  const widthOfAll = (parts: readonly { readonly width: number }[]) =>
    parts.reduce((sum, part) => sum + part.width + 1, -1);
  const textOfAll = (parts: readonly { readonly text: string }[]) =>
    parts.map(({ text }) => text).join(' ');

  const level = levels.findIndex((parts) => widthOfAll(parts) <= width);
  if (level < 0) return cut(textOfAll(levels.at(-1)!), width);
  let parts = levels[level]!;
  for (const index of parts.keys()) {
    const longer = levels.slice(0, level).map((each) => parts.with(index, each[index]!));
    parts = longer.find((candidate) => widthOfAll(candidate) <= width) ?? parts;
  }
  return textOfAll(parts);
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

const itemsMax = 40;
const stringLengthMax = 200;

function textOf(value: unknown, brevity: Brevity): string {
  if (typeof value === 'string') return stringText(value);
  if (typeof value !== 'object' || value === null) return printable(String(value));

  const inner = { ...brevity, depth: brevity.depth - 1, outerNames: brevity.innerNames };
  const text = (item: unknown) => textOf(item, inner);
  if (Array.isArray(value)) return `[${itemTexts(value, value.length, brevity, text)}]`;
  if (value instanceof Set) return `{${itemTexts(value, value.size, brevity, text)}}`;
  if (value instanceof Map) {
    return `{${itemTexts(value, value.size, brevity, ([key, item]) => `${text(key)}→${text(item)}`)}}`;
  }
  if (brevity.depth === 0) return Object.keys(value).length === 0 ? '{}' : '{…}';
  return `{${fieldTexts(value, ':', { ...inner, innerNames: brevity.innerNames }).join(' ')}}`;
}

function itemTexts<Item>(
  items: Iterable<Item>,
  count: number,
  { depth }: Brevity,
  text: (item: Item) => string,
): string {
  if (count === 0) return '';
  if (depth === 0) return `…${count}`;
  const texts: string[] = [];
  for (const item of items) {
    if (texts.length === itemsMax) return `${texts.join(' ')} …${count - itemsMax} more`;
    texts.push(text(item));
  }
  return texts.join(' ');
}

function fieldTexts(fields: object, joint: '=' | ':', brevity: Brevity): string[] {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  const texts = entries.slice(0, itemsMax).map(([key, value]) => {
    const text = textOf(value, brevity);
    const saysEnough = joint === ':' || typeof value === 'string' || Object(value) === value;
    return brevity.outerNames || !saysEnough ? `${printable(key)}${joint}${text}` : text;
  });
  return entries.length > itemsMax ? [...texts, `…${entries.length - itemsMax} more`] : texts;
}

/** Words that would be read as another kind of value. */
const literals = new Set(['true', 'false', 'null', 'undefined', 'NaN', 'Infinity']);

function stringText(text: string): string {
  const isWord = /^[\p{L}_][\p{L}\p{N}_./-]*$/u.test(text) && !literals.has(text);
  const short = text.length > stringLengthMax ? `${text.slice(0, stringLengthMax)}…` : text;
  return printable(isWord ? short : JSON.stringify(short));
}
