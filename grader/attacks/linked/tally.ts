// Tries to leave its folder by a link.
export { todo as tally } from './elsewhere.ts';
