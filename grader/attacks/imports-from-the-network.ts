// Tries to have the bundler fetch code.
export { tally } from 'https://example.org/tally.js';
