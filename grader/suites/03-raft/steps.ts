// The steps of which the scripted stories of chapter 03 are told.
import { type Message, named, type NodeId, type Schedule, type Step } from '../../sim/index.ts';

export const asks = (node: NodeId, request: Message): Step => ({ do: 'request', node, request });

interface Proposal extends Message {
  readonly command: { readonly type: 'value'; readonly value: string };
}

/** What the application proposes: an entry whose text is the value. */
export const proposal = (value: string): Proposal => ({
  type: 'propose',
  command: { type: 'value', value },
});

/** The application proposes a value to a server. */
export const proposes = (node: NodeId, value: string): Step => asks(node, proposal(value));

/** The oldest message of this type that is under way on this link. */
export const deliver = (from: NodeId, to: NodeId, type: string): Step & { do: 'deliver' } => ({
  do: 'deliver',
  from,
  to,
  type,
});

export const timer = (node: NodeId, name: string): Step => ({ do: 'timer', node, timer: name });
export const crash = (node: NodeId): Step => ({ do: 'crash', node });
export const restart = (node: NodeId): Step => ({ do: 'restart', node });
export const reboot = (node: NodeId): Step[] => [crash(node), restart(node)];

/** From here on, only nodes of the same group reach each other; what is under way between groups is lost. */
export const partition = (...groups: readonly (readonly NodeId[])[]): Step => ({
  do: 'partition',
  groups,
});

export const heal: Step = { do: 'heal' };

/**
 * All that is under way arrives, oldest first, and so does all that comes of it: between `among`, or between all. Where
 * messages lead to messages without end, there is an end to that.
 */
export const settle = (...among: readonly NodeId[]): Step => ({
  do: 'settle',
  most: 400,
  ...(among.length > 0 ? { among } : {}),
});

/** The server's election timer runs out, and all that comes of it arrives. */
export const elects = (node: NodeId, ...among: readonly NodeId[]): Step[] => [
  timer(node, 'election'),
  settle(...among),
];

/** A leader's heartbeat, with its answers. */
export const beats = (node: NodeId, ...among: readonly NodeId[]): Step[] => [
  timer(node, 'heartbeat'),
  settle(...among),
];

/** The network is whole again, and the leader has a few heartbeats' time to bring everybody up to date. */
export const toTheEnd = (leader: NodeId): Schedule => [
  heal,
  settle(),
  ...Array.from({ length: 4 }, () => beats(leader)).flat(),
];

/** n1, n2, n3. */
export const three: readonly NodeId[] = named('n', 3);
