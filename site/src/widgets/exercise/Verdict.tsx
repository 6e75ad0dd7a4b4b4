// A verdict, with the outcomes of the terminal: the most basic broken promise first and open, the others folded.
import { type ReactNode, useState } from 'react';
import {
  failedText,
  outcomeText,
  pointsText,
  workText,
} from '../../../../grader/report/outcome-text.ts';
import type { CheckVerdict, ExerciseVerdict, Position } from '../../../../grader/judge/verdict.ts';
import { ExerciseLink } from './JudgedWith.tsx';
import { PlayedStory } from '../story/Story.tsx';

interface VerdictProps {
  readonly verdict: ExerciseVerdict;
  /** True where the text has changed since. */
  readonly isStale: boolean;
  /** What was graded before this, for what has changed. */
  readonly before: ExerciseVerdict | undefined;
  readonly goTo: (line: number) => void;
}

export function Verdict({ verdict, isStale, before, goTo }: VerdictProps): ReactNode {
  const { outcome, checks, capped, last } = verdict;
  const told = checks.find((check) => check.outcome !== 'passed');
  const { glyph, says } = outcomeText(outcome);
  return (
    <section className="q-verdict" aria-label="Verdict">
      <p className={`q-outcome ${classOf(outcome)}`}>
        <span aria-hidden="true">{glyph}</span>{' '}
        {outcome === 'passed' ? `All ${checks.length} promises kept` : says}
        <span className="q-points">
          {pointsText(verdict)}
          {capped && ' (no more than half, since a promise of safety broke)'}
          {changeText(verdict, before)}
        </span>
      </p>
      {isStale && <p className="q-small">The text has changed since.</p>}
      {last?.ends === 'well' && <p>The last story now ends well.</p>}
      {last?.ends === 'again' && <p>This story broke before; it still does.</p>}
      <ol className="q-checks">
        {ordered(checks).map((check) => (
          <Check
            key={check.id}
            check={check}
            isOpen={check === told}
            goTo={(at) => (at.file === `${verdict.exercise}.ts` ? () => goTo(at.line) : undefined)}
          />
        ))}
      </ol>
    </section>
  );
}

/** What is wrong comes first. */
const ordered = (checks: readonly CheckVerdict[]) => [
  ...checks.filter(({ outcome }) => outcome !== 'passed'),
  ...checks.filter(({ outcome }) => outcome === 'passed'),
];

const classOf = (outcome: CheckVerdict['outcome']) => `q-as-${outcomeText(outcome).style}`;

interface CheckProps {
  readonly check: CheckVerdict;
  readonly isOpen: boolean;
  /** Shows a place, where it is in this editor. */
  readonly goTo: (at: Position) => (() => void) | undefined;
}

function Check({ check, isOpen, goTo }: CheckProps): ReactNode {
  const { title, outcome, kind, work, because, at, story } = check;
  const { glyph } = outcomeText(outcome);
  const [isUnfolded, setUnfolded] = useState(isOpen);
  const did =
    outcome === 'passed'
      ? workText(kind, work)
      : outcome === 'failed'
        ? failedText(kind, work)
        : '';
  const head = (
    <>
      <span className={classOf(outcome)} aria-hidden="true">
        {glyph}
      </span>
      <span className="sr-only">{outcome}: </span>
      <span>{title}</span>
      <span className="q-work">{did}</span>
    </>
  );
  if (because === undefined && !story) return <li className="q-check">{head}</li>;
  return (
    <li className="q-check">
      <details open={isOpen} onToggle={({ currentTarget }) => setUnfolded(currentTarget.open)}>
        <summary>{head}</summary>
        {isUnfolded && (
          <div className="q-told">
            {because !== undefined && (
              <p>
                {because} {at && <Place at={at} show={goTo(at)} />}
              </p>
            )}
            {at?.source !== undefined && <pre className="q-source">{at.source.trim()}</pre>}
            {story && (
              <PlayedStory
                story={{
                  title: story.promise,
                  promises: [story.promise],
                  nodes: story.nodes,
                  trace: story.trace,
                  missed: story.missed,
                }}
              />
            )}
            {story && <Token token={story.token} />}
          </div>
        )}
      </details>
    </li>
  );
}

interface PlaceProps {
  readonly at: Position;
  readonly show: (() => void) | undefined;
}

/** A line in this editor; or in the text of another exercise, which has a page of its own. */
const Place = ({ at: { file, line }, show }: PlaceProps): ReactNode =>
  show ? (
    <button type="button" className="q-link" onClick={show}>
      line {line}
    </button>
  ) : (
    <>
      <ExerciseLink exercise={file.replace(/\.ts$/, '')} />, line {line}
    </>
  );

/** The same story in a terminal. */
const Token = ({ token }: { readonly token: string }): ReactNode => (
  <details className="q-token">
    <summary>The same story in a terminal</summary>
    <pre>npm run replay -- {token}</pre>
  </details>
);

function changeText(verdict: ExerciseVerdict, before: ExerciseVerdict | undefined): string {
  if (!before) return '';
  const passed = new Set(
    before.checks.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id),
  );
  const gained = verdict.checks.filter((c) => c.outcome === 'passed' && !passed.has(c.id)).length;
  const lost = verdict.checks.filter((c) => c.outcome !== 'passed' && passed.has(c.id)).length;
  const parts = [gained > 0 ? `+${gained}` : '', lost > 0 ? `−${lost}` : ''].filter(Boolean);
  if (parts.length === 0) return '';
  return `; ${parts.join(' ')} ${gained + lost === 1 ? 'check' : 'checks'} since the last time`;
}
