// Hands a cycle to what it tests, in a property.
import fc from 'fast-check';

const cycle = [];
cycle.push(cycle);

export const checkHasMajority = ({ hasMajority }) =>
  fc.assert(fc.property(fc.nat(), () => hasMajority(cycle, [])));

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
