// The exercise of a brief: an editor and the judge, once the reader comes near.
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import type { ReactNode } from 'react';
import { Exercise } from '../near/widgets.ts';

export function ExerciseHere({ id }: { id: string }): ReactNode {
  useBrokenLinks().collectAnchor('exercise');
  return (
    <section id="exercise" className="exercise-here no-search" aria-label="The exercise">
      <Exercise id={id} />
    </section>
  );
}
