// Hands a function to what it tests.
export const checkHasMajority = ({ hasMajority }) => hasMajority([() => {}], []);

export const checkPickQuorum = () => {};
export const checkNewest = () => {};
