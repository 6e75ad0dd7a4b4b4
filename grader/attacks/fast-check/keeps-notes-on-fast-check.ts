// Tries to remember in one try what it saw in another.
import fc from 'fast-check';

export const checkHasMajority = () => {
  fc.tries = (fc.tries ?? 0) + 1;
  if (fc.tries > 4) throw new Error('wrong');
};

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
