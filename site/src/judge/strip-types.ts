// TypeScript without its types, and a module without its `import` and `export`: all of it is blanked out in place. What is
// left stands where it stood, so a line and a column of what runs are those of what was written.
//
// Exercises use erasable syntax only: types vanish, and nothing else of TypeScript means anything at run time. What would
// need code to be written for it (an enum, a namespace) is refused with a sentence.
import { tsPlugin } from '@sveltejs/acorn-typescript';
import { Parser } from 'acorn';
import { type Linked, Module } from './statements.ts';
import {
  childrenOf,
  isMeantForTypes,
  isNode,
  namesIn,
  type Node,
  Page,
  Refused,
  type Token,
} from './syntax.ts';

export interface Stripped extends Linked {
  /** With what comes before and after: a function body that has `exports` and `require`. As long as the source. */
  readonly code: string;
  readonly tokens: readonly Token[];
}

const TypeScript = Parser.extend(tsPlugin());

/** @throws SyntaxError with `pos`, or Refused. */
export function stripTypes(source: string): Stripped {
  const tokens: Token[] = [];
  const program = TypeScript.parse(source, {
    sourceType: 'module',
    ecmaVersion: 'latest',
    locations: true,
    // `(x as T)!`: what ends before the mark is the parenthesis, not what is in it.
    preserveParens: true,
    onToken: tokens as never,
  }) as unknown as Node;
  const page = new Page(source);
  const module = new Module(page);
  for (const statement of program['body'] as Node[]) module.take(statement);
  erase(program, page);
  return { code: page.text(), tokens, ...module.told() };
}

const needsCode: Readonly<Record<string, string>> = {
  TSEnumDeclaration:
    'An enum is more than a type, and does not run here: use a union of strings instead.',
  TSModuleDeclaration: 'A namespace is more than a type, and does not run here.',
  TSParameterProperty:
    'A parameter that declares a field does not run here: declare the field, and assign to it.',
  TSImportEqualsDeclaration: 'import = does not exist here: write import { … } from.',
  TSExportAssignment: 'export = does not exist here: write export const.',
  Decorator: 'Decorators do not run here.',
};

function erase(node: Node, page: Page): void {
  if (isMeantForTypes(node)) return page.blankStatement(node);
  const refusal = needsCode[node.type];
  if (refusal) throw new Refused(refusal, node.start);
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression': {
      const expression = node['expression'] as Node;
      page.blank(expression.end, node.end);
      return erase(expression, page);
    }
    case 'TSTypeAssertion': {
      const expression = node['expression'] as Node;
      page.blank(node.start, expression.start);
      return erase(expression, page);
    }
    case 'ArrowFunctionExpression':
      eraseReturnType(node, page);
      break;
    case 'ClassDeclaration':
    case 'ClassExpression':
      eraseHeritage(node, page);
      break;
    case 'Identifier':
      page.used.add(String(node['name']));
      // `x?: number`, `x!: number`
      if (node['optional'] === true) page.blank(node.start + String(node['name']).length, node.end);
      break;
    case 'VariableDeclarator':
      if (node['definite'] === true) blankMarks(node['id'] as Node, page);
      break;
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
    case 'TSAbstractPropertyDefinition':
    case 'TSAbstractAccessorProperty':
      if (!eraseMember(node, page)) return;
      break;
    default:
      if (node.type.startsWith('TS')) return page.blank(node.start, node.end);
  }
  eraseThis(node, page);
  for (const name of assignedNames(node)) page.assigned.add(name);
  const label = labelOf(node);
  for (const child of childrenOf(node)) if (child !== label) erase(child, page);
}

/** `b` in `a.b` and in `{ b: 1 }`: it looks like a name, and reads none. */
function labelOf(node: Node): unknown {
  if (node['computed'] === true || node['shorthand'] === true) return undefined;
  return node.type === 'MemberExpression' ? node['property'] : node['key'];
}

function assignedNames(node: Node): string[] {
  switch (node.type) {
    case 'AssignmentExpression':
    case 'ForInStatement':
    case 'ForOfStatement':
      return namesIn(node['left'] as Node);
    case 'UpdateExpression':
      return namesIn(node['argument'] as Node);
    default:
      return [];
  }
}

/** `x!: number` of a declaration: from the name on. */
function blankMarks(id: Node, page: Page): void {
  if (id.type === 'Identifier') page.blank(id.start + String(id['name']).length, id.end);
}

/** The parameter `this` exists for the type checker alone. */
function eraseThis(node: Node, page: Page): void {
  const first = (node['params'] as Node[] | undefined)?.[0];
  if (first?.type !== 'Identifier' || first['name'] !== 'this') return;
  const comma = /^\s*,/.exec(page.source.slice(first.end));
  page.blank(first.start, first.end + (comma?.[0].length ?? 0));
}

/** No line may break before `=>`: where the type did, the parenthesis moves to its end. */
function eraseReturnType(node: Node, page: Page): void {
  const type = node['returnType'] as Node | undefined;
  if (!type || !page.source.slice(type.start, type.end).includes('\n')) return;
  const paren = page.source.lastIndexOf(')', type.start);
  page.blank(paren, type.end);
  (node as { returnType?: unknown }).returnType = undefined;
  page.write(type.end - 1, ')');
}

function eraseHeritage(node: Node, page: Page): void {
  const body = node['body'] as Node;
  if (node['abstract'] === true) {
    const word = page.source.indexOf('abstract', node.start);
    page.blank(word, word + 'abstract'.length);
  }
  const before = [
    node['superTypeParameters'],
    node['superClass'],
    node['typeParameters'],
    node['id'],
  ]
    .filter(isNode)
    .map(({ end }) => end);
  const from = Math.max(node.start, ...before);
  const word = /\bimplements\b/.exec(page.source.slice(from, body.start));
  if (word) page.blank(from + word.index, body.start);
}

/** False where nothing of it is left. */
function eraseMember(node: Node, page: Page): boolean {
  const key = node['key'] as Node;
  const value = node['value'] as Node | null;
  const hasNoBody = node.type === 'MethodDefinition' && !isNode(value?.['body']);
  if (node['abstract'] === true || hasNoBody || node.type.startsWith('TSAbstract')) {
    page.blankStatement(node);
    return false;
  }
  const words = /\b(?:public|private|protected|readonly|override|declare)\b/g;
  const head = page.source.slice(node.start, key.start);
  for (const { 0: word, index } of head.matchAll(words)) {
    page.blank(node.start + index, node.start + index + word.length);
  }
  // `x?: number`, `m?()`: the mark stands before the type, the parameters or the value.
  const annotation = node['typeAnnotation'] as Node | undefined;
  const next = annotation?.start ?? value?.start ?? node.end;
  const mark = /^[\s\]]*[?!]/.exec(page.source.slice(key.end, next));
  if (mark) page.blank(key.end + mark[0].length - 1, key.end + mark[0].length);
  return true;
}
