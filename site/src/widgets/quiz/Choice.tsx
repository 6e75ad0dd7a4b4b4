// A question with answers to choose from. A page writes it in plain Markdown, so that it can be read anywhere: the question,
// a numbered list, and the explanation in a `details`.
//
//   <Predict answer="2">
//
//   What does c3 return?
//
//   1. the new value
//   2. the old value
//
//   <details>
//   <summary>Answer</summary>
//
//   …
//
//   </details>
//
//   </Predict>
import {
  Children,
  isValidElement,
  type ReactElement,
  type ReactNode,
  useId,
  useState,
} from 'react';
import { Cross, Tick } from '../glyphs.tsx';
import './quiz.css';

interface ChoiceProps {
  /** The numbers of the right answers: `2`, or `1 3` where several are right. */
  readonly answer: string | number;
  readonly children?: ReactNode;
}

/** Choose before it is revealed: there is one try. */
export const Predict = (props: ChoiceProps): ReactNode => <Choice {...props} kind="predict" />;

/** Choose, and hear whether it is right, as often as you like. */
export const Quiz = (props: ChoiceProps): ReactNode => <Choice {...props} kind="quiz" />;

function Choice({ answer, children, kind }: ChoiceProps & { readonly kind: 'predict' | 'quiz' }) {
  const { question, options, explanation } = partsOf(children);
  const right = new Set(
    String(answer)
      .split(/[\s,]+/)
      .map((number) => Number(number) - 1),
  );
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [isTold, setTold] = useState(false);
  const name = useId();
  const isSingle = right.size === 1;
  const isRight = chosen.size === right.size && [...chosen].every((each) => right.has(each));
  const isOver = isTold && (kind === 'predict' || isRight);

  const pick = (index: number) => {
    setChosen((old) => {
      if (isSingle) return new Set([index]);
      return old.has(index)
        ? new Set([...old].filter((each) => each !== index))
        : new Set([...old, index]);
    });
    if (kind === 'quiz') setTold(false);
  };

  return (
    <fieldset className={`q-widget q-choice q-${kind}`}>
      <legend>{kind === 'predict' ? 'Predict' : 'Question'}</legend>
      <div className="q-question">{question}</div>
      <ol>
        {options.map((option, index) => (
          <li key={index} className={isOver && right.has(index) ? 'q-right' : ''}>
            <label>
              <input
                type={isSingle ? 'radio' : 'checkbox'}
                name={name}
                checked={chosen.has(index)}
                disabled={isOver}
                onChange={() => pick(index)}
              />
              <span>{option}</span>
              {isOver && right.has(index) && (
                <span className="q-good">
                  <Tick />
                  <span className="sr-only"> right</span>
                </span>
              )}
            </label>
          </li>
        ))}
      </ol>
      {!isOver && (
        <button type="button" disabled={chosen.size === 0} onClick={() => setTold(true)}>
          {kind === 'predict' ? 'Reveal' : 'Check'}
        </button>
      )}
      <p role="status" className="q-told">
        {isTold && (
          <span className={isRight ? 'q-good' : 'q-bad'}>
            {isRight ? <Tick /> : <Cross />} {toldText(kind, isRight)}
          </span>
        )}
      </p>
      {explanation && (
        <details open={isOver}>
          <summary>{isOver ? 'Why' : 'The answer, without a try'}</summary>
          <div>{explanation}</div>
        </details>
      )}
    </fieldset>
  );
}

function toldText(kind: 'predict' | 'quiz', isRight: boolean): string {
  if (isRight) return kind === 'predict' ? 'As you said.' : 'Right.';
  return kind === 'predict' ? 'Not so.' : 'Not yet. Try another.';
}

type WithChildren = ReactElement<{ readonly children?: ReactNode }>;

const isElement = (node: ReactNode): node is WithChildren => isValidElement(node);

/** The list splits what comes before from what comes after. */
function partsOf(children: ReactNode) {
  const parts = Children.toArray(children);
  const list = parts.findIndex((part) => isElement(part) && part.type === 'ol');
  if (list < 0) throw new Error('A question needs a numbered list of answers.');
  const options = Children.toArray((parts[list] as WithChildren).props.children).filter(isElement);
  return {
    question: parts.slice(0, list),
    options: options.map(({ props }) => props.children),
    explanation: explanationIn(parts.slice(list + 1).filter(isElement)),
  };
}

/** What is in the `details`, without its summary. */
function explanationIn(parts: readonly WithChildren[]): ReactNode {
  if (parts.length === 0) return undefined;
  return parts.map((part) => {
    const inner = Children.toArray(part.props.children);
    const hasSummary = inner.some((each) => isElement(each) && each.type === 'summary');
    return hasSummary ? inner.filter((each) => !isElement(each) || each.type !== 'summary') : part;
  });
}
