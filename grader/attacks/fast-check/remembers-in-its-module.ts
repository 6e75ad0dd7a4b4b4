// Tries to refuse by the order of the implementations.
let tries = 0;

export const checkHasMajority = () => {
  if (++tries > 4) throw new Error('wrong');
};

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
