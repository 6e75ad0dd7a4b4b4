import { expect, test } from 'vitest';
import { countUntil, nodeAt } from './moments.ts';
import scenes from '../../../../chapters/02-quorums/scenes.ts';
import { run } from './run.ts';
import {
  firstSetting,
  isDownAt,
  isPast,
  readSetting,
  type Setting,
  settingText,
  withEdit,
} from './setting.ts';

const names = ['r1', 'r2', 'r3', 'r4', 'r5', 'c1'];

const busy: Setting = {
  seed: 7,
  loss: 5,
  delayMs: 40,
  edits: [
    { do: 'crash', node: 'r1', atMs: 100 },
    { do: 'cut', away: ['r2', 'r3'], atMs: 250 },
    { do: 'mend', atMs: 400 },
    { do: 'restart', node: 'r1', atMs: 500 },
    { do: 'pause', node: 'r5', atMs: 600 },
  ],
};

test('a setting survives an address', () => {
  expect(readSetting(settingText(busy), names)).toEqual(busy);
});

test.each([
  '',
  '1',
  '1.2',
  '1.200.5',
  '1.0.24~crash.r9.5',
  '1.0.24~crash.r1',
  '1.0.24~boom.r1.5',
  '1.0.24~cut..5',
])('an address may be anything: %s', (text) => {
  expect(readSetting(text, names)).toBeUndefined();
});

test('what is done in the past takes the place of what came after it', () => {
  const forked = withEdit(busy, { do: 'crash', node: 'r4', atMs: 300 });

  expect(isPast(busy, 300)).toBe(true);
  expect(forked.edits.map(({ atMs }) => atMs)).toEqual([100, 250, 300]);
});

test('a change leaves what came before it as it was', () => {
  const before = run(scenes, { protocol: 'register', setting: firstSetting, endAtMs: 1_000 });
  const setting = withEdit(firstSetting, { do: 'crash', node: 'r2', atMs: 500 });
  const after = run(scenes, { protocol: 'register', setting, endAtMs: 2_000 });

  const until = (ran: typeof before) => ran.lines.slice(0, countUntil(ran.lines, 499));
  expect(until(after)).toEqual(until(before));
  expect(until(before).length).toBeGreaterThan(50);
});

test('two of five down, it still answers; three down, it stops; one back, it goes on', () => {
  const moments = run(scenes, {
    protocol: 'register',
    setting: readSetting('1.0.24~crash.r1.200~crash.r2.200~crash.r3.600~restart.r3.1200', names)!,
    endAtMs: 2_000,
  });

  const answered = (from: number, to: number) =>
    moments.operations.filter(({ answeredMs = 0 }) => answeredMs > from && answeredMs < to).length;
  expect(answered(250, 600)).toBeGreaterThan(2);
  expect(answered(650, 1_200)).toBe(0);
  expect(answered(1_200, 2_000)).toBeGreaterThan(2);
  expect(nodeAt(moments, 'r1', 2_000).state).toBe('down');
  expect(nodeAt(moments, 'r3', 2_000).state).toBe('up');
});

test('a candidate that reaches a majority wins, and the other does not', () => {
  const setting = readSetting(
    '1.0.24~cut.c2-v4-v5.1~ask.c1.campaign.10~ask.c2.campaign.12~cut.c2-v3-v4-v5.300',
    [...scenes.election.stage.around, ...scenes.election.stage.middle],
  )!;
  const moments = run(scenes, { protocol: 'election', setting, endAtMs: 1_000 });

  const [c1, c2] = moments.operations;
  expect(c1?.answeredMs).toBeLessThan(300);
  expect(c2?.answeredMs).toBeUndefined();
});

test('whether a node was taken down is known before the world has run', () => {
  const setting = readSetting('1.0.24~crash.r1.100~restart.r1.300~crash.r2.200', names)!;

  expect(isDownAt(setting, 'r1', 99)).toBe(false);
  expect(isDownAt(setting, 'r1', 100)).toBe(true);
  expect(isDownAt(setting, 'r1', 300)).toBe(false);
  expect(isDownAt(setting, 'r2', 300)).toBe(true);
});
