// A rule that can be taken away: the same steps, with it and without it.
import { Fragment, type ReactNode, use, useId, useState } from 'react';
import { fetchStory } from '../story/load.ts';
import { PlayedStory } from '../story/Story.tsx';
import './rule.css';

interface RuleProps {
  readonly exercise: string;
  /** The wrong answer that lacks the rule. */
  readonly mutant: string;
  /** The rule, in words. */
  readonly children?: ReactNode;
}

export function Rule({ exercise, mutant, children }: RuleProps): ReactNode {
  const story = use(fetchStory({ exercise, mutant }));
  const [isThere, setThere] = useState(false);
  const name = useId();
  const { kept, what, wrong, seen, edits = [], ...rest } = story;
  const trace = isThere && kept ? kept.trace : story.trace;
  return (
    <div className="q-widget q-rule" role="group" aria-labelledby={name}>
      <div className="q-rule-head">
        <div id={name}>{children ?? <p>{story.title}</p>}</div>
        {kept && (
          <button
            type="button"
            role="switch"
            aria-checked={isThere}
            className="q-switch"
            onClick={() => setThere(!isThere)}
          >
            <span className="q-knob" aria-hidden="true" />
            {isThere ? 'The rule is there' : 'The rule is deleted'}
          </button>
        )}
      </div>
      {!isThere && wrong !== undefined && (
        <p>
          {wrong} {seen !== undefined && <span className="q-small">Seen: {seen}</span>}
        </p>
      )}
      {isThere && <p>The same steps with the rule: nothing breaks.</p>}
      <details>
        <summary>The lines that differ</summary>
        {edits.map(({ find, replace, file }, index) => (
          <Fragment key={index}>
            {file !== undefined && (
              <p>
                In <code>{file}</code>:
              </p>
            )}
            <pre tabIndex={0}>{isThere ? find : replace.trim() === '' ? '(nothing)' : replace}</pre>
          </Fragment>
        ))}
      </details>
      <PlayedStory
        key={String(isThere)}
        isTitled
        story={{ ...rest, trace, ...(isThere || what === undefined ? {} : { what }) }}
      />
    </div>
  );
}
