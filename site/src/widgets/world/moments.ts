// A trace, read so that any moment of it can be shown at once: who is up, what is held, what is under way.
import { messageText } from '../../../../grader/report/value-text.ts';
import { applicationTimer, askedIn, type Scene } from '../../../../grader/scenes/index.ts';
import type { NodeId, TraceEvent } from '../../../../grader/sim/index.ts';

export interface Flight {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly type: string;
  readonly sentMs: number;
  readonly endMs: number;
  /** Why it comes to nothing. */
  readonly lost?: string;
}

export interface Operation {
  readonly label: string;
  readonly askedMs: number;
  readonly answeredMs?: number;
  /** What was read. */
  readonly value?: string;
}

export interface Line {
  readonly atMs: number;
  readonly node: NodeId;
  readonly text: string;
  readonly isBad: boolean;
}

export interface NodeNow {
  readonly state: 'up' | 'down' | 'paused';
  /** What it holds, in a word or two: nothing while it is down. */
  readonly holds: string;
}

/** Plain data, and little of it: it crosses from the worker to the page. */
export interface Moments {
  readonly endMs: number;
  readonly flights: readonly Flight[];
  readonly operations: readonly Operation[];
  readonly lines: readonly Line[];
  /** What each node becomes, in the order of time. */
  readonly lives: ReadonlyMap<NodeId, readonly (NodeNow & { readonly atMs: number })[]>;
}

/** How long the loss of a message is seen. */
const lossMs = 9;

export function momentsOf(
  trace: readonly TraceEvent[],
  endMs: number,
  { holds, answered }: Pick<Scene, 'holds' | 'answered'>,
): Moments {
  const flights: Flight[] = [];
  const lines: Line[] = [];
  const lives = new Map<NodeId, (NodeNow & { atMs: number })[]>();
  const sends = new Map<number, Extract<TraceEvent, { kind: 'send' }>>();
  const ended = new Set<number>();

  const fly = (id: number | undefined, endAtMs: number, lost?: string) => {
    const send = id === undefined ? undefined : sends.get(id);
    if (!send || ended.has(send.id)) return;
    ended.add(send.id);
    const { node: from, to, atMs: sentMs, message } = send;
    // Lost as soon as it was sent: it is seen to leave, and to end.
    const shownMs = lost === undefined ? endAtMs : Math.max(endAtMs, sentMs + lossMs);
    flights.push({
      from,
      to,
      type: message.type,
      sentMs,
      endMs: shownMs,
      ...(lost === undefined ? {} : { lost }),
    });
  };
  const become = (node: NodeId, atMs: number, now: Partial<NodeNow>) => {
    const life = lives.get(node) ?? [];
    const last = life.at(-1) ?? { state: 'up', holds: '' };
    const next = { state: last.state, holds: last.holds, ...now };
    if (next.state === last.state && next.holds === last.holds && life.length > 0) return;
    life.push({ ...next, atMs });
    lives.set(node, life);
  };

  for (const event of trace) {
    const line = lineOf(event);
    if (line) lines.push(line);
    if (event.kind === 'send') sends.set(event.id, event);
    if (event.kind === 'receive') fly(event.sent, event.atMs);
    if (event.kind === 'lost') fly(event.cause, event.atMs, event.because);
    if ('state' in event) {
      const held = { holds: holds(event.node, event.state) };
      become(event.node, event.atMs, event.kind === 'boot' ? { state: 'up', ...held } : held);
    }
    if (event.kind === 'crash') {
      become(event.node, event.atMs, { state: 'down', holds: '' });
    }
    if (event.kind === 'pause') become(event.node, event.atMs, { state: 'paused' });
    if (event.kind === 'resume') become(event.node, event.atMs, { state: 'up' });
  }
  // Under way when the run was stopped.
  for (const { id } of sends.values()) fly(id, endMs + lossMs);
  return { endMs, flights, operations: operationsOf(trace, answered), lines, lives };
}

function operationsOf(trace: readonly TraceEvent[], answered: Scene['answered']): Operation[] {
  const operations = new Map<string, Operation>();
  for (const event of trace) {
    if (event.kind === 'note') {
      const asked = askedIn(event.text);
      // A client that crashed begins to count anew.
      if (asked) operations.set(asked.operation, { label: asked.label, askedMs: event.atMs });
    }
    if (event.kind === 'request') {
      operations.set(`${event.node} ${event.request.type}`, {
        label: `${event.node}: ${event.request.type}`,
        askedMs: event.atMs,
      });
    }
    const told = event.kind === 'emit' ? answered?.(event.output) : undefined;
    if (event.kind !== 'emit' || !told) continue;
    const { question, ...rest } = told;
    // The application's own, or what the reader has asked of this node.
    const id = [question, `${event.node} ${question}`].find((each) => operations.has(each));
    if (id === undefined) continue;
    operations.set(id, { ...operations.get(id)!, answeredMs: event.atMs, ...rest });
  }
  return [...operations.values()].toSorted((a, b) => a.askedMs - b.askedMs);
}

const textWidth = 60;

/** What is told in the log: not every write of a disk, nor the sending of what arrives. */
function lineOf(event: TraceEvent): Line | undefined {
  const line = (text: string, isBad = false): Line => ({
    atMs: event.atMs,
    node: 'node' in event ? event.node : '',
    text,
    isBad,
  });
  switch (event.kind) {
    case 'receive':
      return line(`hears ${event.from}: ${messageText(event.message, textWidth)}`);
    case 'request':
      return line(`is asked: ${messageText(event.request, textWidth)}`);
    case 'emit':
      return line(`tells: ${messageText(event.output, textWidth)}`);
    case 'note':
      return line(event.text);
    case 'timer':
      return event.timer === applicationTimer ? undefined : line(`timer ${event.timer}`);
    case 'lost':
      return event.lost === 'message' && event.message
        ? line(`misses ${messageText(event.message, 30)}: ${event.because}`, true)
        : line(`loses what it was about to do: ${event.because}`, true);
    case 'crash':
      return line('crashes', true);
    case 'boot':
      return event.restart ? line('is back, with what its disk holds') : undefined;
    case 'pause':
      return line('pauses', true);
    case 'resume':
      return line('goes on');
    case 'network':
      return line(event.because);
    default:
      return undefined;
  }
}

/** The node as it is at a moment. */
export function nodeAt({ lives }: Moments, node: NodeId, atMs: number): NodeNow {
  const life = lives.get(node) ?? [];
  return life[countUntil(life, atMs) - 1] ?? { state: 'up', holds: '' };
}

/** How many of these, in the order of time, are not later than a moment. */
export function countUntil(list: readonly { readonly atMs: number }[], atMs: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
