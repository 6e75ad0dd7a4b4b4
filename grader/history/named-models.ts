// The models by the names under which files and command lines ask for them.

import type { Model } from './model.ts';
import { appendOnlyList } from './models/append-only-list.ts';
import { casRegister } from './models/cas-register.ts';
import { counter } from './models/counter.ts';
import { keyValue, keyValueWhole } from './models/key-value.ts';
import { lock } from './models/lock.ts';
import { log } from './models/log.ts';
import { queue } from './models/queue.ts';
import { register } from './models/register.ts';

/** A model of which only the name is known. It checks histories whose inputs were checked by it. */
export type AnyModel = Model<unknown, unknown, unknown>;

const models = [
  register,
  casRegister,
  keyValue,
  keyValueWhole,
  lock,
  queue,
  counter,
  appendOnlyList,
  log,
] as unknown as readonly AnyModel[];

export const modelsByName: ReadonlyMap<string, AnyModel> = new Map([
  ...models.map((model) => [model.name, model] as const),
  // Jepsen's test of etcd, of which there are recorded histories, goes by this name.
  ['etcd-register', casRegister as unknown as AnyModel],
]);
