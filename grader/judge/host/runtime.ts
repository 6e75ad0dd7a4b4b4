// Builds the one file that a judging process runs, so that it starts without a TypeScript loader and needs to read
// nothing else. Kept in a cache; an edit of anything that went into it builds it anew.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'quorate');

interface Manifest {
  inputs: string[];
  digest: string;
  file: string;
}

/** The path of a runtime whose entry is `entryFile`, a module that calls `serve`. */
export async function buildRuntime(entryFile: string): Promise<string> {
  const name = createHash('sha256').update(entryFile).digest('hex').slice(0, 16);
  const manifestFile = join(cache, `${name}.json`);
  const manifest = await readManifest(manifestFile);
  if (manifest && (await digestOf(manifest.inputs)) === manifest.digest) return manifest.file;

  const startedMs = Date.now();
  const { outputFiles, metafile } = await build({
    entryPoints: [entryFile],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const inputs = Object.keys(metafile.inputs);
  const { text } = outputFiles[0]!;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  try {
    await mkdir(cache, { recursive: true });
    // `.cjs`: node then asks for no package.json, which it might not read.
    const file = join(cache, `${hash}.cjs`);
    await writeWhole(file, text);
    const digest = await digestOf(inputs);
    // An input that was edited while it was built: the digest would be of another text than the runtime.
    const isSettled = (await lastEditMs(inputs)) < startedMs - clockGrainMs;
    if (isSettled) await writeWhole(manifestFile, JSON.stringify({ inputs, digest, file }));
    return file;
  } catch {
    // A checkout that can't be written to. A shared temporary folder is no cache: others could put a file there.
    const file = join(await mkdtemp(join(tmpdir(), 'quorate-')), `${hash}.cjs`);
    await writeWhole(file, text);
    return file;
  }
}

/** Times of files are coarser than the clock, on some systems by seconds. */
const clockGrainMs = 2_000;

async function lastEditMs(inputs: readonly string[]): Promise<number> {
  const stats = await Promise.all(inputs.map((input) => stat(join(root, input))));
  return Math.max(...stats.map(({ mtimeMs }) => mtimeMs));
}

async function readManifest(file: string): Promise<Manifest | undefined> {
  try {
    const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest;
    await readFile(manifest.file);
    return manifest;
  } catch {
    return undefined;
  }
}

/** Of the contents of all inputs, `undefined` if one is gone. */
async function digestOf(inputs: readonly string[]): Promise<string | undefined> {
  const hash = createHash('sha256').update(process.version);
  try {
    const contents = await Promise.all(inputs.map((input) => readFile(join(root, input))));
    for (const [index, content] of contents.entries()) {
      hash.update(`\n${relative(root, inputs[index]!)} ${content.length}\n`).update(content);
    }
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

/** Others may be building the same file at this moment: it appears whole or not at all. */
async function writeWhole(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  await writeFile(unfinished, text);
  await rename(unfinished, file);
}
