// Makes the bundle of a submission safe to evaluate, and countable.
//
// Countable: a tick is put at the start of every function and of every turn of a loop, so that "did not return" is a
// number of calls and turns, the same on every machine. Safe: what the compartment would refuse by mistake is written
// differently (see `evade.ts`), and what it must not see at all is refused here with a sentence. No line is added or
// removed, so a position can be found again.
import { parse, tokTypes, type AnyNode, type Comment, type Token } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { MagicString } from 'magic-string';
import { evadeInLiteral, evadeInName, literalOf, wouldBeRefused } from './evade.ts';
import type { Shifts } from './source-map.ts';
import { keptGlobals } from './globals.ts';
import { rewriteTemplate } from './templates.ts';
import { insertTicks } from './ticks.ts';

export type Instrumented =
  | { outcome: 'instrumented'; code: string; shifts: Shifts; unknownNames: string[] }
  /** `line` and `column` are those of the source that was given, from 1. */
  | { outcome: 'refused'; because: string; line: number; column: number }
  /** The parser is recursive. Nothing that a person wrote comes near its limit. */
  | { outcome: 'nested too deeply' };

/** Names for what only the judge may use, chosen so that no name in the source is one of them. */
export interface HiddenNames {
  tick: string;
  /** Makes the object that a tag function gets, for a template that had to be rewritten. */
  template: string;
  regExp: string;
  /** Followed by a number: that object, kept, since a tag gets the same one each time. */
  site: string;
}

/** What happens during one instrumentation: the source, its edits, and the templates that need to be kept. */
export interface Edits {
  source: string;
  text: MagicString;
  names: HiddenNames;
  sites: number;
}

/**
 * Turns a bundle (the text of a strict function that has `module`, `exports` and `require`) into an expression: a
 * function of the hidden helpers, which returns the function to call for each boot. Both are anonymous arrows, so the
 * submission has no name for either, nor for what they close over.
 */
export function instrument(source: string): Instrumented {
  const comments: Comment[] = [];
  const tokens: Token[] = [];
  try {
    const program = parse(source, {
      ecmaVersion: 'latest',
      // Not what a bundle is, but how it runs: strict, and without HTML comments.
      sourceType: 'module',
      onComment: comments,
      onToken: tokens,
    });
    const edits = {
      source,
      text: new MagicString(source),
      names: hiddenNames(tokens),
      sites: 0,
    };
    removeComments(edits, comments);
    evadeTokens(edits, tokens);
    const names = new NamesInUse();
    fullAncestor(program, (node, _state, ancestors, role) => {
      refuse(source, node, ancestors);
      names.see(node, role);
      rewriteTemplate(edits, node, ancestors);
      insertTicks(edits, node, tokens);
    });
    const unknownNames = names.unknown();
    fullAncestor(program, (node) => answerTypeof(edits, node, unknownNames));
    return finish(edits, [...unknownNames]);
  } catch (error) {
    return refusalOf(error);
  }
}

/** Thrown while the tree is walked, where no value can be returned. */
class Refusal {
  readonly because: string;
  readonly line: number;
  readonly column: number;

  constructor(because: string, source: string, position: number) {
    this.because = because;
    const before = source.slice(0, position).split('\n');
    this.line = before.length;
    this.column = before.at(-1)!.length + 1;
  }
}

function refusalOf(error: unknown): Instrumented {
  if (error instanceof RangeError || /stack space/.test(String(error))) {
    return { outcome: 'nested too deeply' };
  }
  if (error instanceof Refusal) {
    const { because, line, column } = error;
    return { outcome: 'refused', because, line, column };
  }
  if (error instanceof SyntaxError && 'loc' in error) {
    const { line, column } = error.loc as { line: number; column: number };
    const because = error.message.replace(/ \(\d+:\d+\)$/, '.');
    return { outcome: 'refused', because, line, column: column + 1 };
  }
  throw error;
}

function refuse(source: string, node: AnyNode, ancestors: readonly AnyNode[]): void {
  if (node.type === 'ImportExpression') {
    const because =
      'import() does not exist here: write an import statement at the top of the file.';
    throw new Refusal(because, source, node.start);
  }
  if (node.type === 'MetaProperty' && node.meta.name === 'import') {
    throw new Refusal('import.meta does not exist here.', source, node.start);
  }
  if (/^(Import|Export)/.test(node.type)) {
    throw new Refusal('A bundle has no import or export statements.', source, node.start);
  }
  const isAwait = node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await);
  if (isAwait && !ancestors.some((other) => /Function/.test(other.type))) {
    throw new Refusal('await exists only inside an async function.', source, node.start);
  }
  // Outside of a function these would be the arguments of whatever evaluates the bundle: an object that all boots share.
  if (node.type === 'Identifier' && node.name === 'arguments' && !ancestors.some(hasArguments)) {
    throw new Refusal('"arguments" exists only inside a function.', source, node.start);
  }
}

const hasArguments = (node: AnyNode) =>
  node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression';

/** What a token says, escapes resolved. (acorn has it, its types do not.) */
const valueOf = (token: Token) => (token as Token & { value: unknown }).value;

function hiddenNames(tokens: readonly Token[]): HiddenNames {
  const taken = new Set(tokens.map((token) => String(valueOf(token))));
  const free = (name: string) => {
    let candidate = name;
    // A prefix is compared, since sites are numbered.
    while ([...taken].some((other) => other.startsWith(candidate))) candidate += '_';
    return candidate;
  };
  return { tick: free('$t'), template: free('$m'), regExp: free('$r'), site: free('$s') };
}

/**
 * Names that are read and that nothing declares, anywhere in the bundle: misspelt ones, and globals of other hosts. In a
 * compartment they would read as `undefined`, silently.
 */
class NamesInUse {
  readonly #declared = new Set(['arguments', 'module', 'exports', 'require']);
  readonly #read = new Set<string>();

  see(node: AnyNode, role: string): void {
    if (node.type !== 'Identifier') return;
    (role === 'VariablePattern' ? this.#declared : this.#read).add(node.name);
  }

  unknown(): Set<string> {
    const isKnown = (name: string) => this.#declared.has(name) || keptGlobals.has(name);
    return new Set([...this.#read].filter((name) => !isKnown(name)));
  }
}

/** `typeof process` is how a program asks whether a name exists. It is not an attempt to use it. */
function answerTypeof({ text }: Edits, node: AnyNode, unknownNames: Set<string>): void {
  if (node.type !== 'UnaryExpression' || node.operator !== 'typeof') return;
  const { argument } = node;
  if (argument.type !== 'Identifier' || !unknownNames.has(argument.name)) return;
  text.update(argument.start, argument.end, 'void 0');
}

const lineBreaks = /[\n\r\u2028\u2029]/g;

/** A comment becomes what it means: a space, or the line breaks in it. */
function removeComments({ text }: Edits, comments: readonly Comment[]): void {
  for (const { start, end, value } of comments) {
    text.update(start, end, value.match(lineBreaks)?.join('') ?? ' ');
  }
}

function evadeTokens(edits: Edits, tokens: readonly Token[]): void {
  const { source, text } = edits;
  for (const [index, token] of tokens.entries()) {
    const raw = source.slice(token.start, token.end);
    const evaded = evadedToken(edits, token, raw);
    if (evaded !== raw) text.update(token.start, token.end, evaded);

    // `n-->0` and `a<!--b` are operators side by side; apart they look like no comment.
    const next = tokens[index + 1];
    if (next?.start !== token.end) continue;
    const after = source[next.start];
    if ((raw === '--' && after === '>') || (raw === '<' && after === '!')) {
      text.appendRight(next.start, ' ');
    }
  }
}

function evadedToken({ names }: Edits, token: Token, raw: string): string {
  switch (token.type) {
    case tokTypes.string:
      return evadeInLiteral(raw);
    case tokTypes.template:
    case tokTypes.invalidTemplate:
      return raw;
    case tokTypes.regexp: {
      if (!wouldBeRefused(raw)) return raw;
      // Escapes would show in its `source`, so it is made from a string. Spaced, since a word may stand before it.
      const { pattern, flags } = valueOf(token) as { pattern: string; flags: string };
      return ` (${names.regExp}(${literalOf(pattern)},${literalOf(flags)}))`;
    }
    default:
      // A name, `#import`, or `import` as the name of a property: as a keyword, it has been refused.
      return evadeInName(raw);
  }
}

function finish({ text, names, sites }: Edits, unknownNames: string[]): Instrumented {
  const kept = Array.from({ length: sites }, (_, index) => names.site + index);
  const declared = kept.length > 0 ? `let ${kept.join(',')};` : '';
  text.prepend(
    `((${names.tick},${names.template},${names.regExp})=>(module,exports,require)=>{"use strict";${declared}`,
  );
  text.append('\n})');
  const code = text.toString();
  if (wouldBeRefused(code)) {
    throw new Error('Bug in the workbook: instrumented code would be refused by the compartment.');
  }
  return { outcome: 'instrumented', code, shifts: shiftsOf(text), unknownNames };
}

function shiftsOf(text: MagicString): Shifts {
  return text
    .generateDecodedMap()
    .mappings.map((segments) =>
      segments.flatMap(([column, , , sourceColumn]) =>
        sourceColumn === undefined ? [] : [[sourceColumn, column - sourceColumn] as const],
      ),
    );
}
