// A small exercise for tests of stories: a write goes to two copies, and a read asks the second copy alone. Nobody asks twice.
import { register, type RegisterInput, type Value } from '../../history/index.ts';
import type { AnyProtocol, Cluster, Message, Node } from '../../sim/index.ts';
import { linearizable } from '../../suites/linearizable.ts';
import type { Answer } from '../../suites/suite.ts';

const fieldOf = (message: Message, name: string) =>
  (Object(message) as Readonly<Record<string, unknown>>)[name];

type AnyNode = Node<{ state: object; roles: string; sends: Message; emits: Message }>;

/** A write is done when `needed` of the copies have it. */
export const answerWaitingFor = (needed: number) => ({
  copy: {
    start: () => ({ value: null as Value }),
    onMessage(node: AnyNode, state: { value: Value }, from: string, message: Message) {
      const id = fieldOf(message, 'id');
      if (message.type === 'put') {
        state.value = fieldOf(message, 'value') as Value;
        return node.send(from, { type: 'has', id } as Message);
      }
      node.send(from, { type: 'holds', id, value: state.value } as Message);
    },
  },
  client: {
    start: () => ({ has: 0 }),
    onRequest(node: AnyNode, _state: object, request: Message) {
      const id = fieldOf(request, 'id');
      if (request.type === 'read') return node.send('k2', { type: 'get', id } as Message);
      for (const copy of ['k1', 'k2']) node.send(copy, { ...request, type: 'put' });
    },
    onMessage(node: AnyNode, state: { has: number }, _from: string, message: Message) {
      if (message.type === 'holds') return node.emit({ ...message, type: 'done' });
      if (++state.has === needed) node.emit({ ...message, type: 'done' });
    },
  },
});

const idOf = (message: Message) => fieldOf(message, 'id') as string;

export const operations = { asked: idOf, answered: idOf };

export const clientsSee = linearizable<Value, RegisterInput, Value>(register, {
  asked: (request) => ({
    id: idOf(request),
    input:
      request.type === 'read'
        ? { type: 'read' }
        : { type: 'write', value: fieldOf(request, 'value') as Value },
  }),
  answered: (output) => ({
    id: idOf(output),
    output: (fieldOf(output, 'value') ?? null) as Value,
  }),
});

export const cluster = (answer: Answer): Cluster => ({
  roles: {
    copy: { nodes: ['k1', 'k2'], protocol: () => answer()['copy'] as AnyProtocol },
    client: { nodes: ['c1', 'c2'], protocol: () => answer()['client'] as AnyProtocol },
  },
});
