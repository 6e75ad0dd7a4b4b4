// Tries to get at the generator of random numbers, by a class.
import fc from 'fast-check';

class Mine extends fc.Arbitrary {}

export const checkHasMajority = () => fc.assert(fc.property(new Mine(), () => true));

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
