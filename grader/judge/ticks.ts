// Where ticks go: at the start of every function, of every turn of a loop, and of what runs after an error.
//
// A tick that stands first in a loop's body is outside of any `try` within that body: once ticks have run out, each
// further turn throws again, so no `catch` and no `finally` can keep a loop going.
import { tokTypes, type AnyNode, type Expression, type Statement, type Token } from 'acorn';
import type { Edits } from './instrument.ts';

/** What a turn of a loop costs, and a call. */
const one = 1;
/** To throw and catch an error takes the engine about as long as this many turns of a loop. */
const afterError = 64;

/** Called after a node's children: what is inserted at the same place later lands further out. */
export function insertTicks(edits: Edits, node: AnyNode, tokens: readonly Token[]): void {
  switch (node.type) {
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return tickStatement(edits, node.body);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      return tickAfterBrace(edits, node.body.start);
    case 'ArrowFunctionExpression':
      if (node.body.type === 'BlockStatement') return tickAfterBrace(edits, node.body.start);
      return tickExpression(edits, afterArrow(node, tokens), node.end);
    case 'StaticBlock':
      return tickAfterBrace(edits, edits.source.indexOf('{', node.start));
    case 'TryStatement':
      for (const block of [node.handler?.body, node.finalizer]) {
        if (block) tickAfterBrace(edits, block.start, afterError);
      }
      return;
    case 'PropertyDefinition':
      // The value of a field runs when an object is made: a class whose fields make more of it needs no function.
      if (node.value && runsCode(node.value)) {
        const { value } = node;
        const start = beforeValue(node.key.end, value, tokens);
        return tickExpression(edits, start, endOfField(node.end, tokens));
      }
      return;
    default:
  }
}

function tickStatement(edits: Edits, body: Statement): void {
  if (body.type === 'BlockStatement') return tickAfterBrace(edits, body.start);
  edits.text.prependRight(body.start, `{${edits.names.tick}(${one});`);
  edits.text.appendLeft(body.end, '}');
}

const tickAfterBrace = (edits: Edits, brace: number, cost = one) =>
  void edits.text.prependRight(brace + 1, `${edits.names.tick}(${cost});`);

function tickExpression(edits: Edits, start: number, end: number): void {
  edits.text.prependRight(start, `(${edits.names.tick}(${one}),`);
  edits.text.appendLeft(end, ')');
}

/** Where the body of an arrow function begins, parentheses around it included. */
function afterArrow(
  node: Extract<AnyNode, { type: 'ArrowFunctionExpression' }>,
  tokens: readonly Token[],
): number {
  const from = node.params.at(-1)?.end ?? node.start;
  return endOfNext(tokens, from, (token) => token.type === tokTypes.arrow);
}

/** Where the value of a field begins, parentheses around it included: after the `=` that precedes it. */
function beforeValue(keyEnd: number, value: Expression, tokens: readonly Token[]): number {
  const end = endOfNext(tokens, keyEnd, (token) => token.type === tokTypes.eq);
  if (end > value.start) throw new Error('Bug in the workbook: a field has a value but no "=".');
  return end;
}

/** Where the value of a field ends, parentheses around it included, the semicolon not. */
function endOfField(fieldEnd: number, tokens: readonly Token[]): number {
  const last = indexOfNext(tokens, fieldEnd) - 1;
  return tokens[tokens[last]!.type === tokTypes.semi ? last - 1 : last]!.end;
}

function endOfNext(
  tokens: readonly Token[],
  position: number,
  wanted: (token: Token) => boolean,
): number {
  let index = indexOfNext(tokens, position);
  while (!wanted(tokens[index]!)) index++;
  return tokens[index]!.end;
}

/** The first token at or after a position. */
function indexOfNext(tokens: readonly Token[], position: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.start < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether evaluating an expression can do work. A function does none until it is called, and keeps its name. */
const runsCode = (value: Expression) =>
  !['Literal', 'FunctionExpression', 'ArrowFunctionExpression', 'ClassExpression'].includes(
    value.type,
  );
