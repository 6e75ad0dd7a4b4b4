// A counterexample that throws when it is shown.
import fc from 'fast-check';

const sly = { toString() { throw new Error('do not look'); }, get [Symbol.toStringTag]() { throw new Error('do not look'); } };

export const checkHasMajority = () => fc.assert(fc.property(fc.constant(sly), () => false));

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
