// Answers that take no thought. None may get more than a tenth of the points.
import type { LazyAnswer } from '../mutants/mutant.ts';
import type { ExportKind, Suite } from '../suites/suite.ts';

/** The lazy answers that every exercise gets. They wrap the reference, or pretend to. */
export function lazyAnswers({ exports }: Suite): LazyAnswer[] {
  const names = Object.keys(exports);
  if (names.some((name) => isPart(exports[name]!))) return lazyParts(exports);
  const protocols = names.some((name) => exports[name] === 'protocol');
  const testers = names.some((name) => exports[name] === 'tester');
  const lazy = protocols ? protocolBodies : testers ? testerBodies : functionBodies;
  return Object.entries(lazy).map(([id, body]) => ({
    id,
    source: [
      "import * as reference from './reference.ts';",
      body,
      ...names.map((name) =>
        exports[name] === 'protocol'
          ? `export const ${name} = lazy(reference.${name});`
          : protocols
            ? `export const ${name} = reference.${name};`
            : `export const ${name} = lazy(reference.${name});`,
      ),
    ].join('\n'),
  }));
}

const isPart = (kind: ExportKind): kind is { readonly handlers: readonly string[] } =>
  typeof kind === 'object';

/** Parts whose handlers do nothing, after the first of them or from the start. A part always comes to life. */
function lazyParts(exports: Suite['exports']): LazyAnswer[] {
  return Object.entries(partBodies).map(([id, body]) => ({
    id,
    source: [
      "import * as reference from './reference.ts';",
      body,
      ...Object.entries(exports).map(([name, kind]) =>
        isPart(kind)
          ? `export const ${name} = lazy(reference.${name}, ${JSON.stringify(kind.handlers)});`
          : `export const ${name} = reference.${name};`,
      ),
    ].join('\n'),
  }));
}

const partBodies: Readonly<Record<string, string>> = {
  silent: lazyPart('() => undefined'),
  'always yes': lazyPart('() => true'),
  'first of each only': lazyPart(`(...args) => {
    if (count++ === 0) return handler(...args);
  }`),
  'throws after the first': lazyPart(`(...args) => {
    if (count++ === 0) return handler(...args);
    throw new Error('enough');
  }`),
};

/** `count` is of this handler, since the boot. */
function lazyPart(instead: string): string {
  return `const lazy = (part, handlers) => Object.fromEntries(handlers.map((name) => {
    const handler = part[name].bind(part);
    let count = 0;
    return [name, name === 'start' ? handler : ${instead}];
  }));`;
}

const protocolBodies: Readonly<Record<string, string>> = {
  silent: 'const lazy = ({ start }) => ({ start });',

  echo: `const lazy = ({ start }) => ({
    start,
    onMessage: (node, _state, from, message) => node.send(from, message),
    onRequest: (node, _state, request) => node.emit(request),
  });`,

  'first message only': afterTheFirst('return;'),
  'throws after the first': afterTheFirst("throw new Error('enough');"),
};

/** The reference, until a second message comes. */
function afterTheFirst(then: string): string {
  return `const lazy = (protocol) => ({
    start: (node, durable) => ({ inner: protocol.start(node, durable), messages: 0 }),
    onMessage(node, state, from, message) {
      if (state.messages++ > 0) { ${then} }
      protocol.onMessage?.(node, state.inner, from, message);
    },
    onRequest: (node, state, request) => protocol.onRequest?.(node, state.inner, request),
    onTimer: (node, state, timer) => protocol.onTimer?.(node, state.inner, timer),
  });`;
}

/** Tests that do not look at what they are given. */
const testerBodies: Readonly<Record<string, string>> = {
  'spares everything': 'const lazy = () => () => {};',
  'refuses everything': "const lazy = () => () => { throw new Error('wrong'); };",
  'returns false': 'const lazy = () => () => false;',
  'waits for ever': 'const lazy = () => async () => {};',
  'asserts what is always so': `import fc from 'fast-check';
    const lazy = () => (subject) =>
      fc.assert(fc.property(fc.nat(), () => typeof subject === 'object'));`,
  'refuses the second': `let tries = 0;
    const lazy = () => () => {
      if (tries++ > 0) throw new Error('wrong');
    };`,
};

const functionBodies: Readonly<Record<string, string>> = {
  silent: 'const lazy = () => () => undefined;',
  echo: 'const lazy = () => (first) => first;',
  'always true': 'const lazy = () => () => true;',
  'always false': 'const lazy = () => () => false;',
  'always 1': 'const lazy = () => () => 1;',
  'throws after the first': `let calls = 0;
    const lazy = (reference) => (...args) => {
      if (calls++ > 0) throw new Error('enough');
      return reference(...args);
    };`,
};
