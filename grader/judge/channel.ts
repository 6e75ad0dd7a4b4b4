// How a verdict leaves the process that ran a submission: as frames, none of which can be forged, lost or repeated
// unseen.
//
// A frame is its length (4 bytes), a seal (16 bytes) and a numbered JSON text in ASCII. The seal is keyed with a secret
// that only the judge at both ends knows: code that found a way to write to the descriptor still could not speak. The
// last frame says that it is the last; without it, nothing is complete.
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

const sealBytes = 16;
const headerBytes = 4 + sealBytes;

/** What a frame says. */
type Payload = { number: number; body: unknown } | { number: number; end: true };

export interface ChannelLimits {
  frameBytesMax: number;
  framesMax: number;
}

const channelLimits: ChannelLimits = { frameBytesMax: 16 * 2 ** 20, framesMax: 100_000 };

export class FrameWriter {
  readonly #key: Uint8Array;
  readonly #write: (bytes: Uint8Array) => void;
  #number = 0;

  constructor(key: Uint8Array, write: (bytes: Uint8Array) => void) {
    this.#key = key;
    this.#write = write;
  }

  send(body: unknown): void {
    this.#frame({ number: this.#number++, body });
  }

  end(): void {
    this.#frame({ number: this.#number++, end: true });
  }

  #frame(payload: Payload): void {
    const text = bytesOf(asciiJson(payload));
    const frame = new Uint8Array(headerBytes + text.length);
    new DataView(frame.buffer).setUint32(0, text.length);
    frame.set(sealOf(this.#key, text), 4);
    frame.set(text, headerBytes);
    this.#write(frame);
  }
}

export type ChannelState =
  { state: 'open' } | { state: 'ended' } | { state: 'broken'; because: string };

/** Reads frames out of bytes that come in any portions. Once broken it stays broken, and says nothing more. */
export class FrameReader {
  readonly #key: Uint8Array;
  readonly #limits: ChannelLimits;
  #state: ChannelState = { state: 'open' };
  #chunks: Uint8Array[] = [];
  #size = 0;
  #needed = headerBytes;
  #number = 0;

  constructor(key: Uint8Array, limits: ChannelLimits = channelLimits) {
    this.#key = key;
    this.#limits = limits;
  }

  /** Takes the next bytes and returns the bodies that they complete. */
  push(chunk: Uint8Array): unknown[] {
    const bodies: unknown[] = [];
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    // Only whole frames are joined, so a long one that comes in small pieces is copied once.
    while (this.#state.state === 'open' && this.#size >= this.#needed) this.#read(bodies);
    if (this.#state.state === 'ended' && this.#size > 0) this.#break('data after its end');
    return bodies;
  }

  /** To be asked when no more bytes come. */
  finish(): ChannelState {
    if (this.#state.state === 'open') {
      this.#break(this.#size > 0 ? 'it stops within a frame' : 'it stops without an end');
    }
    return this.#state;
  }

  get state(): ChannelState {
    return this.#state;
  }

  #break(because: string): void {
    this.#state = { state: 'broken', because };
    this.#chunks = [];
    this.#size = 0;
  }

  #read(bodies: unknown[]): void {
    const bytes = this.#joined();
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    if (length > this.#limits.frameBytesMax) return this.#break('a frame is too long');
    this.#needed = headerBytes + length;
    if (bytes.length < this.#needed) return;

    const seal = bytes.subarray(4, headerBytes);
    const text = bytes.subarray(headerBytes, this.#needed);
    this.#chunks = [bytes.subarray(this.#needed)];
    this.#size = bytes.length - this.#needed;
    this.#needed = headerBytes;
    if (!areEqual(seal, sealOf(this.#key, text))) return this.#break('a frame is not sealed');
    this.#accept(JSON.parse(textOf(text)) as Payload, bodies);
  }

  /** What is sealed was written by the judge, but may have been lost or repeated on its way. */
  #accept(payload: Payload, bodies: unknown[]): void {
    if (payload.number !== this.#number++) return this.#break('a frame is missing or out of order');
    if (this.#number > this.#limits.framesMax) return this.#break('there are too many frames');
    if ('end' in payload) this.#state = { state: 'ended' };
    else bodies.push(payload.body);
  }

  #joined(): Uint8Array {
    if (this.#chunks.length === 1) return this.#chunks[0]!;
    const bytes = new Uint8Array(this.#size);
    let offset = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, offset);
      offset += chunk.length;
    }
    this.#chunks = [bytes];
    return bytes;
  }
}

const sealOf = (key: Uint8Array, text: Uint8Array) =>
  hmac(sha256, key, text).subarray(0, sealBytes);

const areEqual = (a: Uint8Array, b: Uint8Array) => a.every((byte, index) => byte === b[index]);

/** JSON with escapes for all but ASCII, so that a character is a byte and no encoder is needed. */
const asciiJson = (value: unknown) =>
  JSON.stringify(value).replaceAll(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

function textOf(bytes: Uint8Array): string {
  const portion = 8_192;
  let text = '';
  for (let start = 0; start < bytes.length; start += portion) {
    text += String.fromCharCode(...bytes.subarray(start, start + portion));
  }
  return text;
}
