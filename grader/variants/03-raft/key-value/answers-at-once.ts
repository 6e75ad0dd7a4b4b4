// A right store built differently: what has been done is answered from the session at once, by any server that knows; a
// call that is under way is proposed only once; and whoever waits is redirected when the server steps down.
import type { NodeId } from '#sim';
import type { Call, KeyValue, RaftNode } from '#raft';

interface Desk {
  /** By session: the call that is in the log, and who asked for it last. */
  open: Record<string, { sequence: number; client: NodeId }>;
}

export const keyValue: KeyValue<Desk> = {
  start: () => ({ open: {} }),

  onCall(node, server, own, client, call, propose) {
    const { session, sequence } = call;
    const last = server.machine.sessions[session];
    if (last && sequence < last.sequence) return;
    if (last?.sequence === sequence) return tell(node, client, call, last.answer);
    const open = own.open[session];
    if (server.role === 'leader' && open?.sequence === sequence) {
      open.client = client;
      return;
    }
    own.open[session] = { sequence, client };
    if (propose(call) !== null) return;
    delete own.open[session];
    redirect(node, client, session, sequence, server.leader);
  },

  apply(node, server, own, _index, { command }) {
    if (command.type !== 'call') return;
    const { session, sequence, operation } = command;
    const { values, sessions } = server.machine;
    if ((sessions[session]?.sequence ?? 0) >= sequence) return;

    const { key } = operation;
    let answer: string | null = null;
    if (operation.type === 'get') answer = values[key] ?? '';
    else if (operation.type === 'put') values[key] = operation.value;
    else values[key] = `${values[key] ?? ''}${operation.value}`;
    sessions[session] = { sequence, answer };

    const open = own.open[session];
    if (open?.sequence !== sequence) return;
    delete own.open[session];
    tell(node, open.client, command, answer);
  },

  onSteppedDown(node, server, own) {
    for (const [session, { sequence, client }] of Object.entries(own.open)) {
      redirect(node, client, session, sequence, server.leader);
    }
    own.open = {};
  },
};

function tell(
  node: RaftNode,
  client: NodeId,
  { session, sequence }: Pick<Call, 'session' | 'sequence'>,
  answer: string | null,
) {
  node.send(client, { type: 'reply', session, sequence, answer });
}

function redirect(
  node: RaftNode,
  client: NodeId,
  session: string,
  sequence: number,
  leader: NodeId | null,
) {
  const other = leader === node.id ? null : leader;
  node.send(client, { type: 'redirect', session, sequence, leader: other });
}
