// The mark of an exercise that was started or passed, for the sidebar and the head of its page. Its shape says it too.
import type { ReactNode } from 'react';
import { type Standing as StandingName, standingOf } from './standing.ts';
import { useProgress } from './store.ts';

interface MarkProps {
  readonly exercise: string;
  /** Also in words, where there is room. */
  readonly withWords?: boolean;
}

export function Mark({ exercise, ...rest }: MarkProps): ReactNode {
  const { standing } = standingOf(useProgress(), exercise);
  return <Standing standing={standing} {...rest} />;
}

export function Standing({
  standing,
  withWords = false,
}: {
  readonly standing: StandingName;
  readonly withWords?: boolean;
}): ReactNode {
  if (standing === 'not started') return null;
  const isPassed = standing === 'passed';
  return (
    <span className={isPassed ? 'mark mark--passed' : 'mark'}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        {isPassed ? (
          <path d="M3 8.5l3.2 3.2L13 5" fill="none" stroke="currentColor" strokeWidth="2.2" />
        ) : (
          <path
            d="M8 2.5a5.5 5.5 0 0 1 0 11z M8 2.5a5.5 5.5 0 1 0 0 11"
            fillRule="evenodd"
            fill="currentColor"
            fillOpacity="0.9"
            stroke="currentColor"
          />
        )}
      </svg>
      <span className={withWords ? 'mark__words' : 'sr-only'}>{standing}</span>
    </span>
  );
}
