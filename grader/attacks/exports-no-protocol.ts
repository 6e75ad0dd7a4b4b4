// Tries to have the judge call something that is not there.
export const tally = null;
