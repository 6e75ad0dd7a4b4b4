/**
 * Does work that Ctrl-C may end. The judge's processes are groups of their own, so the terminal's signal does not reach
 * them: they are ended through `signal`, and whoever waits hears of it as an `AbortError`. A second Ctrl-C ends at once.
 */
export async function untilInterrupted<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ending = new AbortController();
  const end = () => {
    if (ending.signal.aborted) process.exit(interruptedCode);
    ending.abort();
  };
  for (const name of signals) process.on(name, end);
  try {
    const result = await work(ending.signal);
    // What was ended half-way may still have come to some result: nobody waits for it.
    ending.signal.throwIfAborted();
    return result;
  } finally {
    for (const name of signals) process.off(name, end);
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const interruptedCode = 130;
