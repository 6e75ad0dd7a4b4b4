// What the command line makes of an answer's texts, for tests: in a folder of their own, as a learner has them.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Bundled, bundleSubmission } from '../../../../grader/judge/host/bundle.ts';
import type { Texts } from '../../../../grader/mutants/mutant.ts';

export interface Bundling {
  bundle(file: string, texts: Texts, allowedImports: readonly string[]): Promise<Bundled>;
  close(): Promise<void>;
}

export function startBundling(): Bundling {
  const folders: string[] = [];
  return {
    async bundle(file, { source, beside }, allowedImports) {
      const root = await mkdtemp(join(tmpdir(), 'quorate-page-'));
      folders.push(root);
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), source);
      for (const [name, text] of Object.entries(beside)) {
        const other = join(root, dirname(file), name);
        await mkdir(dirname(other), { recursive: true });
        await writeFile(other, text);
      }
      return bundleSubmission({ root, file, allowedImports });
    },
    async close() {
      for (const folder of folders) await rm(folder, { recursive: true });
    },
  };
}
