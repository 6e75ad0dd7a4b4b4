// A property that does not return.
import fc from 'fast-check';

export const checkHasMajority = () =>
  fc.assert(fc.property(fc.nat(), () => { for (;;); }));

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
