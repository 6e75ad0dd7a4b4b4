// An exercise on its brief's page: the editor, the judge, the verdict, the hints.
import { type ReactNode, use, useEffect, useId, useRef, useState } from 'react';
import type { ExerciseVerdict } from '../../../../grader/judge/verdict.ts';
import { findFact } from '../../../../grader/cli/progress.ts';
import type { ReplayedStory } from '../../judge/ask.ts';
import type { Texts } from '../../../../grader/mutants/mutant.ts';
import { addFacts, loadProgress } from '../../progress/store.ts';
import { PlayedStory } from '../story/Story.tsx';
import { fileName, textsOf } from './beside.ts';
import type { ExerciseData } from './data.ts';
import type { Editor } from './editor.ts';
import { factsOf } from './facts.ts';
import { Hints } from './Hints.tsx';
import { JudgedWith } from './JudgedWith.tsx';
import { fetchExercise } from './load.ts';
import { keepText, keptText } from './text.ts';
import { readBeside, useBeside } from './useBeside.ts';
import { useGrading } from './useGrading.ts';
import { Verdict } from './Verdict.tsx';
import './exercise.css';

export function Exercise({ id }: { readonly id: string }): ReactNode {
  return <Workbench data={use(fetchExercise(id))} />;
}

interface Graded {
  readonly verdict: ExerciseVerdict;
  readonly texts: Texts;
  readonly before: ExerciseVerdict | undefined;
}

function Workbench({ data }: { readonly data: ExerciseData }): ReactNode {
  const { exercise, skeleton, checks } = data;
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(undefined);
  const [text, setText] = useState(skeleton);
  const [isReady, setReady] = useState(false);
  const [graded, setGraded] = useState<Graded>();
  const [replayed, setReplayed] = useState<ReplayedStory>();
  const grading = useGrading();
  const { exercises, beside } = useBeside(exercise, text);
  const heading = useId();

  /** With what the other texts are at this moment. */
  const textsNow = async (): Promise<Texts> => {
    const now = editor.current?.text ?? text;
    return textsOf(exercise, now, await readBeside(exercise, now));
  };
  const grade = async () => {
    const texts = textsNow();
    setReplayed(undefined);
    editor.current?.mark(undefined);
    const story = findFact(loadProgress(), exercise, 'story');
    const isOpen = findFact(loadProgress(), exercise, 'last')?.outcome !== 'passed';
    const verdict = await grading.grade(exercise, texts, isOpen ? story?.token : undefined);
    if (!verdict) return;
    const judged = await texts;
    setGraded((old) => ({ verdict, texts: judged, before: old?.verdict }));
    addFacts(factsOf(verdict, new Date()));
    const stopped = verdict.checks.find(({ outcome }) => outcome !== 'passed');
    if (stopped?.at && stopped.because !== undefined && stopped.outcome !== 'failed') {
      const { file, line, column } = stopped.at;
      if (file !== `${exercise}.ts`) return;
      editor.current?.mark({ line, says: stopped.because, ...(column ? { column } : {}) });
    }
  };
  const submit = useRef(grade);
  submit.current = grade;

  useEffect(() => {
    let isGone = false;
    const kept = keptText(exercise) ?? skeleton;
    setText(kept);
    void import('./editor.ts').then(({ openEditor }) => {
      const parent = place.current;
      if (isGone || !parent) return;
      parent.replaceChildren();
      editor.current = openEditor({
        parent,
        text: kept,
        label: `Your text of ${exercise}`,
        onChange(next) {
          setText(next);
          keepText(exercise, next, skeleton);
        },
        onSubmit: () => void submit.current(),
      });
      setReady(true);
    });
    return () => {
      isGone = true;
      editor.current?.destroy();
      editor.current = undefined;
    };
  }, [exercise, skeleton]);

  const open = async (token: string) => {
    const told = await grading.replay(token, textsNow());
    if (told) setReplayed(told);
  };
  const points = checks.reduce((sum, check) => sum + check.points, 0);
  const { state } = grading;
  const isBusy = state.doing === 'grading';

  return (
    <div className="q-widget q-exercise" aria-labelledby={heading} role="group">
      <p className="q-title" id={heading}>
        {data.title}
        <span className="q-small">
          {' '}
          exercises/{exercise}.ts · {checks.length} checks, {points} points
        </span>
      </p>
      <div className="q-editor">
        {/* Until the editor is there, and where no script runs, the skeleton to read. */}
        <div ref={place} suppressHydrationWarning>
          <pre tabIndex={0}>{skeleton}</pre>
        </div>
      </div>
      <div className="q-tools">
        <button
          type="button"
          className="q-primary"
          onClick={() => void grade()}
          disabled={isBusy || !isReady}
        >
          Grade
        </button>
        {isBusy && (
          <button type="button" onClick={grading.stop}>
            Stop
          </button>
        )}
        <Reset
          isDisabled={text === skeleton}
          reset={() => {
            editor.current?.setText(skeleton);
            setGraded(undefined);
          }}
        />
        <Download exercise={exercise} text={text} />
        <Load load={(loaded) => editor.current?.setText(loaded)} />
        <span className="q-small q-keys">
          <kbd>Ctrl</kbd> <kbd>Enter</kbd> grades; <kbd>Esc</kbd> <kbd>Tab</kbd> leaves the editor
        </span>
      </div>
      <JudgedWith exercises={exercises} beside={beside} />
      <p className="q-status" role="status">
        {isBusy && <Bar data={data} progress={'progress' in state ? state.progress : undefined} />}
        {state.doing === 'nothing' && state.said}
      </p>
      {graded && !isBusy && (
        <Verdict
          // A new verdict opens what it is about.
          key={graded.verdict.checks.map(({ outcome }) => outcome).join() + sizeOf(graded.texts)}
          verdict={graded.verdict}
          before={graded.before}
          isStale={isOther(graded.texts, textsOf(exercise, text, beside ?? []))}
          goTo={(line) => editor.current?.goTo(line)}
        />
      )}
      {replayed && <Replayed replayed={replayed} />}
      <Hints data={data} />
      <OpenToken exercise={exercise} open={open} isDisabled={isBusy || !isReady} />
    </div>
  );
}

const sizeOf = (texts: Texts): number => JSON.stringify(texts).length;

const isOther = (one: Texts, other: Texts): boolean =>
  one.source !== other.source ||
  Object.entries(one.beside).some(([name, text]) => (other.beside[name] ?? text) !== text);

interface BarProps {
  readonly data: ExerciseData;
  readonly progress:
    { readonly check: string; readonly done: number; readonly total: number } | undefined;
}

/** All checks alike, and within one what it says of itself. */
function Bar({ data: { checks }, progress }: BarProps): ReactNode {
  const index = checks.findIndex(({ id }) => id === progress?.check);
  const share = progress ? progress.done / Math.max(1, progress.total) : 0;
  return (
    <>
      <progress max={checks.length} value={Math.max(0, index) + Math.min(1, share)} />{' '}
      {checks[index]?.title ?? 'The judge is on its way.'}
    </>
  );
}

function Reset({ isDisabled, reset }: { isDisabled: boolean; reset: () => void }): ReactNode {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) {
    return (
      <button type="button" disabled={isDisabled} onClick={() => setAsking(true)}>
        Reset
      </button>
    );
  }
  return (
    <span className="q-ask">
      Back to the skeleton?{' '}
      <button
        type="button"
        onClick={() => {
          setAsking(false);
          reset();
        }}
      >
        Yes
      </button>{' '}
      <button type="button" onClick={() => setAsking(false)}>
        Keep my text
      </button>
    </span>
  );
}

function Download({ exercise, text }: { exercise: string; text: string }): ReactNode {
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    link.download = fileName(exercise);
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <button type="button" onClick={save}>
      Download
    </button>
  );
}

function Load({ load }: { load: (text: string) => void }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        Load a file
      </button>
      <input
        ref={input}
        type="file"
        accept=".ts,text/plain"
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file) void file.text().then(load);
        }}
      />
    </>
  );
}

interface OpenTokenProps {
  readonly exercise: string;
  readonly open: (token: string) => Promise<void>;
  readonly isDisabled: boolean;
}

/** A story of the command line, here. */
function OpenToken({ open, isDisabled }: OpenTokenProps): ReactNode {
  const [token, setToken] = useState('');
  const field = useId();
  return (
    <details className="q-token">
      <summary>Open a story from the command line</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // With the command around it, as it was copied.
          void open(/q1\.[\w-]+/.exec(token)?.[0] ?? token);
        }}
      >
        <label htmlFor={field}>Its token, from q1. to its end</label>
        <input
          id={field}
          value={token}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => setToken(target.value)}
        />
        <button type="submit" disabled={isDisabled || token.trim() === ''}>
          Open
        </button>
      </form>
    </details>
  );
}

function Replayed({ replayed: { title, replayed } }: { replayed: ReplayedStory }): ReactNode {
  if (replayed.ends === 'well') return <p>“{title}”: with your text, this story ends well.</p>;
  if (replayed.ends !== 'broken') {
    return (
      <p>
        “{title}”: {replayed.because}
      </p>
    );
  }
  const { promise, nodes, trace, missed, broke } = replayed.story;
  return (
    <PlayedStory story={{ title, promises: [promise], nodes, trace, missed, what: broke.what }} />
  );
}
