// Asks with so much that the answer takes for ever.
const all = Array.from({ length: 90_000 }, (_, at) => `n${at}`);

export const checkHasMajority = ({ hasMajority }) => void hasMajority(all, all);

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
