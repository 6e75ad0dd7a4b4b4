// Builds a history from the two things that a client sees: that it called, and that it got an answer.

import type { Operation } from './operation.ts';

/**
 * Record calls and returns in the order in which they happen. Each takes the next number as its
 * time, or the time that it is given. A client has at most one operation open at a time.
 */
export class HistoryRecorder<Input, Output> {
  readonly #operations: Operation<Input, Output>[] = [];
  /** Where in the list each client's open operation is. */
  readonly #open = new Map<string, number>();
  #clock = 0;

  /** A client that has an operation open can't call: give up the open one first. */
  call(client: string, input: Input, at: number = ++this.#clock): void {
    if (this.#open.has(client)) {
      throw new Error(`Client "${client}" called again before its last operation returned.`);
    }
    this.#open.set(client, this.#operations.length);
    this.#operations.push({ client, input, calledAt: at });
  }

  return(client: string, output: Output, at: number = ++this.#clock): void {
    const index = this.#close(client);
    const { input, calledAt } = this.#operations[index]!;
    this.#operations[index] = { client, input, calledAt, output, returnedAt: at };
  }

  /**
   * The client will never learn the answer, and the operation stays pending. In a history a client
   * that left an operation pending must not come back: let it go on under another name.
   */
  giveUp(client: string): void {
    this.#close(client);
  }

  /** The client knows that its operation had no effect (it was refused): the history leaves it out. */
  forget(client: string): void {
    const index = this.#close(client);
    this.#operations.splice(index, 1);
    for (const [other, at] of this.#open) if (at > index) this.#open.set(other, at - 1);
  }

  isOpen(client: string): boolean {
    return this.#open.has(client);
  }

  /** What was recorded so far, in the order of the calls. Open operations are pending. */
  history(): Operation<Input, Output>[] {
    return [...this.#operations];
  }

  #close(client: string): number {
    const index = this.#open.get(client);
    if (index === undefined) throw new Error(`Client "${client}" has no operation open.`);
    this.#open.delete(client);
    return index;
  }
}
