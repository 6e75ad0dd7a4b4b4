import { defineConfig } from 'vitest/config';

// The project's own tests. A learner's unfinished files are never part of them: `npm run examples` runs those. What is held
// here is that the visible examples pass on the references.
const exercises = new URL('exercises/', import.meta.url).pathname;
const solutions = new URL('solutions/', import.meta.url).pathname;

export default defineConfig({
  test: {
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'grader', include: ['grader/**/*.test.ts'] },
      },
      {
        extends: true,
        plugins: [
          {
            name: 'references-for-skeletons',
            enforce: 'pre',
            resolveId(source, importer) {
              if (!importer?.startsWith(exercises) || !source.startsWith('./')) return undefined;
              return new URL(source, `file://${importer.replace(exercises, solutions)}`).pathname;
            },
          },
        ],
        test: { name: 'examples', include: ['exercises/**/*.test.ts'] },
      },
    ],
  },
});
