// The simulator, off the page's own thread: what is wanted comes in, what happened goes out.
import { runHere } from './run-here.ts';
import type { Wanted } from './run.ts';

interface Scope {
  onmessage:
    ((event: { readonly data: { readonly id: number; readonly wanted: Wanted } }) => void) | null;
  postMessage(answer: object): void;
}

const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data: { id, wanted } }) => scope.postMessage({ id, moments: runHere(wanted) });
