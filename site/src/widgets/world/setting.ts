// What a reader does to a world, as a value: it makes the plan, and fits into an address.
import type { Fault, Message, NodeId, Plan, PlannedRequest } from '../../../../grader/sim/index.ts';

export type Edit = { readonly atMs: number } & (
  | { readonly do: 'crash' | 'restart' | 'pause' | 'resume'; readonly node: NodeId }
  /** From here on, only nodes of the same side reach each other. */
  | { readonly do: 'cut'; readonly away: readonly NodeId[] }
  | { readonly do: 'mend' }
  | { readonly do: 'ask'; readonly node: NodeId; readonly what: string }
);

export interface Setting {
  readonly seed: number;
  /** Share of messages that are lost, in hundredths. */
  readonly loss: number;
  /** A message takes at most so long. */
  readonly delayMs: number;
  readonly edits: readonly Edit[];
}

export const firstSetting: Setting = { seed: 1, loss: 0, delayMs: 24, edits: [] };

/** Adds what happens now. What was to happen later belongs to another run, and is gone: the past was changed. */
export function withEdit(setting: Setting, edit: Edit): Setting {
  const earlier = setting.edits.filter(({ atMs }) => atMs <= edit.atMs);
  return { ...setting, edits: [...earlier, edit] };
}

/** Whether something was done after this moment. */
export const isPast = ({ edits }: Setting, atMs: number): boolean =>
  edits.some((edit) => edit.atMs > atMs);

/** Who is cut off at a moment. */
export function cutAt({ edits }: Setting, atMs: number): readonly NodeId[] {
  const last = edits.findLast(
    (edit) => edit.atMs <= atMs && (edit.do === 'cut' || edit.do === 'mend'),
  );
  return last?.do === 'cut' ? last.away : [];
}

/** Whether the reader has taken it down by then. */
export function isDownAt({ edits }: Setting, node: NodeId, atMs: number): boolean {
  const last = edits.findLast(
    (edit) =>
      edit.atMs <= atMs && (edit.do === 'crash' || edit.do === 'restart') && edit.node === node,
  );
  return last?.do === 'crash';
}

const forEver = 1e9;

export function planOf(
  { seed, loss, delayMs, edits }: Setting,
  nodes: readonly NodeId[],
  endAtMs: number,
  requestOf: (what: string, index: number) => Message,
): Plan {
  const faults: Fault[] = [];
  const requests: PlannedRequest[] = [];
  for (const [index, edit] of edits.entries()) {
    const { atMs } = edit;
    const untilEdit = (ends: (later: Edit) => boolean) =>
      (edits.slice(index + 1).find(ends)?.atMs ?? forEver) - atMs;
    switch (edit.do) {
      case 'crash':
        faults.push({
          kind: 'crash',
          node: edit.node,
          atMs,
          forMs: untilEdit(is('restart', edit)),
        });
        break;
      case 'pause':
        faults.push({ kind: 'pause', node: edit.node, atMs, forMs: untilEdit(is('resume', edit)) });
        break;
      case 'cut': {
        const groups = [nodes.filter((node) => !edit.away.includes(node)), edit.away];
        const forMs = untilEdit((later) => later.do === 'cut' || later.do === 'mend');
        faults.push({ kind: 'partition', groups, atMs, forMs });
        break;
      }
      case 'ask':
        requests.push({ atMs, node: edit.node, request: requestOf(edit.what, index) });
        break;
      default:
    }
  }
  return {
    seed,
    requests,
    faults,
    rates: {
      loss: loss / 100,
      duplicate: 0,
      delayMs: { min: Math.ceil(delayMs / 3), max: delayMs },
      straggle: 0,
      diskMs: { min: 1, max: 3 },
      crashAtWrite: 0,
      crashBetweenEffects: 0,
      downMs: { min: 1, max: 1 },
    },
    healAtMs: endAtMs + 1,
    endAtMs,
  };
}

const is =
  (what: Edit['do'], { node }: { readonly node: NodeId }) =>
  (later: Edit): boolean =>
    later.do === what && 'node' in later && later.node === node;

/** In an address: `1.5.24~crash.r1.340~cut.r1-r2.500`. */
export function settingText({ seed, loss, delayMs, edits }: Setting): string {
  const parts = edits.map((edit) => {
    const at = String(Math.round(edit.atMs));
    switch (edit.do) {
      case 'cut':
        return ['cut', edit.away.join('-'), at].join('.');
      case 'mend':
        return ['mend', at].join('.');
      case 'ask':
        return ['ask', edit.node, edit.what, at].join('.');
      default:
        return [edit.do, edit.node, at].join('.');
    }
  });
  return [[seed, loss, delayMs].join('.'), ...parts].join('~');
}

const editsMax = 200;

/** `undefined` for what is no such text: an address may be anything. `nodes` are those that it may name. */
export function readSetting(text: string, nodes: readonly NodeId[]): Setting | undefined {
  const [head = '', ...parts] = text.split('~');
  const [seed, loss, delayMs, ...rest] = head.split('.').map(Number);
  const isWhole =
    rest.length === 0 &&
    inRange(seed, 0, 2 ** 31) &&
    inRange(loss, 0, 100) &&
    inRange(delayMs, 1, 1_000);
  if (!isWhole || parts.length > editsMax) return undefined;
  const edits = parts.map((part) => readEdit(part.split('.'), nodes));
  if (!edits.every((edit) => edit !== undefined)) return undefined;
  return {
    seed: seed!,
    loss: loss!,
    delayMs: delayMs!,
    edits: edits.toSorted((a, b) => a.atMs - b.atMs),
  };
}

const inRange = (value: number | undefined, min: number, max: number): boolean =>
  Number.isInteger(value) && value! >= min && value! <= max;

function readEdit(words: readonly string[], nodes: readonly NodeId[]): Edit | undefined {
  const atMs = Number(words.at(-1));
  if (!inRange(atMs, 0, 1_000_000)) return undefined;
  const [what, node = '', asked = ''] = words;
  switch (what) {
    case 'mend':
      return { do: what, atMs };
    case 'cut': {
      const away = node.split('-');
      return away.every((each) => nodes.includes(each)) ? { do: what, away, atMs } : undefined;
    }
    case 'ask':
      return nodes.includes(node) && /^\w+$/.test(asked)
        ? { do: what, node, what: asked, atMs }
        : undefined;
    case 'crash':
    case 'restart':
    case 'pause':
    case 'resume':
      return nodes.includes(node) ? { do: what, node, atMs } : undefined;
    default:
      return undefined;
  }
}
