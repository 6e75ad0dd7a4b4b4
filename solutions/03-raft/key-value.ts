// A replicated key-value store whose clients may retry: each call takes effect once, whoever leads when it arrives.
// Ongaro and Ousterhout 2014, section 8; Ongaro's dissertation, section 6.3.
import type { NodeId } from '#sim';
import type { Call, KeyValue, Machine, Operation, RaftNode } from '#raft';

/** Who waits for which entry. */
interface Waiting {
  calls: Map<number, { readonly client: NodeId; readonly call: Call }>;
}

export const keyValue: KeyValue<Waiting> = {
  start: () => ({ calls: new Map() }),

  // #region on-call
  onCall(node, server, own, client, call, propose) {
    const { session, sequence, operation } = call;
    const index = propose({ type: 'call', session, sequence, operation });
    if (index === null) {
      const leader = server.leader === node.id ? null : server.leader;
      node.send(client, { type: 'redirect', session, sequence, leader });
    } else if (index > server.lastApplied) {
      own.calls.set(index, { client, call });
    } else {
      // Alone in its cluster, this server has applied it already.
      reply(node, client, call, server.machine);
    }
  },
  // #endregion on-call

  // #region apply
  apply(node, server, own, index, { command }) {
    if (command.type === 'call') execute(server.machine, command);
    const waiting = own.calls.get(index);
    own.calls.delete(index);
    // Another leader's entry may have taken the place. What was called then has not been done: the client will retry.
    if (waiting && command.type === 'call' && isSame(command, waiting.call)) {
      reply(node, waiting.client, waiting.call, server.machine);
    }
  },
  // #endregion apply

  onSteppedDown(_node, _server, own) {
    own.calls.clear();
  },
};

// #region execute
/** A call that was executed before is not executed again: neither the last one of its session, nor any before it. */
function execute(machine: Machine, { session, sequence, operation }: Omit<Call, 'type'>): void {
  const last = machine.sessions[session];
  if (last && sequence <= last.sequence) return;
  machine.sessions[session] = { sequence, answer: perform(machine.values, operation) };
}

function perform(values: Record<string, string>, operation: Operation): string | null {
  const before = values[operation.key] ?? '';
  if (operation.type === 'get') return before;
  values[operation.key] = operation.type === 'put' ? operation.value : before + operation.value;
  return null;
}
// #endregion execute

// #region reply
/** The answer is kept with the session, so that a retry gets the same one. A client that has moved on gets none. */
function reply(
  node: RaftNode,
  client: NodeId,
  { session, sequence }: Call,
  machine: Machine,
): void {
  const last = machine.sessions[session];
  if (last?.sequence !== sequence) return;
  node.send(client, { type: 'reply', session, sequence, answer: last.answer });
}
// #endregion reply

const isSame = (a: Omit<Call, 'type' | 'operation'>, b: Call): boolean =>
  a.session === b.session && a.sequence === b.sequence;
