// The client's half of the key-value store: one operation at a time, the next server after a silence, the same sequence
// for every retry. A client that crashes forgets what it waited for, and comes back with a new session.
import type { Node, NodeId, Protocol } from '#sim';
import type { Operation } from './log.ts';
import type { Call, Redirect, Reply } from './messages.ts';

/** The application asks for an operation, and calls it by a name of its own. */
export type ClientRequest = Operation & { readonly operation: string };

/** The operation of this name is done. */
export interface Answered {
  readonly type: 'answered';
  readonly operation: string;
  readonly answer: string | null;
}

export interface Client {
  state: {
    readonly session: string;
    sequence: number;
    /** What is asked, in order; the first is under way. */
    readonly waiting: ClientRequest[];
    /** Whom this client takes for the leader: an index into the list of servers. */
    server: number;
  };
  receives: Reply | Redirect;
  sends: Call;
  requests: ClientRequest;
  emits: Answered;
  timers: 'retry';
  durable: { readonly boots: number };
  roles: 'server' | 'client';
}

/** How long a client waits for an answer before it asks another server. */
export const retryMs = { min: 100, max: 200 };

export const client: Protocol<Client> = {
  start(node, durable) {
    const boots = (durable?.boots ?? 0) + 1;
    node.persist({ boots });
    return { session: `${node.id}#${boots}`, sequence: 0, waiting: [], server: 0 };
  },

  onRequest(node, state, request) {
    state.waiting.push(request);
    if (state.waiting.length === 1) begin(node, state);
  },

  onMessage(node, state, _from, message) {
    const { session, sequence, waiting } = state;
    if (message.session !== session || message.sequence !== sequence) return;
    const [current] = waiting;
    if (!current) return;
    if (message.type === 'redirect') return follow(node, state, message.leader);

    node.emit({ type: 'answered', operation: current.operation, answer: message.answer });
    waiting.shift();
    node.cancelTimer('retry');
    if (waiting.length > 0) begin(node, state);
  },

  onTimer(node, state) {
    state.server = (state.server + 1) % node.nodes.server.length;
    call(node, state);
  },
};

function begin(node: Node<Client>, state: Client['state']): void {
  state.sequence++;
  call(node, state);
}

/** Where nobody is known to lead, waiting is all there is to do: the timer runs. */
function follow(node: Node<Client>, state: Client['state'], leader: NodeId | null): void {
  const server = leader === null ? -1 : node.nodes.server.indexOf(leader);
  if (server < 0 || server === state.server) return;
  state.server = server;
  call(node, state);
}

function call(node: Node<Client>, state: Client['state']): void {
  const { operation: _name, ...operation } = state.waiting[0]!;
  const { session, sequence } = state;
  node.send(node.nodes.server[state.server]!, { type: 'call', session, sequence, operation });
  node.setTimer('retry', retryMs);
}
