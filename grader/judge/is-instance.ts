/**
 * Whether a submission threw one of the judge's own errors. `instanceof` asks the value itself when that is a proxy, and
 * what a submission throws may be anything.
 */
export function isInstance<Type>(
  thrown: unknown,
  type: abstract new (...args: never[]) => Type,
): thrown is Type {
  try {
    return thrown instanceof type;
  } catch {
    return false;
  }
}
