// The theme's layout. The search page of the search theme has no main landmark of its own.
import { useLocation } from '@docusaurus/router';
import useBaseUrl from '@docusaurus/useBaseUrl';
import OriginalLayout from '@theme-original/Layout';
import type { Props } from '@theme/Layout';
import type { ReactNode } from 'react';

export default function Layout({ children, ...props }: Props): ReactNode {
  const isSearch = useLocation().pathname === useBaseUrl('/search/');
  return (
    <OriginalLayout {...props}>{isSearch ? <main>{children}</main> : children}</OriginalLayout>
  );
}
