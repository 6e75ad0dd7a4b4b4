// What stands before the text of a chapter page: what it teaches, what it needs, how long it takes, and for an exercise
// how to start it.
import Link from '@docusaurus/Link';
import { useDoc } from '@docusaurus/plugin-content-docs/client';
import type { ReactNode } from 'react';
import type { ChapterFrontMatter } from '../../plugins/front-matter.ts';
import { Mark } from '../progress/Mark.tsx';

export function ChapterStart(): ReactNode {
  const {
    learn = [],
    needs = [],
    time,
    minutes,
    exercise,
    starred,
  } = useDoc().frontMatter as ChapterFrontMatter;

  return (
    <aside className="chapter-facts" aria-label="About this page">
      <p className="chapter-facts__line">
        {howLong(minutes, time)}
        {exercise !== undefined && (
          <>
            {'. '}The exercise: <code>npm start {exercise.split('/')[1]}</code>, or{' '}
            <Link to="#exercise">here on the page</Link>.{starred && ' Beyond the core path.'}
            <Mark exercise={exercise} withWords />
          </>
        )}
      </p>
      {learn.length + needs.length > 0 && (
        <div className="chapter-facts__points">
          {learn.length > 0 && <Points title="What you will learn" points={learn} />}
          {needs.length > 0 && <Points title="What you need first" points={needs} />}
        </div>
      )}
    </aside>
  );
}

/** The time that the page says, which is that of reading and writing; else that of reading, counted. */
function howLong(minutes = 1, time?: string): string {
  const reading = `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} to read`;
  return time === undefined ? reading : `${reading}, ${time} in all`;
}

export function Points({ title, points }: { title: string; points: readonly string[] }): ReactNode {
  return (
    <div>
      <p className="chapter-facts__title">{title}</p>
      <ul>
        {points.map((point) => (
          <li key={point}>
            {/* Names of code are between backticks, as in the text. */}
            {point
              .split('`')
              .map((words, index) => (index % 2 === 1 ? <code key={index}>{words}</code> : words))}
          </li>
        ))}
      </ul>
    </div>
  );
}
