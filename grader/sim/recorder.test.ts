import { expect, test } from 'vitest';
import { drawPlan } from './draw-plan.ts';
import { Recorder } from './recorder.ts';
import { clusterOf, gossip } from './testing/protocols.ts';
import { runWorld } from './world.ts';

/** More events than fit on a page. */
function fill(recorder: Recorder, onEvent: () => void = () => {}): Recorder {
  recorder.add(0, { kind: 'boot', node: 'n1', durable: undefined, restart: false, state: {} });
  for (let round = 0; round < 700; round++) {
    const sent = recorder.send(round, 'n1', 'n2', { type: 'ping' }, 0);
    onEvent();
    recorder.receive(round + 0.5, { sent, repeated: false }, { round });
    recorder.receive(round + 0.5, { sent, repeated: true }, { round });
    recorder.timer(round + 1, 'n2', 'tick', { round });
    onEvent();
  }
  return recorder;
}

test('events come out with their numbers, and an arrival with what was sent', () => {
  const { events, next } = fill(new Recorder());

  expect(events.map(({ id }) => id)).toEqual(Array.from({ length: next }, (_, id) => id));
  expect(events.slice(-4)).toEqual([
    {
      id: 2797,
      atMs: 699,
      kind: 'send',
      node: 'n1',
      to: 'n2',
      message: { type: 'ping' },
      cause: 0,
    },
    {
      id: 2798,
      atMs: 699.5,
      kind: 'receive',
      node: 'n2',
      from: 'n1',
      message: { type: 'ping' },
      sent: 2797,
      repeated: false,
      state: { round: 699 },
    },
    {
      id: 2799,
      atMs: 699.5,
      kind: 'receive',
      node: 'n2',
      from: 'n1',
      message: { type: 'ping' },
      sent: 2797,
      repeated: true,
      state: { round: 699 },
    },
    { id: 2800, atMs: 700, kind: 'timer', node: 'n2', timer: 'tick', state: { round: 699 } },
  ]);
});

test('what is read along the way is what is read at the end', () => {
  const recorder = new Recorder();
  const lengths: number[] = [];
  fill(recorder, () => lengths.push(recorder.events.length));

  expect(recorder.events).toEqual(fill(new Recorder()).events);
  expect(lengths.slice(0, 3)).toEqual([2, 5, 6]);
});

test('a trace without memories is the same trace but for them', () => {
  const shape = {
    requests: [{ node: 'n1', request: { type: 'tell', text: 'a' } }],
    healAtMs: 200,
    endAtMs: 400,
    faults: ['loss', 'duplicate', 'crash'],
  } as const;
  for (let seed = 0; seed < 20; seed++) {
    const plan = drawPlan(shape, ['n1', 'n2', 'n3'], seed);
    const whole = runWorld(clusterOf(gossip, 3), plan, { trace: true }).trace;
    const lean = runWorld(clusterOf(gossip, 3), plan, { trace: true, memories: false }).trace;

    expect(lean).toEqual(
      whole.map((event) => ('state' in event ? { ...event, state: {} } : event)),
    );
  }
});
