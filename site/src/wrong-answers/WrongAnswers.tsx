// The hall of wrong answers: folded, since each of them spoils a part of an exercise.
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import Link from '@docusaurus/Link';
import Heading from '@theme/Heading';
import type { ReactNode } from 'react';
import { useCourse } from '../course.ts';
import type { WrongAnswer, WrongAnswersData } from './data.ts';
import json from './data.json';

const { edition, answers } = json as WrongAnswersData;

export function WrongAnswers(): ReactNode {
  const { collectAnchor } = useBrokenLinks();
  const exercises = useCourse()
    .chapters.flatMap((chapter) => chapter.exercises)
    .filter(({ id }) => answers.some(({ exercise }) => exercise === id));

  return (
    <>
      <p>
        There are {answers.length} of them, in edition {edition} of the workbook.
      </p>
      {exercises.map(({ id, title, page }) => {
        const anchor = id.replace('/', '-');
        const theirs = answers.filter(({ exercise }) => exercise === id);
        collectAnchor(anchor);
        return (
          <section key={id}>
            <Heading as="h2" id={anchor}>
              {title}
            </Heading>
            <p>
              {theirs.length} wrong answers to <Link to={page}>{id}</Link>.
            </p>
            {theirs.map((answer) => (
              <Wrong key={answer.id} answer={answer} />
            ))}
          </section>
        );
      })}
    </>
  );
}

function Wrong({ answer }: { answer: WrongAnswer }): ReactNode {
  const { wrong, edits, seen, caughtBy, broken, deliveries, story } = answer;
  return (
    <details className="wrong">
      <summary>{wrong}</summary>
      <p className="wrong__label">What was changed in the reference</p>
      <pre className="wrong__edit">
        {edits.map(({ find, replace }) => (
          <code key={find}>
            {find.split('\n').map((line) => (
              <del key={line}>{`- ${line}\n`}</del>
            ))}
            {replace !== '' &&
              replace.split('\n').map((line) => <ins key={line}>{`+ ${line}\n`}</ins>)}
          </code>
        ))}
      </pre>
      <p className="wrong__label">The promise that caught it</p>
      <p>
        {caughtBy}. <b className="wrong__broken">{broken}</b>
      </p>
      {story && (
        <>
          <p className="wrong__label">
            The shortest story, of {deliveries} {deliveries === 1 ? 'message' : 'messages'}
          </p>
          <pre tabIndex={0} aria-label="The story">
            <code>{story.join('\n')}</code>
          </pre>
        </>
      )}
      {seen !== undefined && (
        <>
          <p className="wrong__label">Where it was seen</p>
          <p>{seen}</p>
        </>
      )}
    </details>
  );
}
