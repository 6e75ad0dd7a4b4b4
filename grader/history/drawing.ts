// Histories drawn as lanes, so that a test can be checked by looking at it:
//
//   a  |--- write 1 ---|
//   b                     |- read 1 -|  |- write 2 --
//
// Columns are time. A lane's first word is its client; a bar opens an operation and a bar closes it; one
// that is never closed never returned.

import type { Model } from './model.ts';
import { register } from './models/register.ts';
import type { RegisterInput, RegisterOutput } from './models/register.ts';
import type { Operation } from './operation.ts';

/** The words between the bars are the register's, as `describe` gives them. */
export function parseHistory(drawing: string): Operation<RegisterInput, RegisterOutput>[] {
  return parseHistoryOf(register, drawing);
}

/** The words between the bars are the model's, as `describe` gives them. */
export function parseHistoryOf<Input, Output>(
  model: Pick<Model<never, Input, Output>, 'name' | 'parse'>,
  drawing: string,
): Operation<Input, Output>[] {
  return drawing
    .split('\n')
    .flatMap((lane) => parseLane(model, lane))
    .sort((a, b) => a.calledAt - b.calledAt);
}

function parseLane<Input, Output>(
  model: Pick<Model<never, Input, Output>, 'name' | 'parse'>,
  lane: string,
): Operation<Input, Output>[] {
  const client = /\S+/.exec(lane)?.[0];
  if (client === undefined) return [];

  return [...lane.matchAll(/\|([^|]*)(\|?)/g)].map(({ index, 0: drawn, 1: inside, 2: bar }) => {
    const words = inside!.replace(/^-+|-+\s*$/g, '').trim();
    const parsed = model.parse?.(words.split(/\s+/));
    if (!parsed)
      throw new Error(`"${words}" is no operation of a ${model.name}, in: ${lane.trim()}`);

    const call = { client, input: parsed.input, calledAt: index };
    if (bar === '') return call;
    if (parsed.output === undefined) {
      throw new Error(`"${words}" returns, but does not say what, in: ${lane.trim()}`);
    }
    return { ...call, output: parsed.output, returnedAt: index + drawn.length - 1 };
  });
}
