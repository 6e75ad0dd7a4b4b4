// A list of a hundred million.
import fc from 'fast-check';

export const checkHasMajority = () =>
  fc.assert(fc.property(fc.array(fc.nat(), { minLength: 1e8 }), () => true));

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
