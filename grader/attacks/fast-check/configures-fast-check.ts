// Tries to have its properties run once.
import fc from 'fast-check';

fc.configureGlobal({ numRuns: 1 });

export const checkHasMajority = () => {};

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
