// What the poisoned files point to.
export const total = 21;
export const todo = () => {};
