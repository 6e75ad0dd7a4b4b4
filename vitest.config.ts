import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // The project's own tests. A learner's unfinished files are never part of them: `npm run examples` runs those.
    include: ['grader/**/*.test.ts', 'solutions/**/*.test.ts'],
    testTimeout: 60_000,
  },
});
