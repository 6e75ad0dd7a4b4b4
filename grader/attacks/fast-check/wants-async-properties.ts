// A property that may wait.
import fc from 'fast-check';

export const checkHasMajority = () => fc.assert(fc.asyncProperty(fc.nat(), async () => {}));

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
