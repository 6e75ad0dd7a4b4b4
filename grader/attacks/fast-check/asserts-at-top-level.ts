// Runs a property while the file is loaded.
import fc from 'fast-check';

fc.assert(fc.property(fc.nat(), () => true));

export const checkHasMajority = () => {};

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
