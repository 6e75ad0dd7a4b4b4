// Runs one property after the other.
import fc from 'fast-check';

export const checkHasMajority = () => {
  const property = fc.property(fc.nat(), () => true);
  for (;;) fc.assert(property);
};

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
