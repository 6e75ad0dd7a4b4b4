/** Thrown by an untouched skeleton, so that "not started" is never reported as "wrong". */
export class NotStarted extends Error {
  override readonly name = 'NotStarted';
}

/** Marks a part of a skeleton that is still to be written. `step` names it: `'2.3a the query phase'`. */
export function todo(step: string): never {
  throw new NotStarted(step);
}
