// What a text imports and exports: read off its statements, which are blanked out.
import {
  isMeantForTypes,
  isNode,
  nameOf,
  namesIn,
  type Node,
  type Page,
  Refused,
} from './syntax.ts';

export interface Import {
  /** As it is written: `./commit.ts`. */
  readonly from: string;
  /** Names of the other module that have one here. */
  readonly names: readonly string[];
  /** Where the specifier begins. */
  readonly pos: number;
}

/** What there is to know of a module besides its code. */
export interface Linked {
  /** What belongs before the first line, and after the last one. */
  readonly before: string;
  readonly after: string;
  /** In the order of the source, without those that are for types alone. */
  readonly imports: readonly Import[];
  /** Exported names that are assigned to after they were declared. */
  readonly changing: readonly string[];
}

/** An import statement: what it binds, in code, by the names that it has here. */
interface Bound extends Import {
  readonly bindings: readonly { readonly local: string; readonly code: string }[];
  /** `import './other.ts'` has nothing to be used, and is there for what it does. */
  readonly isBare: boolean;
}

/** Takes `import` and `export` off the statements, and keeps what they say. */
export class Module {
  readonly #page: Page;
  readonly #imports: Bound[] = [];
  /** What is exported, and the expression that it is. */
  readonly #exported = new Map<string, string>();
  readonly #all: string[] = [];
  /** Names whose values may be replaced. */
  readonly #variable = new Set<string>();

  constructor(page: Page) {
    this.#page = page;
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
        this.#declare(statement);
    }
  }

  /** To be asked once the types are gone: an import that only types use is none. */
  told(): Linked {
    const { used, assigned } = this.#page;
    const imports = this.#imports.flatMap(({ from, names, pos, bindings, isBare }) => {
      const isUsed = isBare || bindings.some(({ local }) => used.has(local));
      return isUsed ? [{ from, names, pos, bindings }] : [];
    });
    const codes = imports.flatMap(({ bindings }) => bindings.map(({ code }) => code));
    const own = [...this.#exported]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${JSON.stringify(name)}:${value}`);
    const all = this.#all.map((from) => `(({default:_,...all})=>all)(${required(from)})`);
    return {
      before: codes.join(''),
      after: `\n;Object.assign(exports,${[...all, `{${own.join(',')}}`].join(',')});`,
      imports: imports.map(({ from, names, pos }) => ({ from, names, pos })),
      changing: [...this.#exported]
        .filter(([, value]) => this.#variable.has(value) && assigned.has(value))
        .map(([name]) => name),
    };
  }

  #declare(declaration: Node): void {
    if (declaration.type !== 'VariableDeclaration' || declaration['kind'] === 'const') return;
    for (const name of declaredNames(declaration)) this.#variable.add(name);
  }

  #import(statement: Node): void {
    this.#page.blankStatement(statement);
    if (statement['importKind'] === 'type') return erased(statement);
    const source = sourceOf(statement);
    const specifiers = statement['specifiers'] as Node[];
    const kept = specifiers.filter((specifier) => specifier['importKind'] !== 'type');
    const isWhole = ({ type }: Node) => type === 'ImportNamespaceSpecifier';
    this.#imports.push({
      ...source,
      names: kept.filter((specifier) => !isWhole(specifier)).map(importedName),
      bindings: kept.map((specifier) => {
        const local = nameOf(specifier['local']);
        const bound = isWhole(specifier)
          ? local
          : `{${JSON.stringify(importedName(specifier))}:${local}}`;
        return { local, code: `const ${bound}=${required(source.from)};` };
      }),
      isBare: !this.#page.source.slice(statement.start, source.pos).includes('from'),
    });
    erased(statement);
  }

  /** `export … from`: the module is imported, and nothing of it has a name here. */
  #importAll(statement: Node): string {
    const source = sourceOf(statement);
    this.#imports.push({ ...source, names: [], bindings: [], isBare: true });
    return source.from;
  }

  #exportNamed(statement: Node): void {
    const declaration = statement['declaration'] as Node | null;
    if (declaration) {
      this.#page.blank(statement.start, statement.start + 'export'.length);
      if (isMeantForTypes(declaration)) return;
      this.#declare(declaration);
      for (const name of declaredNames(declaration)) this.#exported.set(name, name);
      return;
    }
    this.#page.blankStatement(statement);
    const specifiers = statement['specifiers'] as Node[];
    const isForTypes = (node: Node) => node['exportKind'] === 'type';
    const kept = isForTypes(statement) ? [] : specifiers.filter((each) => !isForTypes(each));
    if (kept.length > 0 && isNode(statement['source'])) {
      const from = required(this.#importAll(statement));
      for (const specifier of kept) {
        const name = JSON.stringify(nameOf(specifier['local']));
        this.#exported.set(nameOf(specifier['exported']), `${from}[${name}]`);
      }
    } else {
      for (const specifier of kept) {
        const local = nameOf(specifier['local']);
        this.#page.used.add(local);
        this.#exported.set(nameOf(specifier['exported']), local);
      }
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
      const from = this.#importAll(statement);
      const name = statement['exported'];
      if (isNode(name)) this.#exported.set(nameOf(name), required(from));
      else this.#all.push(from);
    }
    erased(statement);
  }
}

const required = (from: string): string => `require(${JSON.stringify(from)})`;

function sourceOf(statement: Node): { readonly from: string; readonly pos: number } {
  const source = statement['source'] as Node & { readonly value: string };
  return { from: source.value, pos: source.start };
}

/** Blanked already: nothing below it is looked at. */
function erased(statement: Node): void {
  (statement as { specifiers?: unknown }).specifiers = [];
  (statement as { source?: unknown }).source = null;
}

const importedName = (specifier: Node): string =>
  specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier['imported']);

/** Names that a declaration declares, those inside of patterns too. */
function declaredNames(declaration: Node): string[] {
  if (declaration.type !== 'VariableDeclaration') return [nameOf(declaration['id'])];
  return (declaration['declarations'] as Node[]).flatMap(({ id }) => namesIn(id as Node));
}
