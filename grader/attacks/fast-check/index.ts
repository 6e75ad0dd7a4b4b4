// Tests that want something else than to test, each with what must become of it. All answer the exercise
// `02-quorums/write-the-test`; what each one tries is said in its first line.

export interface TesterAttack {
  /** The file in this folder. */
  file: string;
  outcome: string;
  /** A part of the sentence that says why. */
  because: string;
}

export const testerAttacks: readonly TesterAttack[] = [
  { file: 'patches-assert.ts', outcome: 'threw', because: "Cannot assign to read only property" },
  { file: 'patches-an-arbitrary.ts', outcome: 'threw', because: "not extensible" },
  { file: 'keeps-notes-on-fast-check.ts', outcome: 'failed', because: "not extensible" },
  { file: 'keeps-notes-on-a-generator.ts', outcome: 'failed', because: "not extensible" },
  { file: 'remembers-in-its-module.ts', outcome: 'failed', because: "`checkHasMajority` never called it" },
  { file: 'reads-the-source.ts', outcome: 'failed', because: "never called it" },
  { file: 'makes-an-arbitrary.ts', outcome: 'failed', because: "generate must not be a function here" },
  { file: 'makes-an-arbitrary-inside.ts', outcome: 'failed', because: "mine must not be { generate: a function } here" },
  { file: 'extends-arbitrary.ts', outcome: 'failed', because: "fc.Arbitrary does not exist here" },
  { file: 'configures-fast-check.ts', outcome: 'threw', because: "fc.configureGlobal does not exist here: the seed" },
  { file: 'asserts-at-top-level.ts', outcome: 'threw', because: "Properties are run by a test" },
  { file: 'accepts-nothing.ts', outcome: 'did not return', because: "more than 100,000 values and calls" },
  { file: 'accepts-nothing-natively.ts', outcome: 'did not return', because: "more than 100,000 values and calls" },
  { file: 'wants-two-of-one.ts', outcome: 'did not return', because: "more than 100,000 values and calls" },
  { file: 'swallows-the-end-of-a-filter.ts', outcome: 'did not return', because: "more than 100,000 values and calls" },
  { file: 'asserts-for-ever.ts', outcome: 'did not return', because: "more than 1,000,000 values and calls" },
  { file: 'loops-in-a-property.ts', outcome: 'did not return', because: "loop turns and calls" },
  { file: 'wants-a-huge-list.ts', outcome: 'failed', because: "minLength is 100000000; nothing here may be longer than 1000" },
  { file: 'wants-lists-of-lists.ts', outcome: 'did not return', because: "more than 100,000 values and calls" },
  { file: 'wants-the-largest-size.ts', outcome: 'failed', because: "Nothing here may be of size \"max\"" },
  { file: 'can-not-be-shown.ts', outcome: 'failed', because: "Property failed for [{ toString: a function" },
  { file: 'waits-in-a-property.ts', outcome: 'failed', because: "never waits" },
  { file: 'waits.ts', outcome: 'wrong export', because: "a test never waits" },
  { file: 'wants-async-properties.ts', outcome: 'failed', because: "fc.asyncProperty does not exist here: a test never waits" },
  { file: 'skips-every-run.ts', outcome: 'failed', because: "fc.pre skipped" },
  { file: 'hands-over-a-function.ts', outcome: 'not plain data', because: "arguments of hasMajority[0][0]: a function" },
  { file: 'hands-over-a-cycle.ts', outcome: 'not plain data', because: "a cycle" },
  { file: 'climbs-from-fast-check.ts', outcome: 'failed', because: "not a valid constructor" },
  { file: 'throws-a-proxy.ts', outcome: 'failed', because: "A right implementation is refused" },
  { file: 'asks-with-too-much.ts', outcome: 'failed', because: "RangeError: hasMajority was asked with more" },
  { file: 'takes-from-a-huge-list.ts', outcome: 'failed', because: "A list of 5000000" },
];
