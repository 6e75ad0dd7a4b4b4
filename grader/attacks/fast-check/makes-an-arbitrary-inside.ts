// Tries to get at the generator of random numbers, in a record.
import fc from 'fast-check';

const mine = { generate: (random) => random };

export const checkHasMajority = () => fc.assert(fc.property(fc.record({ mine }), () => true));

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
