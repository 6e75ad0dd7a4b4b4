// A property that waits.
import fc from 'fast-check';

export const checkHasMajority = () => fc.assert(fc.property(fc.nat(), async () => {}));

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
