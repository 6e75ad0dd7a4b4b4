// Code that a chapter quotes, with where it comes from.
import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';

interface QuotedCodeProps {
  readonly file: string;
  readonly region: string;
  readonly children: ReactNode;
}

export function QuotedCode({ file, region, children }: QuotedCodeProps): ReactNode {
  return (
    <figure className="quoted" data-region={region}>
      {children}
      <figcaption>
        From <Link to={`/source/${file}/`}>{file}</Link>, which the tests run.
      </figcaption>
    </figure>
  );
}
