import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// The project's own tests. A learner's unfinished files are never part of them: `npm run examples` runs those. What is held
// here is that the visible examples pass on the references.
const exercises = fileURLToPath(new URL('exercises/', import.meta.url));
const solutions = fileURLToPath(new URL('solutions/', import.meta.url));

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
              // What is given is the same for both.
              if (importer.includes('/given/') || source.startsWith('./given/')) return undefined;
              return join(dirname(importer.replace(exercises, solutions)), source);
            },
          },
        ],
        test: { name: 'examples', include: ['exercises/**/*.test.ts'] },
      },
    ],
  },
});
