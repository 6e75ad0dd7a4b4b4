// A page that is not there.
import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';

export default function NotFoundContent(): ReactNode {
  return (
    <main className="page prose">
      <h1>There is no such page</h1>
      <p>
        It may have moved, or the address has a slip in it. Search for a word of it, or start from
        one of these:
      </p>
      <ul>
        <li>
          <Link to="/">The first page</Link>, with all chapters
        </li>
        <li>
          <Link to="/guide/questions/">Questions and answers</Link>
        </li>
        <li>
          <Link to="/guide/glossary/">The glossary</Link>
        </li>
      </ul>
    </main>
  );
}
