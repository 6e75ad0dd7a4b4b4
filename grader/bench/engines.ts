// What is measured in one process, bundled and without a loader: tsx names every closure, which slows those that are made
// often. Prints a figure a line, as JSON.
import { readFileSync } from 'node:fs';
import { benchExplorations } from './explorations.ts';
import type { Figure } from './figure.ts';
import { benchHistories } from './histories.ts';
import { benchStories, type MutantCode } from './stories.ts';
import { benchWorlds } from './worlds.ts';

/** What `bench.ts` hands over. */
export interface Engines {
  readonly groups: readonly string[];
  readonly historiesFolder: string;
  readonly mutants: readonly MutantCode[];
}

const { groups, historiesFolder, mutants } = JSON.parse(readFileSync(0, 'utf8')) as Engines;
const report = (figure: Figure) => process.stdout.write(`${JSON.stringify(figure)}\n`);

if (groups.includes('world')) benchWorlds(report);
if (groups.includes('explorer')) benchExplorations(report);
if (groups.includes('histories')) benchHistories(historiesFolder, report);
if (groups.includes('stories')) benchStories(mutants, report);
