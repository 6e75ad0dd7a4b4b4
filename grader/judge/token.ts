// A replay token: a story that fits in a line. It names its check and carries the schedule itself (or the plan, or the
// values), since seeds of a library are not stable across its releases.
import { base64urlnopad } from '@scure/base';
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import type { Step } from '../sim/index.ts';
import type { Replay } from './verdict.ts';

export interface Token {
  readonly exercise: string;
  readonly check: string;
  readonly replay: Replay;
}

const prefix = 'q1.';
const lengthMax = 20_000;
const textLengthMax = 400_000;

export function encodeToken({ exercise, check, replay }: Token): string {
  const body =
    replay.kind === 'schedule' ? { ...replay, schedule: replay.schedule.map(packStep) } : replay;
  const bytes = deflateSync(strToU8(JSON.stringify([exercise, check, body])), { level: 9 });
  return prefix + base64urlnopad.encode(bytes);
}

/** The token of a text, or `undefined` where it isn't one: cut off, mistyped, or of another version. */
export function decodeToken(text: string): Token | undefined {
  const trimmed = text.replaceAll(/\s/g, '');
  if (!trimmed.startsWith(prefix) || trimmed.length > lengthMax) return undefined;
  try {
    const bytes = inflateSync(base64urlnopad.decode(trimmed.slice(prefix.length)));
    if (bytes.length > textLengthMax) return undefined;
    return readToken(JSON.parse(strFromU8(bytes)));
  } catch {
    return undefined;
  }
}

function readToken(value: unknown): Token | undefined {
  if (!Array.isArray(value) || value.length !== 3) return undefined;
  const [exercise, check, body] = value as unknown[];
  if (typeof exercise !== 'string' || typeof check !== 'string') return undefined;
  const { kind, schedule, goals, plan, values } = Object(body) as Record<string, unknown>;
  if (kind === 'schedule' && Array.isArray(schedule)) {
    const missed = goals === true ? { goals: true as const } : {};
    return { exercise, check, replay: { kind, schedule: schedule.map(unpackStep), ...missed } };
  }
  if (kind === 'plan' && typeof plan === 'object' && plan !== null) {
    return { exercise, check, replay: { kind, plan } as Replay };
  }
  if (kind === 'values' && typeof values === 'string')
    return { exercise, check, replay: { kind, values } };
  return undefined;
}

// A delivery, the most frequent step by far, is packed to an array; the others stay as they are.

type Deliver = Step & { do: 'deliver' };

function packStep(step: Step): unknown {
  if (step.do !== 'deliver') return step;
  const { from, to, type, content, cut, choices, atMs } = step;
  const rest = cut === undefined && !choices && atMs === undefined ? [] : [{ cut, choices, atMs }];
  return [from, to, type, content?.toString(36) ?? '', ...rest];
}

function unpackStep(packed: unknown): Step {
  if (!Array.isArray(packed)) return packed as Step;
  const [from, to, type, content, rest] = packed as [
    string,
    string,
    string,
    string,
    Partial<Deliver>?,
  ];
  const named = content === '' ? {} : { content: Number.parseInt(content, 36) };
  return { do: 'deliver', from, to, type, ...named, ...rest };
}
