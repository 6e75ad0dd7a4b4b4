// Right answers with something in them that a strict judge might take for an attack. Each must pass. All answer the
// exercise of `judge/host/testing/tally-suite.ts`.

/** Files in this folder. The folder of each is the root of its submission. */
export const innocents: readonly string[] = [
  'strings-that-look-dangerous.ts',
  'console-log.ts',
  'constant-tables.ts',
  'map-state.ts',
  'crlf.ts',
  'byte-order-mark.ts',
  'getters-in-a-class.ts',
  'generators-in-a-handler.ts',
  'long-names.ts',
  'comments-in-other-scripts.ts',
  'properties-with-reserved-names.ts',
  'asks-what-exists.ts',
  'two-files/tally.ts',
  'catches-what-it-throws.ts',
  'overrides-inherited-methods.ts',
  'uses-methods-of-its-own.ts',
  'a-hundred-lines-a-handler.ts',
];
