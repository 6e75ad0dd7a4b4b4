// Tries to import a file that is not there.
export { tally } from './not-there.ts';
