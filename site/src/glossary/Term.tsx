// A word of the glossary in a text: a link to its entry, with the definition on hover and on focus. The definition is in
// the page itself, so it is there without JavaScript; Escape puts it away.
import Link from '@docusaurus/Link';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { termOf } from './terms.ts';

export function Term({ id, children }: { id: string; children: ReactNode }): ReactNode {
  const { name, definition } = termOf(id);
  const tip = useId();
  const [isDismissed, setDismissed] = useState(false);

  const dismiss = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') setDismissed(true);
  };
  const show = (): void => setDismissed(false);

  return (
    <span className="term" onKeyDown={dismiss} onMouseEnter={show} onFocus={show}>
      <Link className="term__word" to={`/guide/glossary/#${id}`} aria-describedby={tip}>
        {children}
      </Link>
      <span className="term__definition" id={tip} role="tooltip" hidden={isDismissed}>
        <b>{name}.</b> {definition}
      </span>
    </span>
  );
}
