// Which exercises a reader means: `02-quorums/register`, `register`, a whole chapter, or a path that a shell completed.
import { distance } from 'fastest-levenshtein';
import { chapterOf, nameOf } from './catalogue.ts';
import { Problem } from './problem.ts';

/**
 * The exercises that the names mean, each once, in the order of the catalogue. No names mean all.
 * @throws Problem where a name means none, or where a bare name means several.
 */
export function resolveExercises(names: readonly string[], catalogue: readonly string[]): string[] {
  if (names.length === 0) return [...catalogue];
  const meant = new Set(names.flatMap((name) => exercisesCalled(name, catalogue)));
  return catalogue.filter((id) => meant.has(id));
}

/**
 * The one exercise that the name means.
 * @throws Problem where it is not exactly one.
 */
export function resolveExercise(name: string, catalogue: readonly string[]): string {
  const [id, ...others] = exercisesCalled(name, catalogue);
  if (id !== undefined && others.length === 0) return id;
  throw new Problem(
    `"${name}" is a chapter with several exercises.`,
    `Name one of them: ${[id, ...others].join(', ')}`,
  );
}

function exercisesCalled(name: string, catalogue: readonly string[]): string[] {
  const wanted = name
    .replaceAll('\\', '/')
    .replace(/^(?:.*\/)?(?:exercises|solutions|chapters|grader\/suites)\//, '')
    .replace(/(?:\.test)?\.(?:ts|mdx)$|\/$/, '');
  if (catalogue.includes(wanted)) return [wanted];

  const inChapter = catalogue.filter((id) =>
    [chapterOf(id), chapterOf(id).slice(0, 2)].includes(wanted),
  );
  if (inChapter.length > 0) return inChapter;

  const [first, ...others] = catalogue.filter((id) => nameOf(id) === wanted);
  if (first === undefined) throw unknownExercise(name, wanted, catalogue);
  if (others.length === 0) return [first];
  throw new Problem(
    `Several exercises are called "${name}".`,
    `Name one with its chapter: ${[first, ...others].join(', ')}`,
  );
}

function unknownExercise(name: string, wanted: string, catalogue: readonly string[]): Problem {
  const suggestion = closest(wanted, [
    ...catalogue,
    ...catalogue.map(nameOf),
    ...catalogue.map(chapterOf),
  ]);
  return new Problem(
    `There is no exercise called "${name}".`,
    suggestion === undefined ? 'List them with: npx quorate list' : `Did you mean "${suggestion}"?`,
  );
}

/** The known name that a mistyped one most likely stands for, if any is near enough. */
export function closest(wanted: string, known: readonly string[]): string | undefined {
  const longer = wanted.length > 1 && known.find((name) => name.startsWith(wanted.toLowerCase()));
  if (longer) return longer;

  const [best] = known
    .map((name) => ({ name, typos: distance(wanted.toLowerCase(), name) }))
    .toSorted((a, b) => a.typos - b.typos);
  return best !== undefined && best.typos <= Math.max(2, wanted.length / 3) ? best.name : undefined;
}
