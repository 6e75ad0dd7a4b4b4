// A list of different values, where there is only one.
import fc from 'fast-check';

export const checkHasMajority = () =>
  fc.assert(fc.property(fc.uniqueArray(fc.constant(1), { minLength: 2 }), () => true));

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
