// A right store built differently: a get is in no session, and a copy of it reads again. Those who wait are a list that
// outlives a change of leaders; a proposal is known by its term and index, so that no other entry answers for it.
import type { NodeId } from '#sim';
import type { Call, KeyValue, Machine } from '#raft';

interface Queue {
  waiting: { client: NodeId; call: Call; index: number; term: number }[];
}

export const keyValue: KeyValue<Queue> = {
  start: () => ({ waiting: [] }),

  onCall(node, server, own, client, call, propose) {
    const { session, sequence, operation } = call;
    const entry = { client, call, index: -1, term: server.disk.currentTerm };
    own.waiting.push(entry);
    // The next one, if this server leads: it may be applied before `propose` returns.
    entry.index = server.disk.snapshot.lastIndex + server.disk.log.length + 1;
    if (propose({ type: 'call', session, sequence, operation }) !== null) return;
    own.waiting.pop();
    const leader = server.leader === node.id ? null : server.leader;
    node.send(client, { type: 'redirect', session, sequence, leader });
  },

  apply(node, server, own, index, { term, command }) {
    const answer = command.type === 'call' ? run(server.machine, command) : undefined;
    const here = own.waiting.filter((entry) => entry.index === index && entry.term === term);
    own.waiting = own.waiting.filter((entry) => entry.index > index);
    if (answer === undefined) return;
    for (const { client, call } of here) {
      const { session, sequence } = call;
      node.send(client, { type: 'reply', session, sequence, answer });
    }
  },

  onSteppedDown() {},
};

/** The answer; for a write that has been done before, the same as then: nothing. */
function run({ values, sessions }: Machine, { session, sequence, operation }: Omit<Call, 'type'>) {
  const { key } = operation;
  const held = Object.hasOwn(values, key) ? values[key]! : '';
  if (operation.type === 'get') return held;
  const last = sessions[session]?.sequence ?? 0;
  if (sequence > last) {
    values[key] = operation.type === 'append' ? held.concat(operation.value) : operation.value;
    sessions[session] = { sequence, answer: null };
  }
  return null;
}
