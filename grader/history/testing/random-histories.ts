// Random tiny histories for tests: a legal run, stretched in time, with some answers forged.

import { illegal } from '../model.ts';
import type { Model } from '../model.ts';
import type { Operation } from '../operation.ts';

/** A number in [0, 1). Mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What can be asked of an object, and what may be answered: the right answer among others. */
export interface Vocabulary<State, Input, Output> {
  model: Model<State, Input, Output>;
  inputs: readonly Input[];
  outputsOf: (input: Input, state: State) => readonly Output[];
  /** How many answers must be forged for about half of the tiny histories to be wrong. */
  forgedProbability: number;
}

export interface Shape {
  clientCount: number;
  operationCount: number;
  pendingProbability: number;
}

/**
 * Every operation takes effect at a moment within its interval, so that the history is linearizable
 * unless an answer was forged. A client that left an operation pending comes back under a new name.
 */
export function randomHistory<State, Input, Output>(
  { model, inputs, outputsOf, forgedProbability }: Vocabulary<State, Input, Output>,
  { clientCount, operationCount, pendingProbability }: Shape,
  random: () => number,
): Operation<Input, Output>[] {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const clients = Array.from({ length: clientCount }, (_, index) => ({
    name: `c${index}`,
    freeAt: 0,
  }));
  const history: Operation<Input, Output>[] = [];
  let state = model.initial;

  for (let moment = 10; history.length < operationCount; moment += 10) {
    const client = pick(clients.filter(({ freeAt }) => freeAt < moment));
    const input = pick(inputs);
    const room = moment - client.freeAt;
    const calledAt = moment - Math.floor(random() * Math.min(room, 25));
    const call = { client: client.name, input, calledAt };

    const outputs = outputsOf(input, state);
    const next = model.step(state, input, undefined);
    if (next === illegal) throw new Error(`${model.name} refuses an answer that nobody saw.`);
    if (random() < pendingProbability) {
      history.push(call);
      if (random() < 0.5) state = next;
      client.name += "'";
      client.freeAt = calledAt;
      continue;
    }
    const right = outputs.find((output) => model.step(state, input, output) !== illegal);
    if (right === undefined) throw new Error(`No right answer for a ${model.name} to draw from.`);
    const output = random() < forgedProbability ? pick(outputs) : right;
    state = next;
    // The client that is free last still is at the next moment: someone can always call.
    const isLastFree = clients.every((other) => other === client || other.freeAt >= moment + 10);
    const returnedAt = moment + Math.floor(random() * (isLastFree ? 9 : 25));
    history.push({ ...call, output, returnedAt });
    client.freeAt = returnedAt;
  }
  return history;
}
