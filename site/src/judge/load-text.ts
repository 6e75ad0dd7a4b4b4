// A text of an exercise in a compartment of its own.
import { load, type Submission } from '../../../grader/judge/compartment.ts';
import { importsOf, modulesOf } from '../../../grader/judge/modules.ts';
import { handedOut } from '../../../grader/sim/index.ts';
import type { Suite } from '../../../grader/suites/suite.ts';
import type { DoesNotCompile } from './ask.ts';
import { compile } from './compile.ts';

/** The text, ready to be booted; or why it can't run. */
export function loadText(suite: Suite, text: string): Submission | DoesNotCompile {
  const compiled = compile({ file: `${suite.exercise}.ts`, text }, importsOf(suite));
  if (compiled.outcome === 'compiled') {
    return load(compiled.bundle, { modules: modulesOf(suite), shared: handedOut });
  }
  const { because, at } = compiled;
  return { ends: 'does not compile', because, ...(at ? { at } : {}) };
}
