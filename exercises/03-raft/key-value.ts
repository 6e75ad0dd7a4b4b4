// The replicated key-value store: its clients may ask twice, and each call takes effect once, whoever leads when it comes.
// The brief is chapters/03-raft/key-value.mdx.
import { type NodeId, todo } from '#sim';
import type { Call, KeyValue, Machine, Operation, RaftNode } from '#raft';

/** What this part remembers beside the machine: yours. A crash loses it, and no other server has it. */
interface Waiting {
  // TODO(3.5a): What must a leader know to answer a client when an entry is applied?
}

export const keyValue: KeyValue<Waiting> = {
  start() {
    // TODO(3.5b): Return what this part remembers at boot.
    todo('3.5b keyValue.start');
  },

  onCall(node, server, own, client, call, propose) {
    // TODO(3.5c): Propose the call. Who is to be answered when its entry is applied? And where `propose` gives null, this
    //             server can't serve: whom does it name? (Alone in its cluster, a server has applied the entry already
    //             when `propose` returns.)
    todo('3.5c keyValue.onCall');
  },

  apply(node, server, own, index, entry) {
    // TODO(3.5d): Execute the entry, on every server. Then, if a client waits here for this very call, answer it.
    todo('3.5d keyValue.apply');
  },

  onSteppedDown(node, server, own) {
    // TODO(3.5e): This server led, and leads no more. What do those who wait still wait for?
    todo('3.5e keyValue.onSteppedDown');
  },
};

/** What an entry does to the machine. All servers must come to the same, from the entry and the machine alone. */
function execute(machine: Machine, call: Omit<Call, 'type'>): void {
  // TODO(3.5f): Perform the operation unless the session has come as far already, and keep the answer with the session.
  todo('3.5f execute');
}

/** The answer of an operation: the value for a get, `''` where there is none; `null` for a write. */
function perform(values: Record<string, string>, operation: Operation): string | null {
  // TODO(3.5g): Read, replace, or extend the value under `operation.key`.
  todo('3.5g perform');
}

/** Answers from the session. What if the client has moved on to a later call? */
function reply(node: RaftNode, client: NodeId, call: Call, machine: Machine): void {
  // TODO(3.5h): Send `reply` with the session, the sequence and the answer of this call.
  todo('3.5h reply');
}
