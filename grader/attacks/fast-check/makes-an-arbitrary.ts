// Tries to get at the generator of random numbers.
import fc from 'fast-check';

const mine = { generate: (random) => random, shrink: () => [], canShrinkWithoutContext: () => false };

export const checkHasMajority = () => fc.assert(fc.property(fc.array(mine), () => true));

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
