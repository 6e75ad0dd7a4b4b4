// The widgets that pages may use, each fetched when it is needed.
import { near } from './Near.tsx';

type Name = keyof typeof import('@widgets');

/** A name that is not there yet shows nothing. */
const widget = (name: Name, minHeight: string) =>
  near(async () => (await import('@widgets'))[name] ?? (() => null), minHeight);

export const Story = widget('Story', '20rem');
export const World = widget('World', '24rem');
export const Rule = widget('Rule', '20rem');
export const Predict = widget('Predict', '6rem');
export const Quiz = widget('Quiz', '6rem');
export const Overlap = widget('Overlap', '20rem');
export const Exercise = widget('Exercise', '24rem');
