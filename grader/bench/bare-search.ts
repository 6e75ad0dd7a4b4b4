// The yardstick of whatever searches: a breadth-first search over numbers, with a table of those that were seen. Each has
// four successors, scattered over the table, so that memory is waited for as in the real thing.

const bits = 17;
const numbers = 2 ** bits;

/** Steps that it tries. */
export const bareSteps = numbers * 4;

/** Returns how many numbers it has found. */
export function searchBare(): number {
  const seen = new Uint8Array(numbers);
  const queue = new Uint32Array(numbers);
  let found = 1;
  seen[0] = 1;
  for (let next = 0; next < found; next++) {
    for (let step = 1; step <= 4; step++) {
      const successor = (Math.imul(queue[next]! + step, 0x9e3779b1) >>> 3) & (numbers - 1);
      if (seen[successor] === 1) continue;
      seen[successor] = 1;
      queue[found++] = successor;
    }
  }
  return found;
}

export const bareSearch = 'a bare search';
