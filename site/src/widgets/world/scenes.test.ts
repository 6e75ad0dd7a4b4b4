import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { findScenes, indexOf, stagesOf } from './find-scenes.mts';
import { nodeAt } from './moments.ts';
import { run } from './run.ts';
import { firstSetting, type Setting } from './setting.ts';

const found = await findScenes(resolve(import.meta.dirname, '../../../..'));
const scenes = Object.assign(
  {},
  ...found.map((each) => each.scenes),
) as (typeof found)[0]['scenes'];
const stages = stagesOf(found);
const all = Object.entries(stages);

const runOf = (protocol: string, setting: Partial<Setting> = {}) =>
  run(scenes, { protocol, setting: { ...firstSetting, ...setting }, endAtMs: 2_000 });
const answered = (protocol: string, setting?: Partial<Setting>) =>
  runOf(protocol, setting).operations.filter(({ answeredMs }) => answeredMs !== undefined);

test('the scenes of all chapters are there, and one of them is for the front page', () => {
  expect(Object.keys(stages)).toEqual(expect.arrayContaining(['register', 'election', 'raft']));
  expect(all.filter(([, { front }]) => front)).toHaveLength(1);
  for (const { file } of found) expect(indexOf(found)).toContain(`from '../../../../${file}'`);
});

test.each(all)('%s: every node of the picture is in the world', (protocol, { around, middle }) => {
  expect([...runOf(protocol).lives.keys()].toSorted()).toEqual([...around, ...middle].toSorted());
});

test.each(all)('%s: messages that ask something are sent', (protocol, { questions, asks = [] }) => {
  const edits = asks.map(({ node, what }) => ({ do: 'ask', node, what, atMs: 100 }) as const);
  const types = runOf(protocol, { edits }).flights.map(({ type }) => type);

  expect(questions.filter((type) => !types.includes(type))).toEqual([]);
});

test.each(all.filter(([, { asks }]) => !asks))(
  '%s: a client is answered, one question at a time',
  (protocol) => {
    const done = answered(protocol);

    expect(done.length).toBeGreaterThan(5);
    for (const [index, { askedMs }] of done.slice(1).entries()) {
      expect(askedMs).toBeGreaterThan(done[index]!.answeredMs!);
    }
  },
);

test.each(all.filter(([, { asks }]) => asks))(
  '%s: what is asked is answered',
  (protocol, { asks }) => {
    for (const { node, what } of asks!) {
      expect(answered(protocol, { edits: [{ do: 'ask', node, what, atMs: 100 }] })).toHaveLength(1);
    }
  },
);

test.each(all.filter(([, { needs }]) => needs))(
  '%s: nobody is answered who reaches too few',
  (protocol, { around, asks = [], needs }) => {
    const crashes = around
      .slice(needs!.reached - 1)
      .map((node) => ({ do: 'crash', node, atMs: 500 }) as const);
    const questions = asks.map(({ node, what }) => ({ do: 'ask', node, what, atMs: 600 }) as const);
    const edits = [...crashes, ...questions];

    expect(answered(protocol, { edits }).filter(({ askedMs }) => askedMs > 500)).toEqual([]);
  },
);

test('raft: another server leads when the leader is down', () => {
  const before = runOf('raft');
  const leaderAt = (moments: typeof before, atMs: number) =>
    stages['raft']!.around.filter((node) => nodeAt(moments, node, atMs).holds.startsWith('L'));
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
