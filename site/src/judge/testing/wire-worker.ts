// The worker, but that its last word leaves as JSON on the wire: a test compares bytes, which no browser's driver may touch.
import { toWire } from '../../../../grader/judge/wire.ts';
import type { Asked, Said } from '../ask.ts';
import { serve } from '../serve.ts';

interface Scope {
  onmessage: ((event: { readonly data: Asked }) => void) | null;
  postMessage(text: string): void;
}

const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data }) => {
  let last: Said | undefined;
  serve(data, (said) => (last = said));
  scope.postMessage(JSON.stringify(toWire(last)));
};
