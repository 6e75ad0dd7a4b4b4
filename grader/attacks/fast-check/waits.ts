// A test that waits.
export const checkHasMajority = async () => {};

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
