// Property checks: fast-check over functions or models. Every run must run; an interrupted one decides nothing.
import fc from 'fast-check';
import { HandlerError } from '../sim/index.ts';
import { type PropertyCheck, Refuted } from '../suites/suite.ts';
import { troubleOf } from './answer.ts';
import { type CheckContext, type Finding, finding } from './finding.ts';
import { seedOf } from './seeds.ts';
import { tokenOfValues } from './values.ts';

export function checkProperty(check: PropertyCheck, context: CheckContext): Finding {
  const { suite, answer, salt, loaded } = context;
  const seed = seedOf(salt, suite.exercise, check.id);
  const details = fc.check(check.property(answer, fc), { seed, numRuns: check.runs });
  const work = { runs: details.numRuns, failed: details.failed ? 1 : 0 };

  if (details.interrupted)
    return finding('undecided', { because: 'The check was interrupted.', work });
  if (!details.failed) {
    return details.numRuns === check.runs
      ? finding('passed', { work })
      : finding('undecided', {
          because: `Only ${details.numRuns} of ${check.runs} runs were run.`,
          work,
        });
  }
  const error: unknown = details.errorInstance;
  const values = tokenOfValues(
    { exercise: suite.exercise, check: check.id },
    details.counterexample,
  );
  const token = values === undefined ? {} : { token: values };
  if (error instanceof Refuted)
    return finding('failed', { because: error.message, work, ...token });
  if (error instanceof HandlerError) {
    const { outcome, ...rest } = troubleOf(error, loaded);
    return finding(outcome, { ...rest, work, ...token });
  }
  // Neither a verdict of the property nor thrown by the answer: troubleOf throws on what it doesn't know.
  troubleOf(error, loaded);
  throw error;
}
