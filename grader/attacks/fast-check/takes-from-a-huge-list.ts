// Takes parts of a huge list.
import fc from 'fast-check';

const all = new Array(5_000_000).fill(0);

export const checkHasMajority = () => fc.assert(fc.property(fc.shuffledSubarray(all), () => true));

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
