// Throws what can not be looked at.
export const checkHasMajority = () => {
  throw new Proxy(new Error('wrong'), { get() { throw new Error('do not look'); }, getPrototypeOf() { throw new Error('do not look'); } });
};

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
