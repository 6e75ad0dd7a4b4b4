// Stories that were told ahead, fetched once.
import { fromWire } from '../../../../grader/judge/wire.ts';
import { storyKey, type StoryName, type ToldStory } from './told.ts';

const fetched = new Map<string, Promise<ToldStory>>();

export function fetchStory(name: StoryName): Promise<ToldStory> {
  const key = storyKey(name);
  const known = fetched.get(key);
  if (known) return known;
  const story = import(`../generated/stories/${key}.json`).then(
    ({ default: file }: { default: { told: unknown } }) => fromWire(file.told) as ToldStory,
  );
  fetched.set(key, story);
  return story;
}
