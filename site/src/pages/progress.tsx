// How far the reader is, from this browser's memory, and the ways to take it along. Nothing of it is sent anywhere.
import Link from '@docusaurus/Link';
import Layout from '@theme/Layout';
import { type ChangeEvent, type DragEvent, type ReactNode, useState } from 'react';
import { formatProgress, type Progress } from '../../../grader/cli/progress.ts';
import type { Chapter } from '../../plugins/course.ts';
import { useCourse } from '../course.ts';
import { Standing } from '../progress/Mark.tsx';
import { download } from '../progress/download.ts';
import { type ExerciseStanding, standingOf, standingOfAll } from '../progress/standing.ts';
import { addText, forgetProgress, loadProgress, useProgress } from '../progress/store.ts';
import styles from './progress.module.css';

export default function ProgressPage(): ReactNode {
  const chapters = useCourse().chapters.filter(({ exercises }) => exercises.length > 0);
  const progress = useProgress();
  return (
    <Layout title="Your progress" description="Every exercise: not started, in progress, passed.">
      <main className="page prose">
        <h1>Your progress</h1>
        <Summary chapters={chapters} progress={progress} />
        <Table chapters={chapters} progress={progress} />
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
  const core = exercises.find(({ id, starred }) => !starred && !isPassed(id));
  const next = core ?? exercises.find(({ id }) => !isPassed(id));
  const isBegun = next !== undefined && standingOf(progress, next.id).standing === 'in progress';
  return (
    <div className={styles['summary']}>
      <div>
        <p aria-live="polite">
          {passed} of {exercises.length} exercises passed.
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
      </div>
      {next ? (
        <div>
          <p className={styles['nextStep']}>
            {core ? 'The next step' : 'The core path is done. Beyond it'}
          </p>
          <p>
            <Link to={next.page}>{next.title}</Link>
            {isBegun && ', which you have begun'}
          </p>
        </div>
      ) : (
        <p>That is all of them.</p>
      )}
    </div>
  );
}

/** A table of all, with a line for each chapter: what is left is seen at a glance. */
function Table({ chapters, progress }: Known): ReactNode {
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">Chapter and exercise</th>
          <th scope="col">Standing</th>
          <th scope="col" className={styles['wide']}>
            Points
          </th>
          <th scope="col">When</th>
        </tr>
      </thead>
      {chapters.map((chapter) => (
        <tbody key={chapter.folder}>
          <ChapterRow chapter={chapter} progress={progress} />
          {rowsOf(chapter).map(({ id, title, page, starred }) => (
            <tr key={id}>
              <th scope="row">
                <Link to={page}>{title}</Link>
                {starred && <small className={styles['beyond']}>beyond the core path</small>}
              </th>
              <Cells standing={standingOf(progress, id)} />
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** A chapter of one page is its exercise: it has one line. */
const isOnePage = ({ page, exercises }: Chapter): boolean =>
  exercises.length === 1 && exercises[0]!.page === page;

const rowsOf = (chapter: Chapter) => (isOnePage(chapter) ? [] : chapter.exercises);

function ChapterRow({ chapter, progress }: { chapter: Chapter; progress: Progress }): ReactNode {
  const { folder, title, page, exercises } = chapter;
  const core = exercises.filter(({ starred }) => !starred);
  const standings = (core.length > 0 ? core : exercises).map(({ id }) => standingOf(progress, id));
  return (
    <tr className={styles['chapter']}>
      <th scope="rowgroup">
        {Number(folder.slice(0, 2))}. {isOnePage(chapter) ? <Link to={page}>{title}</Link> : title}
      </th>
      <Cells standing={isOnePage(chapter) ? standings[0]! : standingOfAll(standings)} />
    </tr>
  );
}

function Cells({ standing: { standing, points, pointsMax, at } }: CellsProps): ReactNode {
  return (
    <>
      <td>
        <Standing standing={standing} withWords />
        {standing === 'not started' && <span className={styles['notYet']}>not started</span>}
      </td>
      <td className={styles['wide']}>{points !== undefined && `${points} of ${pointsMax}`}</td>
      <td>{at !== undefined && <time dateTime={at}>{day(at)}</time>}</td>
    </>
  );
}

interface CellsProps {
  readonly standing: ExerciseStanding;
}

const day = (at: string): string =>
  new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

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
        <code>.quorate/progress.txt</code> of your checkout. Bring that file here, and the two are
        merged: of each exercise, the best result stays. To go the other way, export, and put the
        file there. Where <code>npm run site</code> serves this page from your checkout, it has read
        the file already.
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
