import { expect, test } from 'vitest';
import { nodeAt } from './moments.ts';
import { run } from './run.ts';
import { firstSetting, type Setting } from './setting.ts';
import { type SceneName, stages } from './stages.ts';

const names = Object.keys(stages) as SceneName[];
const runOf = (protocol: SceneName, setting: Partial<Setting> = {}) =>
  run({ protocol, setting: { ...firstSetting, ...setting }, endAtMs: 2_000 });
const answered = (protocol: SceneName, setting?: Partial<Setting>) =>
  runOf(protocol, setting).operations.filter(({ answeredMs }) => answeredMs !== undefined);

test.each(names)('%s: every node of the picture is in the world', (protocol) => {
  const { around, middle } = stages[protocol];

  expect([...runOf(protocol).lives.keys()].toSorted()).toEqual([...around, ...middle].toSorted());
});

test.each(['register', 'raft'] as const)(
  '%s: a client is answered, one question at a time',
  (protocol) => {
    const done = answered(protocol);

    expect(done.length).toBeGreaterThan(5);
    for (const [index, { askedMs }] of done.slice(1).entries()) {
      expect(askedMs).toBeGreaterThan(done[index]!.answeredMs!);
    }
  },
);

test.each(['register', 'raft'] as const)(
  '%s: nobody is answered without a majority',
  (protocol) => {
    const edits = stages[protocol].around
      .slice(0, 3)
      .map((node) => ({ do: 'crash', node, atMs: 500 }) as const);

    expect(answered(protocol, { edits }).filter(({ askedMs }) => askedMs > 500)).toEqual([]);
  },
);

test('raft: another server leads when the leader is down', () => {
  const before = runOf('raft');
  const leaderAt = (moments: typeof before, atMs: number) =>
    stages.raft.around.filter((node) => nodeAt(moments, node, atMs).holds.startsWith('L'));
  const [first] = leaderAt(before, 600);
  const after = runOf('raft', { edits: [{ do: 'crash', node: first!, atMs: 600 }] });
  const [second] = leaderAt(after, 1_900);

  expect(second).toMatch(/^n\d$/);
  expect(second).not.toBe(first);
});

test('raft: what is read is what was put last', () => {
  const reads = answered('raft').filter(({ label }) => label === 'get');

  expect(reads.slice(0, 2).map(({ value }) => value)).toEqual(['1', '2']);
});
