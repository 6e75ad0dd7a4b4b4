// The replicated store as its clients see it: what they ask, what they are told, and whether some order explains it.
import { keyValue, type KeyValueInput, type KeyValueOutput } from '../../history/index.ts';
import { defineGoal, type Message, type NodeId } from '../../sim/index.ts';
import { linearizable } from '../linearizable.ts';
import type { Operations } from '../suite.ts';
import { field, textIn } from './disks.ts';

/** What a client is asked, in the words of `#raft`. */
export interface StoreRequest extends Message {
  readonly operation: string;
  readonly key: string;
  readonly value?: string;
}

export const get = (operation: string, key = 'x'): StoreRequest => ({
  type: 'get',
  operation,
  key,
});

export const put = (operation: string, value: string, key = 'x'): StoreRequest => ({
  type: 'put',
  operation,
  key,
  value,
});

/** Each append leaves its mark in the value, so that one that took effect twice, or not at all, is seen by any read. */
export const appendTo = (operation: string, value: string, key = 'x'): StoreRequest => ({
  type: 'append',
  operation,
  key,
  value,
});

const isStoreRequest = ({ type }: Message): boolean =>
  type === 'get' || type === 'put' || type === 'append';

export const operations: Operations = {
  asked: (request) => (isStoreRequest(request) ? textIn(request, 'operation') : undefined),
  answered: (output) => (output.type === 'answered' ? textIn(output, 'operation') : undefined),
};

export const linearizableStore = linearizable<readonly string[], KeyValueInput, KeyValueOutput>(
  keyValue,
  {
    asked(request) {
      const id = operations.asked(request);
      if (id === undefined) return undefined;
      const { type, key, value = '' } = request as StoreRequest;
      if (type === 'put' || type === 'append') return { id, input: { type, key, value } };
      return { id, input: { type: 'get', key } };
    },
    answered(output) {
      const id = operations.answered(output);
      if (id === undefined) return undefined;
      const answer = field(output, 'answer');
      return { id, output: typeof answer === 'string' ? answer : null };
    },
  },
);

/** Every operation was answered but those that a crash of their client took along. */
export const allAnswered = defineGoal({
  listens: ['requested', 'emitted', 'crashed'],
  start: () => ({ open: new Map<string, NodeId>() }),
  observe({ open }, seen) {
    if (seen.kind === 'requested') {
      const id = operations.asked(seen.request);
      if (id !== undefined) open.set(id, seen.node);
    }
    if (seen.kind === 'emitted') open.delete(operations.answered(seen.output) ?? '');
    if (seen.kind !== 'crashed') return;
    for (const [id, node] of open) if (node === seen.node) open.delete(id);
  },
  unmet({ open }) {
    const [first] = open;
    return first && { what: `${first[1]} never heard of ${first[0]} again.`, nodes: [first[1]] };
  },
});

/** Clients that write and read, now and then on the same keys. Each value is written once. */
export function traffic(clients: readonly NodeId[], rounds: number, keys = ['x', 'y']) {
  let count = 0;
  return Array.from({ length: rounds }, (_, round) =>
    clients.flatMap((node, index) => {
      count++;
      const key = keys[(round + index) % keys.length]!;
      const write = count % 3 === 0 ? put : appendTo;
      return [
        { node, request: write(`write${count}`, `${count},`, key) },
        { node, request: get(`read${count}`, key) },
      ];
    }),
  ).flat();
}
