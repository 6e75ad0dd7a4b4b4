// The theme's layout. The search page of the search theme has no main landmark of its own. Served from a checkout, all pages
// know what the command line knows.
import { useLocation } from '@docusaurus/router';
import useBaseUrl from '@docusaurus/useBaseUrl';
import OriginalLayout from '@theme-original/Layout';
import type { Props } from '@theme/Layout';
import { type ReactNode, useEffect } from 'react';
import { useCourse } from '../../course.ts';
import { addText } from '../../progress/store.ts';

export default function Layout({ children, ...props }: Props): ReactNode {
  const isSearch = useLocation().pathname === useBaseUrl('/search/');
  const { checkout } = useCourse();
  useEffect(() => {
    if (checkout !== undefined) addText(checkout);
  }, [checkout]);
  return (
    <OriginalLayout {...props}>{isSearch ? <main>{children}</main> : children}</OriginalLayout>
  );
}
