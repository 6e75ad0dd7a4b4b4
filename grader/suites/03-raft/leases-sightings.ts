// What must be seen of leases in some run, and what a read may cost.
import { defineGoal, defineSometimes, type Message, type NodeId } from '../../sim/index.ts';
import { field, textIn } from './disks.ts';
import { operations } from './store.ts';

/** A server has answered a read from its machine, be it under a lease or after a round. */
export const aReadServed = defineSometimes({
  listens: ['emitted'],
  start: () => ({}),
  observe: (_state, seen) => seen.kind === 'emitted' && seen.output.type === 'readServed',
});

export const aSecondLeader = defineSometimes({
  listens: ['emitted'],
  start: () => ({ leader: '' }),
  observe(state, seen) {
    if (seen.kind !== 'emitted' || seen.output.type !== 'leading') return false;
    const first = state.leader || seen.node;
    state.leader = first;
    return first !== seen.node;
  },
});

/** Messages by which servers talk to servers. */
const isAmongServers = ({ type }: Message): boolean =>
  type !== 'call' && type !== 'reply' && type !== 'redirect';

interface Serving {
  /** Of each server: whether what came to it last was a read, for which it has sent nothing to other servers. */
  readonly reads: Map<NodeId, boolean>;
}

/** A read was answered by the very handler that it came to, which sent nothing to any other server. */
export const aFreeRead = defineSometimes<Serving>({
  listens: ['received', 'sent'],
  start: () => ({ reads: new Map() }),
  observe({ reads }, seen) {
    const { node } = seen;
    if (seen.kind === 'received') {
      reads.set(node, isRead(seen.message));
      return false;
    }
    if (seen.kind !== 'sent' || !reads.get(node)) return false;
    if (seen.message.type === 'reply') return true;
    if (isAmongServers(seen.message)) reads.set(node, false);
    return false;
  },
});

const isRead = (message: Message): boolean =>
  message.type === 'call' && textIn(field(message, 'operation'), 'type') === 'get';

interface Costs {
  /** Reads that are open, with what servers have sent to servers since each was asked. */
  readonly open: Map<string, { readonly node: NodeId; sent: number }>;
  costly: { readonly read: string; readonly sent: number } | undefined;
}

/** No read in the whole run made a server send anything to another one. */
export const readsAreFree = defineGoal<Costs>({
  listens: ['requested', 'sent', 'emitted'],
  start: () => ({ open: new Map(), costly: undefined }),
  observe(state, seen) {
    const { open } = state;
    if (seen.kind === 'requested' && seen.request.type === 'get') {
      open.set(operations.asked(seen.request)!, { node: seen.node, sent: 0 });
    }
    if (seen.kind === 'sent' && isAmongServers(seen.message)) {
      for (const read of open.values()) read.sent++;
    }
    if (seen.kind !== 'emitted') return;
    const id = operations.answered(seen.output) ?? '';
    const read = open.get(id);
    open.delete(id);
    if (read && read.sent > 0) state.costly ??= { read: id, sent: read.sent };
  },
  unmet({ open, costly }) {
    const [unanswered] = open;
    if (unanswered) {
      return { what: `${unanswered[1].node} never heard of ${unanswered[0]} again.` };
    }
    if (!costly) return undefined;
    return {
      what: `${costly.read} took ${costly.sent} messages between servers, although a lease could be held all the time.`,
    };
  },
});
