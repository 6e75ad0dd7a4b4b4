// The hall of wrong answers. All of it is folded, and fetched when it is unfolded: even the name of a mistake spoils a part of
// an exercise.
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import Link from '@docusaurus/Link';
import Heading from '@theme/Heading';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useCourse } from '../course.ts';
import { Mark } from '../progress/Mark.tsx';
import index from './data/index.json';
import './hall.css';

const counts: Readonly<Record<string, number>> = index;

const Answers = lazy(async () => ({ default: (await import('./Answers.tsx')).Answers }));

const anchorOf = (exercise: string): string => exercise.replace('/', '-');

export function WrongAnswers(): ReactNode {
  const { collectAnchor } = useBrokenLinks();
  const exercises = useCourse()
    .chapters.flatMap((chapter) => chapter.exercises)
    .filter(({ id }) => counts[id] !== undefined);
  for (const { id } of exercises) collectAnchor(anchorOf(id));
  const total = exercises.reduce((sum, { id }) => sum + counts[id]!, 0);

  return (
    <>
      <p>
        There are {total} of them, in {exercises.length} exercises.
      </p>
      {exercises.map(({ id, title, page }) => (
        <section key={id} className="hall">
          <Heading as="h2" id={anchorOf(id)}>
            {title}
          </Heading>
          <p className="hall__facts">
            <Link to={page}>The exercise</Link> <Mark exercise={id} withWords />
          </p>
          <Folded exercise={id} count={counts[id]!} />
        </section>
      ))}
    </>
  );
}

function Folded({ exercise, count }: { exercise: string; count: number }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="hall__fold" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {count} {count === 1 ? 'wrong answer' : 'wrong answers'}
      </summary>
      {isOpen && (
        <Suspense fallback={<p className="hall__wait">They are being fetched.</p>}>
          <Answers exercise={exercise} />
        </Suspense>
      )}
      <noscript>They are fetched by a script, which this browser doesn't run.</noscript>
    </details>
  );
}
