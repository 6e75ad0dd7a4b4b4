// What stands after the text of a chapter page. Where to go next is the link below it.
import { useDoc } from '@docusaurus/plugin-content-docs/client';
import type { ReactNode } from 'react';
import type { ChapterFrontMatter } from '../../plugins/front-matter.ts';
import { Points } from './ChapterStart.tsx';

export function ChapterEnd(): ReactNode {
  const { learned = [] } = useDoc().frontMatter as ChapterFrontMatter;
  if (learned.length === 0) return null;
  return (
    <aside className="chapter-facts" aria-label="What you have learned">
      <Points title="What you have learned" points={learned} />
    </aside>
  );
}
