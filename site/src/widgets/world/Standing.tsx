// What a world says of itself in words: who reaches a majority, what was asked, and what happened last.
import type { ReactNode } from 'react';
import type { Stage } from '../../../../grader/scenes/index.ts';
import { countUntil, type Moments, nodeAt, type Operation } from './moments.ts';

interface StandingProps {
  readonly stage: Stage;
  readonly moments: Moments;
  readonly atMs: number;
  readonly cut: readonly string[];
  /** How many of the newest questions are shown. */
  readonly askedMax: number;
}

/** Who reaches a majority, and what became of the newest questions. */
export function Standing({
  stage: { around, middle, needs },
  moments,
  atMs,
  cut,
  askedMax,
}: StandingProps): ReactNode {
  const asked = moments.operations.filter(({ askedMs }) => askedMs <= atMs).slice(-askedMax);
  const isUp = (node: string) => nodeAt(moments, node, atMs).state === 'up';
  return (
    <div className="q-standing">
      {needs &&
        middle.map((node) => {
          const isHere = cut.includes(node);
          const reached = around.filter((other) => isUp(other) && cut.includes(other) === isHere);
          return (
            <Reach
              key={node}
              node={node}
              isUp={isUp(node)}
              reached={reached.length}
              of={around.length}
              needs={needs}
            />
          );
        })}
      <ul aria-label="What was asked">
        {asked.map((operation) => (
          <Answer
            key={`${operation.askedMs} ${operation.label}`}
            operation={operation}
            atMs={atMs}
          />
        ))}
      </ul>
    </div>
  );
}

interface ReachProps {
  readonly node: string;
  readonly isUp: boolean;
  readonly reached: number;
  readonly of: number;
  readonly needs: NonNullable<Stage['needs']>;
}

function Reach({ node, isUp, reached, of, needs }: ReachProps): ReactNode {
  const isEnough = isUp && reached >= needs.reached;
  const isMajority = needs.reached === Math.floor(of / 2) + 1;
  return (
    <p className={isEnough ? 'q-enough' : 'q-short'}>
      <b>{isUp ? `${node} reaches ${reached} of ${of}` : `${node} does nothing now`}</b>
      {isEnough
        ? `: ${isMajority ? 'a majority' : 'enough'}. It goes on.`
        : isUp
          ? `: ${needs.reached} are needed. ${needs.otherwise}`
          : '.'}
    </p>
  );
}

function Answer({ operation, atMs }: { operation: Operation; atMs: number }): ReactNode {
  const { label, askedMs, answeredMs, value } = operation;
  const isDone = answeredMs !== undefined && answeredMs <= atMs;
  const waitedMs = Math.round((isDone ? answeredMs : atMs) - askedMs);
  return (
    <li className={isDone ? 'q-good' : waitedMs > 150 ? 'q-waits q-long' : 'q-waits'}>
      <span aria-hidden="true">{isDone ? '✓' : '…'}</span> {label}
      {isDone && value !== undefined && ` → ${value}`}{' '}
      <span className="q-small">
        {isDone ? `after ${waitedMs} ms` : `waiting for ${waitedMs} ms`}
      </span>
    </li>
  );
}

const linesMax = 9;

export function Log({
  moments,
  atMs,
}: {
  readonly moments: Moments;
  readonly atMs: number;
}): ReactNode {
  const count = countUntil(moments.lines, atMs);
  const lines = moments.lines.slice(Math.max(0, count - linesMax), count);
  return (
    <ol className="q-lines" aria-label="What happened last">
      {lines.map(({ atMs: at, node, text, isBad }, index) => (
        <li key={count - lines.length + index} className={isBad ? 'q-bad' : ''}>
          <time>{Math.round(at)} ms</time> <b>{node}</b> {text}
        </li>
      ))}
    </ol>
  );
}
