// Histories of real systems with known verdicts, which are kept beside the repository and not in it.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkLinearizable } from './linearizability.ts';
import { modelsByName } from './named-models.ts';
import { readHistory } from './formats/read-history.ts';
import { isLegalOrder } from './testing/brute-force.ts';

const folder = join(import.meta.dirname, '../../../shared/histories');
const isHere = existsSync(join(folder, 'MANIFEST.tsv'));

interface Recorded {
  name: string;
  file: string;
  model: string;
  verdict: 'linearizable' | 'violation' | 'unknown';
}

/** The column heads differ between the two tables; what they have in common is found by name. */
function readManifest(path: string, prefix: string, modelName?: string): Recorded[] {
  const [heads, ...rows] = readFileSync(join(folder, path), 'utf8').trim().split('\n');
  const columns = heads!.split('\t');
  return rows.map((row) => {
    const cells = row.split('\t');
    const cell = (head: string) => cells[columns.indexOf(head)] ?? '';
    const file = prefix + cell('file');
    const model = modelName ?? cell('model').split(' ')[0]!;
    const verdict = ({ Ok: 'linearizable', Illegal: 'violation' } as const)[cell('expected')];
    return { name: `${file} as ${model}`, file, model, verdict: verdict ?? 'unknown' };
  });
}

const recorded = isHere
  ? [
      ...readManifest('MANIFEST.tsv', ''),
      ...readManifest('synthetic/MANIFEST.tsv', 'synthetic/', 'etcd-register'),
    ]
  : [];

function checkRecorded({ file, model: name }: Recorded) {
  const model = modelsByName.get(name)!;
  const history = readHistory(model, readFileSync(join(folder, file), 'utf8'));
  return { model, result: checkLinearizable(model, history, { stepsMax: 10_000_000 }) };
}

test.skipIf(!isHere)('the recorded histories are there, of every kind', () => {
  expect(new Set(recorded.map(({ model }) => model)).size).toBe(3);
});

test.skipIf(!isHere).each(recorded.filter(({ verdict }) => verdict !== 'unknown'))(
  'the known verdict is found: $name',
  (history) => {
    expect(checkRecorded(history).result.verdict).toBe(history.verdict);
  },
);

test.skipIf(!isHere).each(recorded.filter(({ verdict }) => verdict !== 'violation'))(
  'an order that is found is legal: $name',
  (history) => {
    const { model, result } = checkRecorded(history);

    expect('order' in result && isLegalOrder(model, result.order)).toBe(true);
  },
);

test.skipIf(!isHere).each(recorded.filter(({ verdict }) => verdict === 'violation'))(
  'a violation is explained by few operations: $name',
  (history) => {
    const { model, result } = checkRecorded(history);

    expect(result).toMatchObject({ stuck: [{ because: expect.stringMatching(/^can't/) }] });
    expect('longest' in result && isLegalOrder(model, result.longest)).toBe(true);
    expect('history' in result && result.history.length).toBeLessThan(30);
  },
);
