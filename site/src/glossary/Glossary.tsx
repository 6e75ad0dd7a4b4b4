// All terms, for the page "Glossary".
import Link from '@docusaurus/Link';
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import type { ReactNode } from 'react';
import { termOf, terms } from './terms.ts';

export function Glossary(): ReactNode {
  const { collectAnchor } = useBrokenLinks();
  for (const { id } of terms) collectAnchor(id);

  return (
    <dl className="glossary">
      {terms
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .map(({ id, name, definition, see = [] }) => (
          <div key={id} className="glossary__entry">
            <dt id={id}>{name}</dt>
            <dd>
              {definition}
              {see.length > 0 && (
                <span className="glossary__see">
                  {' '}
                  See{' '}
                  {see.map((other, index) => (
                    <span key={other}>
                      {index > 0 && ', '}
                      <Link to={`#${other}`}>{termOf(other).name.toLowerCase()}</Link>
                    </span>
                  ))}
                  .
                </span>
              )}
            </dd>
          </div>
        ))}
    </dl>
  );
}
