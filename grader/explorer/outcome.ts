// What one run of a handler makes of a node: its next cell, what it sent, and what could be seen of it, up to a crash.
import type { Effect } from '../sim/effects.ts';
import type { Input } from '../sim/machine.ts';
import type { Observed } from '../sim/observe.ts';
import { canonicalText } from '../sim/plain.ts';
import type { Message, NodeId } from '../sim/protocol.ts';
import type { Answer } from './runner.ts';
import type { Cell } from './space.ts';

interface Sent {
  readonly to: NodeId;
  readonly message: Message;
}

export interface Outcome {
  readonly cell: Cell;
  readonly sent: readonly Sent[];
  readonly seen: readonly Observed[];
  readonly crashed: boolean;
}

/** What the bounds say of one node. */
export interface NodeBounds {
  readonly requests: readonly Message[];
  readonly requestTexts: readonly string[];
  readonly requestOrder: 'in order' | 'one at a time' | 'any order';
  readonly isAnswer: (output: Message) => boolean;
  /** Infinity where unbounded. */
  readonly timerFiresMax: number;
  readonly mayCrash: boolean;
  /** Infinity where crashes are bounded in total only: they are not counted in the cell then. */
  readonly crashesMax: number;
}

/** The node as it boots: `from` is down. */
export const newCell = (node: NodeId): Cell => ({
  node,
  memory: undefined,
  durable: undefined,
  timers: [],
  inbox: [],
  requested: 0,
  waiting: false,
  fires: 0,
  crashes: 0,
});

/** The node without its memory. */
export function crashed(cell: Cell, bounds: NodeBounds): Cell {
  return {
    ...cell,
    memory: undefined,
    timers: [],
    inbox: [],
    waiting: false,
    crashes: bounds.crashesMax === Infinity ? 0 : cell.crashes + 1,
  };
}

/** Lets the effects of an answer happen, up to the one before which the node crashes. */
export function outcomeOf(
  before: Cell,
  input: Input | 'start',
  answer: Answer,
  bounds: NodeBounds,
  cut?: number,
): Outcome {
  const { node } = before;
  const sent: Sent[] = [];
  const seen: Observed[] = [];
  const taken = take(before, input, bounds, seen);
  const timers = new Set(taken.timers);
  const inbox = [...taken.inbox];
  let { durable, waiting } = taken;

  for (const effect of cut === undefined ? answer.effects : answer.effects.slice(0, cut)) {
    switch (effect.do) {
      case 'send':
        seen.push({ kind: 'sent', node, peer: effect.to, message: effect.message });
        if (effect.to === node) inbox.push(effect.message);
        else sent.push(effect);
        break;
      case 'emit':
        seen.push({ kind: 'emitted', node, output: effect.output });
        if (bounds.isAnswer(effect.output)) waiting = false;
        break;
      case 'persist':
        seen.push({ kind: 'persisted', node, durable: effect.durable });
        durable = effect.durable;
        break;
      case 'setTimer':
        timers.add(effect.timer);
        break;
      case 'cancelTimer':
        timers.delete(effect.timer);
    }
  }

  if (cut !== undefined) {
    seen.push({ kind: 'crashed', node });
    return { cell: crashed({ ...taken, durable }, bounds), sent, seen, crashed: true };
  }
  const cell: Cell = {
    ...taken,
    memory: answer.memory,
    durable,
    waiting,
    // Timers that can't fire within the bound any more are as good as not set.
    timers: taken.fires < bounds.timerFiresMax ? [...timers].toSorted() : [],
    inbox: inbox.toSorted(byText),
  };
  return { cell, sent, seen, crashed: false };
}

/** The input is taken: it is not there a second time. */
function take(before: Cell, input: Input | 'start', bounds: NodeBounds, seen: Observed[]): Cell {
  const { node } = before;
  if (input === 'start') return before;
  switch (input.kind) {
    case 'message': {
      seen.push({ kind: 'received', node, peer: input.from, message: input.message });
      if (input.from !== node) return before;
      const text = canonicalText(input.message);
      const at = before.inbox.findIndex((message) => canonicalText(message) === text);
      return { ...before, inbox: before.inbox.toSpliced(at, 1) };
    }
    case 'request': {
      seen.push({ kind: 'requested', node, request: input.request });
      const requested = requestedAfter(before, input.request, bounds);
      const last = requested === bounds.requests.length;
      return { ...before, requested, waiting: bounds.requestOrder === 'one at a time' && !last };
    }
    case 'timer': {
      const fires = bounds.timerFiresMax === Infinity ? 0 : before.fires + 1;
      return { ...before, fires, timers: before.timers.filter((name) => name !== input.timer) };
    }
  }
}

function requestedAfter(before: Cell, request: Message, bounds: NodeBounds): number {
  if (bounds.requestOrder !== 'any order') return before.requested + 1;
  const text = canonicalText(request);
  const at = bounds.requestTexts.findIndex(
    (candidate, index) => candidate === text && !hasBit(before.requested, index),
  );
  return before.requested | (1 << at);
}

/** What the application may ask next. Of equal requests only the first: which of them comes first makes no difference. */
export function openRequests(cell: Cell, bounds: NodeBounds): Message[] {
  if (cell.memory === undefined || cell.waiting) return [];
  if (bounds.requestOrder !== 'any order') {
    return bounds.requests.slice(cell.requested, cell.requested + 1);
  }
  const open = bounds.requestTexts.filter((_, index) => !hasBit(cell.requested, index));
  return [...new Set(open)].map((text) => bounds.requests[bounds.requestTexts.indexOf(text)]!);
}

/**
 * Where a crash within the handler differs from one before or after it: before a persist or an emit, once something that
 * outlives the node has happened. A crash before a send equals one after it with the message lost.
 */
export function cutsOf(effects: readonly Effect[]): number[] {
  const cuts: number[] = [];
  let visible = false;
  for (const [index, { do: kind }] of effects.entries()) {
    if (visible && (kind === 'persist' || kind === 'emit')) cuts.push(index);
    visible ||= kind === 'send' || kind === 'persist' || kind === 'emit';
  }
  return cuts;
}

const hasBit = (bits: number, index: number): boolean => (bits & (1 << index)) !== 0;

const byText = (a: Message, b: Message): number => {
  const [left, right] = [canonicalText(a), canonicalText(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};
