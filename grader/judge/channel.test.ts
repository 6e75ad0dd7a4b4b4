import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameReader, FrameWriter } from './channel.ts';

const key = Uint8Array.from({ length: 32 }, (_, index) => index);

/** Everything that a writer says for some bodies, frame by frame, the end included. */
function framesOf(bodies: readonly unknown[], secret = key): Uint8Array[] {
  const frames: Uint8Array[] = [];
  const writer = new FrameWriter(secret, (bytes) => frames.push(bytes));
  for (const body of bodies) writer.send(body);
  writer.end();
  return frames;
}

const joined = (parts: readonly Uint8Array[]) =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

function read(chunks: readonly Uint8Array[], reader = new FrameReader(key)) {
  const bodies = chunks.flatMap((chunk) => reader.push(chunk));
  return { bodies, end: reader.finish() };
}

const bodies = fc.array(fc.jsonValue(), { maxLength: 5 });

test('whatever the portions in which bytes come, the bodies are those that were sent', () => {
  const cuts = fc.array(fc.nat(), { maxLength: 20 });
  fc.assert(
    fc.property(bodies, cuts, (sent, at) => {
      const bytes = joined(framesOf(sent));
      const ends = [...at.map((cut) => cut % bytes.length), bytes.length].sort((a, b) => a - b);
      const chunks = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));

      const result = read(chunks);

      expect(result.end).toEqual({ state: 'ended' });
      expect(JSON.stringify(result.bodies)).toBe(JSON.stringify(sent));
    }),
  );
});

test('no changed byte goes unseen', () => {
  fc.assert(
    fc.property(bodies, fc.nat(), fc.integer({ min: 1, max: 255 }), (sent, at, by) => {
      const bytes = joined(framesOf(sent));
      bytes[at % bytes.length]! ^= by;

      expect(read([bytes]).end.state).toBe('broken');
    }),
  );
});

test('a part of what was sent is never complete', () => {
  fc.assert(
    fc.property(bodies, fc.nat(), (sent, at) => {
      const bytes = joined(framesOf(sent));

      expect(read([bytes.subarray(0, at % bytes.length)]).end.state).toBe('broken');
    }),
  );
});

test.each([
  ['a frame left out', [0, 2, 3]],
  ['a frame repeated', [0, 0, 1, 2, 3]],
  ['two frames exchanged', [1, 0, 2, 3]],
  ['a frame after the end', [0, 1, 2, 3, 0]],
  ['an early end', [3]],
])('%s breaks the channel', (_, order) => {
  const frames = framesOf(['a', 'b', 'c']);

  expect(read(order.map((index) => frames[index]!)).end.state).toBe('broken');
});

test('who does not know the secret can not speak', () => {
  const forged = framesOf(['passed'], new Uint8Array(32));

  expect(read(forged)).toEqual({
    bodies: [],
    end: { state: 'broken', because: 'a frame is not sealed' },
  });
});

test('a frame may not announce more than the limit, and nobody waits for it', () => {
  const reader = new FrameReader(key, { frameBytesMax: 10, framesMax: 10 });
  reader.push(framesOf(['a body of more than ten bytes'])[0]!.subarray(0, 20));

  expect(reader.state).toEqual({ state: 'broken', because: 'a frame is too long' });
});

test('a channel without a word is broken, not empty', () => {
  expect(read([]).end).toEqual({ state: 'broken', because: 'it stops without an end' });
});
