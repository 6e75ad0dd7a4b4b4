// How far the reader is, from this browser's memory, and the ways to take it along. Nothing of it is sent anywhere.
import Link from '@docusaurus/Link';
import Layout from '@theme/Layout';
import { type ChangeEvent, type DragEvent, type ReactNode, useEffect, useState } from 'react';
import { formatProgress, type Progress } from '../../../grader/cli/progress.ts';
import type { Chapter } from '../../plugins/course.ts';
import { useCourse } from '../course.ts';
import { Mark } from '../progress/Mark.tsx';
import { download } from '../progress/download.ts';
import { type ExerciseStanding, standingOf } from '../progress/standing.ts';
import { addText, forgetProgress, loadProgress, useProgress } from '../progress/store.ts';
import styles from './progress.module.css';

export default function ProgressPage(): ReactNode {
  const { chapters, checkout } = useCourse();
  const progress = useProgress();

  // Served from a checkout, the page knows what the command line knows.
  useEffect(() => {
    if (checkout !== undefined) addText(checkout);
  }, [checkout]);

  return (
    <Layout title="Your progress" description="Every exercise: not started, in progress, passed.">
      <main className="page prose">
        <h1>Your progress</h1>
        <Summary chapters={chapters} progress={progress} />
        {chapters
          .filter(({ exercises }) => exercises.length > 0)
          .map((chapter) => (
            <ChapterTable key={chapter.folder} chapter={chapter} progress={progress} />
          ))}
        <TakeAlong progress={progress} />
      </main>
    </Layout>
  );
}

interface Known {
  readonly chapters: readonly Chapter[];
  readonly progress: Progress;
}

function Summary({ chapters, progress }: Known): ReactNode {
  const exercises = chapters.flatMap((chapter) => chapter.exercises);
  const isPassed = (id: string) => standingOf(progress, id).standing === 'passed';
  const passed = exercises.filter(({ id }) => isPassed(id)).length;
  const next = exercises.find(({ id, starred }) => !starred && !isPassed(id));
  return (
    <>
      <p aria-live="polite">
        {passed} of {exercises.length} exercises passed.{' '}
        {next ? (
          <>
            Next: <Link to={next.page}>{next.title}</Link>.
          </>
        ) : (
          'That is all of them.'
        )}
      </p>
      <div
        className={styles['bar']}
        role="img"
        aria-label={`${passed} of ${exercises.length} exercises passed`}
      >
        {exercises.map(({ id }) => (
          <span key={id} data-standing={standingOf(progress, id).standing} />
        ))}
      </div>
    </>
  );
}

function ChapterTable({ chapter, progress }: { chapter: Chapter; progress: Progress }): ReactNode {
  return (
    <section>
      <h2 className={styles['chapter']}>{chapter.title}</h2>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Exercise</th>
            <th scope="col">Standing</th>
            <th scope="col">Points</th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {chapter.exercises.map(({ id, title, page, starred }) => (
            <Row key={id} standing={standingOf(progress, id)}>
              <th scope="row">
                <Link to={page}>{title}</Link>
                {starred && ' (beyond the core path)'}
              </th>
              <td>
                <Mark exercise={id} withWords />
                {standingOf(progress, id).standing === 'not started' && 'not started'}
              </td>
            </Row>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({
  standing,
  children,
}: {
  standing: ExerciseStanding;
  children: ReactNode;
}): ReactNode {
  const { points, pointsMax, at } = standing;
  return (
    <tr>
      {children}
      <td>{points === undefined ? '' : `${points} of ${pointsMax}`}</td>
      <td>{at !== undefined && <time dateTime={at}>{day(at)}</time>}</td>
    </tr>
  );
}

const day = (at: string): string =>
  new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

function TakeAlong({ progress }: { progress: Progress }): ReactNode {
  const [said, say] = useState('');
  const [isOver, setOver] = useState(false);

  const take = async (files: readonly File[]): Promise<void> => {
    const before = loadProgress().facts.length;
    for (const file of files) {
      if (!addText(await file.text()))
        return say('This browser keeps nothing, so nothing was taken.');
    }
    const now = loadProgress().facts.length;
    say(
      now === 0
        ? 'There was no progress in it. The file is .quorate/progress.txt, in your checkout.'
        : `Merged: ${now - before} new lines, ${now} in all.`,
    );
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void take([...event.dataTransfer.files]);
  };
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    void take([...(event.target.files ?? [])]);
    event.target.value = '';
  };

  return (
    <section>
      <h2>Take it along</h2>
      <p>
        Progress is kept in this browser and sent nowhere. The command line keeps the same text, in{' '}
        <code>.quorate/progress.txt</code> of your checkout. Put that file here and both are merged;
        export this one and put it there.
      </p>
      <div
        className={styles['drop']}
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <label className={styles['file']}>
          <span>
            Choose a <code>progress.txt</code>, or drop it here
          </span>
          <input type="file" accept=".txt,text/plain" onChange={choose} multiple />
        </label>
      </div>
      <p className={styles['actions']}>
        <button
          type="button"
          className="button-plain"
          disabled={progress.facts.length === 0}
          onClick={() => download('progress.txt', formatProgress(progress))}
        >
          Export
        </button>
        <button
          type="button"
          className="button-plain"
          disabled={progress.facts.length === 0}
          onClick={() => {
            if (
              confirm('Forget all progress in this browser? Export it first if you want it back.')
            ) {
              forgetProgress();
              say('This browser has forgotten your progress.');
            }
          }}
        >
          Forget
        </button>
      </p>
      <p role="status">{said}</p>
    </section>
  );
}
