// The checker of histories on recorded ones, beside the time that Porcupine took for them.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkLinearizable, modelsByName, readHistory } from '../history/index.ts';
import { searchBare } from './bare-search.ts';
import { besideSearch } from './explorations.ts';
import type { Report } from './figure.ts';
import { measurePaired } from './paired.ts';

interface Recorded {
  readonly file: string;
  readonly model: string;
  readonly porcupineMs: number;
  readonly expected: string;
}

const stepsMax = 10_000_000;

/** @param folder the recorded histories, with their manifests. They are kept beside the repository, and may be missing. */
export function benchHistories(folder: string, report: Report): void {
  if (!existsSync(join(folder, 'MANIFEST.tsv'))) {
    report({
      id: 'histories',
      group: 'Histories',
      what: 'recorded histories',
      measured: 'skipped: they are not beside this checkout',
    });
    return;
  }
  const recorded = [
    ...readManifest(folder, 'MANIFEST.tsv', ''),
    ...readManifest(folder, 'synthetic/MANIFEST.tsv', 'synthetic/'),
  ];
  const of = (prefix: string, model: string) =>
    recorded.filter((each) => each.file.startsWith(prefix) && each.model === model);
  const etcd = of('jepsen/', 'etcd-register');
  const kv = of('kv/', 'kv');
  // Where Porcupine gave up after ten seconds there is nothing to stand beside.
  const synthetic = of('synthetic/', 'etcd-register').filter(
    ({ expected }) => !expected.startsWith('Unknown'),
  );

  const set = (name: string, chosen: readonly Recorded[], share: number, rounds: number) =>
    benchSet(report, folder, { name, chosen, share, rounds });
  set('etcd', etcd, 1 / 4, 15);
  set('kv and synthetic', [...kv, ...synthetic], 1, 3);
  set('kv as one object', of('kv/', 'kv-nopart'), 1, 1);
}

function benchSet(
  report: Report,
  folder: string,
  set: { name: string; chosen: readonly Recorded[]; share: number; rounds: number },
): void {
  const { name, chosen, share, rounds } = set;
  const histories = chosen.map(({ file, model: modelName, expected }) => {
    const model = modelsByName.get(modelName)!;
    return {
      model,
      expected,
      history: readHistory(model, readFileSync(join(folder, file), 'utf8')),
    };
  });
  let wrong = 0;
  const run = () => {
    wrong = 0;
    for (const { model, history, expected } of histories) {
      const { verdict } = checkLinearizable(model, history, { stepsMax });
      if (verdict !== (expected === 'Ok' ? 'linearizable' : 'violation')) wrong++;
    }
  };
  const paired = measurePaired(run, searchBare, { rounds, calls: 1 });
  const porcupineMs = chosen.reduce((sum, each) => sum + each.porcupineMs, 0);
  const times = paired.ms / porcupineMs;
  const verdicts = wrong === 0 ? 'every verdict right' : `${wrong} VERDICTS WRONG`;
  report({
    id: `histories/${name}`,
    group: 'Histories',
    what: `${name}: ${chosen.length} files, ${verdicts}`,
    measured: `${paired.ms.toFixed(0)} ms, ${times.toPrecision(2)} of Porcupine`,
    ...besideSearch(paired),
    aim: { text: `at most ${share} of Porcupine`, isReached: wrong === 0 && times <= share },
  });
}

/** The column heads differ between the two tables; what they have in common is found by name. */
function readManifest(folder: string, path: string, prefix: string): Recorded[] {
  const [heads, ...rows] = readFileSync(join(folder, path), 'utf8').trim().split('\n');
  const columns = heads!.split('\t');
  return rows.map((row) => {
    const cells = row.split('\t');
    const cell = (head: string) => cells[columns.indexOf(head)] ?? '';
    return {
      file: prefix + cell('file'),
      model: cell('model').split(' ')[0] || 'etcd-register',
      porcupineMs: Number(cell('porcupine_ms')),
      expected: cell('expected'),
    };
  });
}
