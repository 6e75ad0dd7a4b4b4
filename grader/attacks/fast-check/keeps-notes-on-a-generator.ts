// Tries to remember in one try what it saw in another.
import fc from 'fast-check';

export const checkHasMajority = () => {
  const notes = fc.nat().map;
  const { prototype } = Object.getPrototypeOf(notes).constructor;
  prototype.tries = (prototype.tries ?? 0) + 1;
  if (prototype.tries > 4) throw new Error('wrong');
};

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
