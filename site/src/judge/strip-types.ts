// TypeScript without its types, and a module without its `import` and `export`: all of it is blanked out in place. What is
// left stands where it stood, so a line and a column of what runs are those of what was written.
//
// Exercises use erasable syntax only: types vanish, and nothing else of TypeScript means anything at run time. What would
// need code to be written for it (an enum, a namespace) is refused with a sentence.
import { tsPlugin } from '@sveltejs/acorn-typescript';
import { Parser } from 'acorn';

/** A node of the tree, as far as it is looked at here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export interface Token {
  readonly start: number;
  readonly end: number;
}

export interface Stripped {
  /** With what comes before and after: a function body that has `exports` and `require`. As long as the source. */
  readonly code: string;
  /** What belongs before the first line, and after the last one. */
  readonly before: string;
  readonly after: string;
  readonly tokens: readonly Token[];
}

/** Thrown with the place in the source: what the parser throws itself has the same form. */
export class Refused extends Error {
  readonly pos: number;

  constructor(message: string, pos: number) {
    super(message);
    this.pos = pos;
  }
}

const TypeScript = Parser.extend(tsPlugin());

/** @throws SyntaxError with `pos`, or Refused. */
export function stripTypes(source: string, allowedImports: readonly string[]): Stripped {
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
  const module = new Module(page, allowedImports);
  for (const statement of program['body'] as Node[]) module.take(statement);
  erase(program, page);
  return { code: page.text(), tokens, ...module.frame() };
}

/** The text, to be blanked out or written over, never made longer or shorter. */
class Page {
  readonly source: string;
  readonly #chars: string[];

  constructor(source: string) {
    this.source = source;
    this.#chars = source.split('');
  }

  blank(start: number, end: number): void {
    for (let index = start; index < end; index++) {
      if (!/[\n\r\u2028\u2029]/.test(this.#chars[index]!)) this.#chars[index] = ' ';
    }
  }

  /** A semicolon in its place, lest the lines around it become one statement. */
  blankStatement({ start, end }: Node): void {
    this.blank(start, end);
    this.#chars[start] = ';';
  }

  write(start: number, text: string): void {
    for (let index = 0; index < text.length; index++) this.#chars[start + index] = text[index]!;
  }

  text(): string {
    return this.#chars.join('');
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

// Types

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

const typeStatements = new Set([
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSDeclareFunction',
  'TSNamespaceExportDeclaration',
]);

const isMeantForTypes = (node: Node) =>
  typeStatements.has(node.type) || node['declare'] === true || node.type === 'TSIndexSignature';

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
  for (const child of childrenOf(node)) erase(child, page);
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

// Modules

/** Takes `import` and `export` off the statements, and keeps what they say. */
class Module {
  readonly #page: Page;
  readonly #allowed: readonly string[];
  readonly #required: string[] = [];
  /** What is exported, and the expression that it is. */
  readonly #exported = new Map<string, string>();
  readonly #spread: string[] = [];

  constructor(page: Page, allowed: readonly string[]) {
    this.#page = page;
    this.#allowed = allowed;
  }

  take(statement: Node): void {
    switch (statement.type) {
      case 'ImportDeclaration':
        return this.#import(statement);
      case 'ExportNamedDeclaration':
        return this.#exportNamed(statement);
      case 'ExportDefaultDeclaration':
        return this.#exportDefault(statement);
      case 'ExportAllDeclaration':
        return this.#exportAll(statement);
      default:
    }
  }

  /** What comes before the first line and after the last one. */
  frame(): { before: string; after: string } {
    const before = this.#required.join('');
    const names = [...this.#exported].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const own = names.map(([name, value]) => `${JSON.stringify(name)}:${value}`);
    const after = `\n;Object.assign(exports,${[...this.#spread, `{${own.join(',')}}`].join(',')});`;
    return { before, after };
  }

  #from(statement: Node): string {
    const source = statement['source'] as Node & { readonly value: string };
    if (!this.#allowed.includes(source.value)) {
      const because = `"${source.value}" can't be imported here, only ${this.#allowed.join(', ')}: what is written in the page is one file.`;
      throw new Refused(because, source.start);
    }
    return `require(${JSON.stringify(source.value)})`;
  }

  #import(statement: Node): void {
    this.#page.blankStatement(statement);
    if (statement['importKind'] === 'type') return erased(statement);
    const module = this.#from(statement);
    for (const specifier of statement['specifiers'] as Node[]) {
      if (specifier['importKind'] === 'type') continue;
      const local = nameOf(specifier['local']);
      this.#required.push(
        specifier.type === 'ImportNamespaceSpecifier'
          ? `const ${local}=${module};`
          : `const {${JSON.stringify(importedName(specifier))}:${local}}=${module};`,
      );
    }
    erased(statement);
  }

  #exportNamed(statement: Node): void {
    const declaration = statement['declaration'] as Node | null;
    if (declaration) {
      this.#page.blank(statement.start, statement.start + 'export'.length);
      if (isMeantForTypes(declaration)) return;
      for (const name of declaredNames(declaration)) this.#exported.set(name, name);
      return;
    }
    this.#page.blankStatement(statement);
    const isForTypes = statement['exportKind'] === 'type';
    const from = !isForTypes && isNode(statement['source']) ? `${this.#from(statement)}.` : '';
    for (const specifier of isForTypes ? [] : (statement['specifiers'] as Node[])) {
      if (specifier['exportKind'] === 'type') continue;
      this.#exported.set(nameOf(specifier['exported']), from + nameOf(specifier['local']));
    }
    erased(statement);
  }

  #exportDefault(statement: Node): void {
    const declaration = statement['declaration'] as Node;
    const words = 'export default';
    if (isMeantForTypes(declaration)) return this.#page.blank(statement.start, declaration.start);
    const id = declaration['id'];
    const isDeclared = /Declaration$/.test(declaration.type) && isNode(id);
    this.#page.blank(statement.start, declaration.start);
    if (isDeclared) return void this.#exported.set('default', nameOf(id));
    let name = '$';
    while (this.#page.source.includes(name)) name += '$';
    if (name.length > words.length - 'const ='.length) {
      throw new Refused('Give what is exported as default a name.', statement.start);
    }
    this.#page.write(statement.start, `const ${name}=`);
    this.#exported.set('default', name);
  }

  #exportAll(statement: Node): void {
    this.#page.blankStatement(statement);
    if (statement['exportKind'] !== 'type') {
      const module = this.#from(statement);
      if (isNode(statement['exported'])) this.#exported.set(nameOf(statement['exported']), module);
      else this.#spread.push(module);
    }
    erased(statement);
  }
}

/** Blanked already: nothing below it is looked at. */
function erased(statement: Node): void {
  (statement as { specifiers?: unknown }).specifiers = [];
  (statement as { source?: unknown }).source = null;
}

const nameOf = (node: unknown): string => {
  const { name, value } = node as { name?: string; value?: string };
  return name ?? String(value);
};

const importedName = (specifier: Node): string =>
  specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier['imported']);

/** Names that a declaration declares, those inside of patterns too. */
function declaredNames(declaration: Node): string[] {
  if (declaration.type !== 'VariableDeclaration') return [nameOf(declaration['id'])];
  return (declaration['declarations'] as Node[]).flatMap(({ id }) => namesIn(id as Node));
}

function namesIn(pattern: Node): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [nameOf(pattern)];
    case 'ObjectPattern':
      return (pattern['properties'] as Node[]).flatMap((property) =>
        namesIn((property['value'] ?? property['argument']) as Node),
      );
    case 'ArrayPattern':
      return (pattern['elements'] as (Node | null)[]).flatMap((each) =>
        each ? namesIn(each) : [],
      );
    case 'AssignmentPattern':
      return namesIn(pattern['left'] as Node);
    case 'RestElement':
      return namesIn(pattern['argument'] as Node);
    default:
      return [];
  }
}
