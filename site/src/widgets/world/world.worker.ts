// The simulator, off the page's own thread: what is wanted comes in, what happened goes out.
import { run, type Wanted } from './run.ts';

interface Scope {
  onmessage:
    ((event: { readonly data: { readonly id: number; readonly wanted: Wanted } }) => void) | null;
  postMessage(answer: object): void;
}

const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data: { id, wanted } }) => scope.postMessage({ id, moments: run(wanted) });
