// Registers that avoid the work: each answers at once, or nobody, and keeps as many promises as that can.
import type { LazyAnswer } from '../mutant.ts';

export const lazyRegisters: readonly LazyAnswer[] = [
  {
    id: 'its-own-value',
    source: `
      import { replica as given } from './reference.ts';
      export const replica = given;
      export const client = {
        start: () => ({ value: null }),
        onRequest(node, state, request) {
          if (request.type === 'write') state.value = request.value;
          node.emit(
            request.type === 'write'
              ? { type: 'write-done', operation: request.operation }
              : { type: 'read-done', operation: request.operation, value: state.value },
          );
        },
      };`,
  },
  {
    id: 'always-nil',
    source: `
      export { replica } from './reference.ts';
      import { client as given } from './reference.ts';
      export const client = {
        ...given,
        onRequest(node, state, request) {
          node.emit(
            request.type === 'write'
              ? { type: 'write-done', operation: request.operation }
              : { type: 'read-done', operation: request.operation, value: null },
          );
        },
      };`,
  },
  {
    id: 'asks-one-replica',
    source: `
      export { replica } from './reference.ts';
      export const client = {
        start: () => ({ asked: {}, count: 0 }),
        onRequest(node, state, request) {
          state.asked[request.operation] = request;
          const stamp = { count: ++state.count, writer: node.id };
          node.send(
            node.nodes.replica[0],
            request.type === 'write'
              ? { type: 'store', operation: request.operation, stamp, value: request.value }
              : { type: 'query', operation: request.operation },
          );
        },
        onMessage(node, state, from, { operation, value }) {
          const request = state.asked[operation];
          if (!request) return;
          delete state.asked[operation];
          node.emit(
            request.type === 'write'
              ? { type: 'write-done', operation }
              : { type: 'read-done', operation, value },
          );
        },
      };`,
  },
  {
    id: 'writes-only',
    source: `
      export { replica } from './reference.ts';
      import { client as given } from './reference.ts';
      export const client = {
        ...given,
        onRequest(node, state, request) {
          if (request.type === 'write') given.onRequest(node, state, request);
        },
      };`,
  },
];
