// As large as the library can make it.
import fc from 'fast-check';

export const checkHasMajority = () =>
  fc.assert(fc.property(fc.array(fc.nat(), { size: 'max' }), () => true));

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
