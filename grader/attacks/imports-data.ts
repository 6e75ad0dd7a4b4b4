// Tries to import code out of a URL.
export { tally } from 'data:text/javascript,export const tally = 1';
