// The wrong answers of one exercise, each with what was changed, the promise that caught it, and its shortest story.
import { Fragment, type ReactNode, Suspense, use, useState } from 'react';
import { applyEdits, type Texts } from '../../../grader/mutants/mutant.ts';
import type { ReplayedStory } from '../judge/ask.ts';
import { judgeClient } from '../judge/index.ts';
import '../widgets/widgets.css';
import { PlayedStory } from '../widgets/story/Story.tsx';
import { type ChangedLine, changedLines } from './changed-lines.ts';
import type { WrongAnswer, WrongAnswersOf } from './data.ts';

export function Answers({ exercise }: { readonly exercise: string }): ReactNode {
  const { answers } = use(answersOf(exercise));
  return (
    <ol className="hall__answers">
      {answers.map((answer) => (
        <Wrong key={answer.id} exercise={exercise} answer={answer} />
      ))}
    </ol>
  );
}

interface WrongProps {
  readonly exercise: string;
  readonly answer: WrongAnswer;
}

function Wrong({ exercise, answer }: WrongProps): ReactNode {
  const { wrong, edits, seen, caughtBy, broken, token } = answer;
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <details className="wrong" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{wrong}</summary>
        <dl>
          <dt>What was changed in the reference</dt>
          <dd>
            {edits.map((edit) => (
              <Fragment key={`${edit.file ?? ''} ${edit.find}`}>
                {edit.file !== undefined && (
                  <p className="wrong__file">
                    In <code>{edit.file}</code>:
                  </p>
                )}
                <pre className="wrong__edit" tabIndex={0}>
                  {changedLines(edit).map(({ is, text }, index) => (
                    <Line key={index} is={is} text={text} />
                  ))}
                </pre>
              </Fragment>
            ))}
          </dd>
          <dt>The promise that caught it</dt>
          <dd>{caughtBy}</dd>
          <dt>What broke</dt>
          <dd className="wrong__broken">{broken}</dd>
          {seen !== undefined && (
            <>
              <dt>Where it was seen</dt>
              <dd>{seen}</dd>
            </>
          )}
        </dl>
        {isOpen && token !== undefined && <Told exercise={exercise} answer={answer} />}
      </details>
    </li>
  );
}

/** With the sign that says without a colour what became of it. */
function Line({ is: Tag, text }: ChangedLine): ReactNode {
  const sign = { del: '−', ins: '+', span: ' ' }[Tag];
  return <Tag>{`${sign} ${text}\n`}</Tag>;
}

type Telling =
  | { readonly is: 'told'; readonly story: Broken['story'] }
  | { readonly is: 'missing'; readonly because: string };
type Broken = Extract<ReplayedStory['replayed'], { readonly ends: 'broken' }>;

/** The judge tells it now, from its token: what is seen is a run of this very answer. */
function Told({ exercise, answer }: WrongProps): ReactNode {
  const [telling] = useState(() => tell(exercise, answer));
  return (
    <Suspense fallback={<p className="hall__wait">The judge is telling the story.</p>}>
      <Shortest telling={telling} />
    </Suspense>
  );
}

function Shortest({ telling }: { readonly telling: Promise<Telling> }): ReactNode {
  const told = use(telling);
  if (told.is === 'missing') return <p className="hall__wait">{told.because}</p>;
  const { promise, nodes, trace, missed, deliveries } = told.story;
  return (
    <PlayedStory
      title={`The shortest story, of ${deliveries} ${deliveries === 1 ? 'message' : 'messages'}`}
      story={{ title: promise, promises: [promise], nodes, trace, missed }}
    />
  );
}

async function tell(exercise: string, answer: WrongAnswer): Promise<Telling> {
  try {
    const texts = applyEdits(await referenceOf(exercise), answer);
    const { replayed } = await judgeClient.replay(answer.token!, texts);
    return 'story' in replayed
      ? { is: 'told', story: replayed.story }
      : { is: 'missing', because: 'This story ends in another way by now.' };
  } catch (error) {
    return { is: 'missing', because: `The story could not be told: ${(error as Error).message}` };
  }
}

const fetched = new Map<string, Promise<WrongAnswersOf>>();

function answersOf(exercise: string): Promise<WrongAnswersOf> {
  const known = fetched.get(exercise);
  if (known) return known;
  const answers = import(`./data/${exercise}.json`).then(
    ({ default: data }: { default: WrongAnswersOf }) => data,
  );
  fetched.set(exercise, answers);
  return answers;
}

async function referenceOf(exercise: string): Promise<Texts> {
  const module = (await import(`../widgets/generated/references/${exercise}.json`)) as {
    default: Texts;
  };
  return module.default;
}
