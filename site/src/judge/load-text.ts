// The texts of an answer in a compartment of their own.
import { load, type Submission } from '../../../grader/judge/compartment.ts';
import { importsOf, modulesOf } from '../../../grader/judge/modules.ts';
import type { Texts } from '../../../grader/mutants/mutant.ts';
import { handedOut } from '../../../grader/sim/index.ts';
import type { Suite } from '../../../grader/suites/suite.ts';
import type { DoesNotCompile } from './ask.ts';
import { compile } from './compile.ts';

/** The answer, ready to be booted; or why it can't run. */
export function loadText(suite: Suite, texts: Texts): Submission | DoesNotCompile {
  const compiled = compile(`${suite.exercise}.ts`, texts, importsOf(suite));
  if (compiled.outcome === 'compiled') {
    return load(compiled.bundle, { modules: modulesOf(suite), shared: handedOut });
  }
  const { because, at } = compiled;
  return { ends: 'does not compile', because, ...(at ? { at } : {}) };
}
