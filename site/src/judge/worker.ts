// The worker's beginning: one question, its answers, and nothing left of it. A page takes a new worker for each.
import type { Asked, Said } from './ask.ts';
import { serve } from './serve.ts';

interface Scope {
  onmessage: ((event: { readonly data: Asked }) => void) | null;
  postMessage(said: Said): void;
}

const scope = globalThis as unknown as Scope;
const say = scope.postMessage.bind(globalThis) as Scope['postMessage'];

scope.onmessage = ({ data }) => {
  try {
    serve(data, say);
  } catch (error) {
    say({ said: 'bug', because: error instanceof Error ? error.message : String(error) });
  }
};
