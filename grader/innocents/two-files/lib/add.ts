// Part of a submission of several files.
export const add = (a: number, b: number) => a + b;
