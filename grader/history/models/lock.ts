// A lock that has one holder at a time. Who asks is part of the input, since a model sees no clients.

import { illegal } from '../model.ts';
import type { Model } from '../model.ts';
import { formatPlain, plainKey } from '../plain-key.ts';

export interface LockInput {
  readonly type: 'acquire' | 'release';
  readonly owner: string;
}

/** Whether the lock was taken, or given back: `false` if another owner held it, or not this one. */
export type LockOutput = boolean;

/** Who holds the lock; `null` while nobody does. */
type Holder = string | null;

export const lock: Model<Holder, LockInput, LockOutput> = {
  name: 'lock',
  initial: null,
  inputs: { acquire: { owner: 'string' }, release: { owner: 'string' } },
  key: plainKey,

  step(holder, { type, owner }, output) {
    const succeeds = holder === (type === 'acquire' ? null : owner);
    if (output !== undefined && output !== succeeds) return illegal;
    if (!succeeds) return holder;
    return type === 'acquire' ? owner : null;
  },

  isReadOnly: (_input, output) => output === false,

  describe: ({ type, owner }, output) =>
    `${type} ${formatPlain(owner)}${output === false ? ' refused' : ''}`,

  parse([type, owner, refused]) {
    if ((type !== 'acquire' && type !== 'release') || !owner) return undefined;
    return { input: { type, owner }, output: refused !== 'refused' };
  },

  explain(holder, { type, owner }, output) {
    const who = formatPlain(owner);
    const situation = holder === null ? 'nobody holds it' : `${formatPlain(holder)} holds it`;
    const verdict = output ? `let ${who} ${type} the lock` : `refuse ${who} to ${type} the lock`;
    return `can't ${verdict} while ${situation}`;
  },

  separable(operation, history) {
    if (operation.output === false) return [operation];
    // A refusal says that somebody held the lock, or did not: it may rest on any other operation.
    if (history.some((other) => other.output === false)) return undefined;
    return history.filter((other) => other.input.owner === operation.input.owner);
  },
};
