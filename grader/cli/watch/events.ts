/** What a session is told: a save, a key, the wish to end. */
type WatchEvent = Wish | { readonly kind: 'quit' };

export type Wish = { readonly kind: 'saved' } | { readonly kind: 'key'; readonly key: string };

export interface EventQueue {
  push(event: WatchEvent): void;
  /** The oldest event. Of several saves in a row, one; after a wish to end, nothing else. */
  next(): Promise<WatchEvent>;
}

export function eventQueue(): EventQueue {
  const waiting: WatchEvent[] = [];
  let wake: (() => void) | undefined;

  return {
    push(event) {
      const newest = waiting.at(-1);
      if (event.kind === 'quit') waiting.length = 0;
      else if (newest?.kind === 'quit') return;
      else if (newest?.kind === 'saved' && event.kind === 'saved') return;
      waiting.push(event);
      wake?.();
    },
    async next() {
      while (waiting.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return waiting.shift()!;
    },
  };
}
