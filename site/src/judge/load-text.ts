// A text of an exercise in a compartment of its own.
import { load, type Submission } from '../../../grader/judge/compartment.ts';
import { fastCheck } from '../../../grader/judge/fast-check.ts';
import { handedOut, NotStarted, todo } from '../../../grader/sim/index.ts';
import type { Suite } from '../../../grader/suites/suite.ts';
import type { DoesNotCompile } from './ask.ts';
import { compile } from './compile.ts';

/** The text, ready to be booted; or why it can't run. */
export function loadText(suite: Suite, text: string): Submission | DoesNotCompile {
  const modules = modulesOf(suite);
  const compiled = compile({ file: `${suite.exercise}.ts`, text }, Object.keys(modules));
  if (compiled.outcome === 'compiled') {
    return load(compiled.bundle, { modules, shared: handedOut });
  }
  const { because, at } = compiled;
  return { ends: 'does not compile', because, ...(at ? { at } : {}) };
}

/** What an answer to this exercise may import. */
const modulesOf = ({ imports = [] }: Suite) => ({
  '#sim': { todo, NotStarted },
  ...(imports.includes('fast-check') ? { 'fast-check': fastCheck } : {}),
});
