// Beside the editor of a text that imports others: which of the reader's own texts are judged along, and how far they are.
import Link from '@docusaurus/Link';
import { Fragment, type ReactNode } from 'react';
import { useCourse } from '../../course.ts';
import { standingOf } from '../../progress/standing.ts';
import { useProgress } from '../../progress/store.ts';
import { type Beside, fileName } from './beside.ts';

interface JudgedWithProps {
  /** Exercises that the text imports. */
  readonly exercises: readonly string[];
  /** Their texts, once they are known. */
  readonly beside: readonly Beside[] | undefined;
}

export function JudgedWith({ exercises, beside }: JudgedWithProps): ReactNode {
  const progress = useProgress();
  if (exercises.length === 0) return null;
  if (!beside) {
    return (
      <p className="q-beside-texts">
        Judged with your <Files of={exercises} />.
      </p>
    );
  }
  const written = beside.filter(({ isWritten }) => isWritten).map(({ exercise }) => exercise);
  const skeletons = beside.filter(({ isWritten }) => !isWritten).map(({ exercise }) => exercise);
  const isPassed = (id: string) => standingOf(progress, id).standing === 'passed';
  const elsewhere = skeletons.filter(isPassed);
  const untouched = skeletons.filter((id) => !isPassed(id));
  return (
    <div className="q-beside-texts">
      {written.length > 0 && (
        <p>
          Judged with your{' '}
          <Files of={written} say={(id) => (isPassed(id) ? 'passed' : 'in progress')} />, as you
          left {written.length === 1 ? 'it' : 'them'} on {written.length === 1 ? 'its' : 'their'}{' '}
          {written.length === 1 ? 'page' : 'pages'}.
        </p>
      )}
      {untouched.length > 0 && (
        <p>
          Not started yet: <Files of={untouched} />. Write {untouched.length === 1 ? 'it' : 'them'}{' '}
          first.
        </p>
      )}
      {elsewhere.length > 0 && (
        <p>
          Passed, but not in this browser: <Files of={elsewhere} />. Load{' '}
          {elsewhere.length === 1 ? 'your file on its page' : 'your files on their pages'} to have{' '}
          {elsewhere.length === 1 ? 'it' : 'them'} judged here.
        </p>
      )}
    </div>
  );
}

interface FilesProps {
  readonly of: readonly string[];
  readonly say?: (exercise: string) => string;
}

const Files = ({ of, say }: FilesProps): ReactNode =>
  of.map((id, index) => (
    <Fragment key={id}>
      {index > 0 && (index === of.length - 1 ? ' and ' : ', ')}
      <ExerciseLink exercise={id} />
      {say && ` (${say(id)})`}
    </Fragment>
  ));

/** The file of an exercise, with a way to its page. */
export function ExerciseLink({ exercise }: { readonly exercise: string }): ReactNode {
  const exercises = useCourse().chapters.flatMap((chapter) => chapter.exercises);
  const page = exercises.find(({ id }) => id === exercise)?.page;
  const name = <code>{fileName(exercise)}</code>;
  return page === undefined ? name : <Link to={page}>{name}</Link>;
}
