// The worlds that chapters bring to be poked: `chapters/<chapter>/scenes.ts`, found by its name.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Scenes, Stage } from '../../../../grader/scenes/index.ts';

export interface ChapterScenes {
  /** From the root: `chapters/03-raft/scenes.ts`. */
  readonly file: string;
  readonly scenes: Scenes;
}

/** @throws Error where two chapters use the same name. */
export async function findScenes(root: string): Promise<ChapterScenes[]> {
  const found: ChapterScenes[] = [];
  for (const chapter of readdirSync(join(root, 'chapters')).toSorted()) {
    const file = `chapters/${chapter}/scenes.ts`;
    if (!existsSync(join(root, file))) continue;
    const module = (await import(pathToFileURL(join(root, file)).href)) as { default: Scenes };
    const known = found.flatMap(({ scenes }) => Object.keys(scenes));
    const twice = Object.keys(module.default).find((name) => known.includes(name));
    if (twice !== undefined) throw new Error(`${file}: another chapter has a scene "${twice}".`);
    found.push({ file, scenes: module.default });
  }
  return found;
}

export const stagesOf = (found: readonly ChapterScenes[]): Record<string, Stage> =>
  Object.fromEntries(
    found.flatMap(({ scenes }) =>
      Object.entries(scenes).map(([name, { stage }]) => [name, stage] as const),
    ),
  );

/** A module with all scenes, for the simulator's worker. */
export function indexOf(found: readonly ChapterScenes[]): string {
  const imports = found.map(
    ({ file }, index) => `import scenes${index} from '../../../../${file}';\n`,
  );
  return `${imports.join('')}\nexport default { ${found.map((_, index) => `...scenes${index}`).join(', ')} };\n`;
}
