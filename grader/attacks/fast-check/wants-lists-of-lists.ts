// Lists of lists of lists, none of them too long.
import fc from 'fast-check';

const list = (of) => fc.array(of, { minLength: 1000, maxLength: 1000 });

export const checkHasMajority = () =>
  fc.assert(fc.property(list(list(list(fc.nat()))), () => true));

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
