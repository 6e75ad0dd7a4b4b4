// An answer as it is, without a compartment and without a count of steps: for our own tests, and under a debugger.
import type { Loaded } from './answer.ts';

export const unconfined = (exported: Record<string, unknown>): Loaded => ({
  boot: () => exported,
  renew: () => undefined,
  exhausted: false,
  ticksLeft: 0,
  explain(thrown) {
    const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { kind: 'threw', name, message };
  },
});
