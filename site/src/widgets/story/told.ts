// A story as a page is given it, and where it is found. Told ahead, by the judge: a page plays it back.
import type { Edit } from '../../../../grader/mutants/mutant.ts';
import type { NodeId, TraceEvent } from '../../../../grader/sim/index.ts';

export type StoryName =
  /** The shortest story of a wrong answer. */
  | { readonly exercise: string; readonly mutant: string }
  /** The reference, in a story that a check tells by hand. */
  | { readonly exercise: string; readonly check: string; readonly story: string };

export interface ToldStory {
  readonly exercise: string;
  /** The promise, as the check's title states it; or the story's own name. */
  readonly title: string;
  /** Where it is explained: `02-quorums/register#write-back`. */
  readonly chapter: string;
  /** What is watched: the first is the one that broke, if any did. */
  readonly promises: readonly string[];
  readonly nodes: readonly { readonly id: NodeId; readonly role: string }[];
  readonly trace: readonly TraceEvent[];
  /** Nothing broke: something never came about. */
  readonly missed?: boolean | undefined;
  /** What broke, in one sentence. */
  readonly what?: string;
  readonly token?: string;
  /** Of a wrong answer: what is wrong with it, where it was seen, and its edits of the reference. */
  readonly wrong?: string;
  readonly seen?: string;
  readonly edits?: readonly Edit[];
  /** The same steps with the reference. */
  readonly kept?: { readonly trace: readonly TraceEvent[] };
}

/** The file of a story, without its ending. */
export function storyKey(name: StoryName): string {
  if ('mutant' in name) return `${name.exercise}/${name.mutant}`;
  const words = name.story.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `${name.exercise}/${name.check}/${words.replaceAll(/^-|-$/g, '')}`;
}
