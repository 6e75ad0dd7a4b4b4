// Tries to import the answer by its absolute path.
export { tally } from '/etc/hostname';
