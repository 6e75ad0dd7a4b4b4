// Part of a submission of several files.
export type Amount = number;
