// Hints on what stopped the last run, one tier more each time. They are counted, and cost nothing.
import type { ReactNode } from 'react';
import { findFact, moment } from '../../../../grader/cli/progress.ts';
import type { Hints as Tiers } from '../../../../grader/suites/suite.ts';
import { addFacts, useProgress } from '../../progress/store.ts';
import type { ExerciseData } from './data.ts';

const names = ['A question', 'Where to look', 'The rule', 'An outline'] as const;

export function Hints({ data }: { readonly data: ExerciseData }): ReactNode {
  const { exercise } = data;
  const progress = useProgress();
  const stopped = findFact(progress, exercise, 'last')?.check;
  const { check, about, hints } = hintsFor(data, stopped);
  const fact = progress.facts.find(
    (each) => each.kind === 'hints' && each.exercise === exercise && each.check === check,
  );
  const shown = fact?.kind === 'hints' ? fact.shown : 0;
  const more = () =>
    addFacts([{ exercise, kind: 'hints', at: moment(new Date()), check, shown: shown + 1 }]);
  return (
    <section className="q-hints" aria-label="Hints">
      <p>
        Hints on {about}{' '}
        {shown < hints.length && (
          <button type="button" onClick={more}>
            {shown === 0 ? 'Give me one' : 'One more'}
          </button>
        )}
      </p>
      {shown > 0 && (
        <ol>
          {hints.slice(0, shown).map((hint, tier) => (
            <li key={hint}>
              <b>{names[tier]}.</b> {hint}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** On the check that stopped the newest run, where it has its own; else on the exercise. */
function hintsFor(data: ExerciseData, stopped: string | undefined) {
  const check = data.checks.find(({ id }) => id === stopped);
  const own: Tiers | undefined = check?.hints;
  return check && own
    ? { check: check.id, about: `“${check.title}”`, hints: own }
    : { check: 'all', about: 'this exercise', hints: data.hints };
}
