import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// What of the site can be tried without a page; and the judge in Debian's Chromium.
export default defineConfig({
  test: {
    include: ['{plugins,src}/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 60_000,
    // Nothing here measures time, and most of it judges: no processor is left idle.
    maxWorkers: availableParallelism(),
  },
});
