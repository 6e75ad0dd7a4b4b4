// The syntax tree of a text, and the text as a page to be blanked out.

/** A node of the tree, as far as it is looked at here. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export interface Token {
  readonly start: number;
  readonly end: number;
}

/** Thrown with the place in the source: what the parser throws itself has the same form. */
export class Refused extends Error {
  readonly pos: number;

  constructor(message: string, pos: number) {
    super(message);
    this.pos = pos;
  }
}

/** The text, to be blanked out or written over, never made longer or shorter. */
export class Page {
  readonly source: string;
  /** Names that what is left of it uses, and those that it assigns to. */
  readonly used = new Set<string>();
  readonly assigned = new Set<string>();
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

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

export function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

const typeStatements = new Set([
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSDeclareFunction',
  'TSNamespaceExportDeclaration',
]);

export const isMeantForTypes = (node: Node) =>
  typeStatements.has(node.type) || node['declare'] === true || node.type === 'TSIndexSignature';

export const nameOf = (node: unknown): string => {
  const { name, value } = node as { name?: string; value?: string };
  return name ?? String(value);
};

export function namesIn(pattern: Node): string[] {
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
