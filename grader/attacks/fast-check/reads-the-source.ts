// Tries to tell implementations apart without calling them.
export const checkHasMajority = ({ hasMajority }) => {
  if (/true|always/.test(hasMajority.toString() + hasMajority.name + hasMajority.length)) throw new Error('wrong');
};

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
