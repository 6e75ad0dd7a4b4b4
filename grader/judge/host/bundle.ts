// One file of a submission, with the files that it imports, as code that a compartment can run.
//
// Nothing that lies beside the submission matters: no `package.json`, no `tsconfig.json`, no `node_modules`. Every file
// is found and read here, and only if it really lies inside the submission's folder.
import { build, stop, type BuildFailure, type Message, type Plugin } from 'esbuild';
import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { dirname, extname, relative, resolve, sep } from 'node:path';
import type { Bundle } from '../compartment.ts';
import { instrument } from '../instrument.ts';
import { decodeMappings, locate, shiftPositions } from '../source-map.ts';

export interface SubmissionFile {
  /** The folder that the submission may not leave. */
  root: string;
  /** The file to judge, relative to `root`. */
  file: string;
  /** What it may import beside its own files: `#sim`. */
  allowedImports: readonly string[];
}

/** What keeps a submission from being run at all. Its author can mend it, so each says how, in a sentence. */
export type Trouble =
  | { outcome: 'does not compile'; because: string; at: Spot }
  | { outcome: 'forbidden import'; because: string; specifier: string; at: Spot }
  | { outcome: 'missing file'; because: string; file: string; at: Spot }
  | { outcome: 'too large'; because: string };

/** A place in a file and the text of its line. Lines and columns count from 1. */
export interface Spot {
  file: string;
  line: number;
  column: number;
  text: string;
}

export type Bundled = { outcome: 'bundled'; bundle: Bundle } | Trouble;

/**
 * In all files together. A long solution has 20 KB; and the bundler is a recursive program that a megabyte of opening
 * brackets ends, for everyone whom it serves.
 */
const bytesMax = 128 * 1024;
const nestingMax = 1_000;

const tooDeep: Trouble = {
  outcome: 'too large',
  because: 'This code is nested too deeply to be read.',
};

const loaders = { '.ts': 'ts', '.mts': 'ts', '.js': 'js', '.mjs': 'js', '.json': 'json' } as const;

export async function bundleSubmission(submission: SubmissionFile): Promise<Bundled> {
  const files = new Map<string, string>();
  try {
    const { outputFiles } = await build({
      entryPoints: [submission.file],
      plugins: [onlyItsOwnFiles(submission, files)],
      bundle: true,
      write: false,
      outdir: '/',
      format: 'cjs',
      platform: 'neutral',
      target: 'es2022',
      charset: 'utf8',
      legalComments: 'none',
      sourcemap: 'external',
      sourcesContent: false,
      tsconfigRaw: '{}',
      logLevel: 'silent',
    });
    const code = outputFiles.find(({ path }) => path.endsWith('.js'))!.text;
    const map = outputFiles.find(({ path }) => path.endsWith('.map'))!.text;
    return instrumented(code, map, files);
  } catch (error) {
    return troubleOf(error, files);
  }
}

function instrumented(code: string, map: string, files: ReadonlyMap<string, string>): Bundled {
  const { sources, mappings } = JSON.parse(map) as { sources: string[]; mappings: string };
  const names = sources.map((source) => source.slice(source.indexOf(':') + 1));
  const positions = decodeMappings(names, mappings);
  const result = instrument(code);
  if (result.outcome === 'nested too deeply') return tooDeep;
  if (result.outcome === 'refused') {
    const { because, line, column } = result;
    const at = locate(positions, line, column) ?? { file: '', line: 1, column: 1 };
    return { outcome: 'does not compile', because, at: { ...at, text: lineOf(files, at) } };
  }
  const { shifts, unknownNames } = result;
  const bundle = {
    code: result.code,
    positions: shiftPositions(positions, shifts),
    unknownNames,
  };
  return { outcome: 'bundled', bundle };
}

const lineOf = (
  files: ReadonlyMap<string, string>,
  { file, line }: { file: string; line: number },
) => files.get(file)?.split(/\r\n|[\n\r]/)[line - 1] ?? '';

/** Thrown where the bundler asks for a file, and handed back by it as the `detail` of its own error. */
class Refused {
  readonly trouble: (at: Spot) => Trouble;

  constructor(trouble: (at: Spot) => Trouble) {
    this.trouble = trouble;
  }
}

function troubleOf(error: unknown, files: ReadonlyMap<string, string>): Trouble {
  const first = (error as Partial<BuildFailure>).errors?.[0];
  if (!first) {
    if (!/service/.test(String(error))) throw error;
    // The bundler itself has ended. A new one starts with the next submission.
    void stop();
    return tooDeep;
  }
  const at = spotOf(first, files);
  if (first.detail instanceof Refused) return first.detail.trouble(at);
  return { outcome: 'does not compile', because: `${plain(first.text)}.`, at };
}

function spotOf({ location }: Message, files: ReadonlyMap<string, string>): Spot {
  if (!location) return { file: '', line: 1, column: 1, text: '' };
  const { line, lineText } = location;
  const file = location.file.slice(location.file.indexOf(':') + 1);
  // The bundler counts columns in bytes.
  const before = Buffer.from(lineText).subarray(0, location.column).toString();
  return { file, line, column: before.length + 1, text: lineOf(files, { file, line }) || lineText };
}

const plain = (text: string) =>
  text.startsWith('Top-level await')
    ? 'await exists only inside an async function'
    : text.replace(/\.$/, '');

const namespace = 'submission';

function onlyItsOwnFiles(submission: SubmissionFile, files: Map<string, string>): Plugin {
  let bytes = 0;
  // Files are read side by side: what one takes is counted before it is read.
  const claim = (size: number) => (bytes += size) <= bytesMax;
  const read = async (file: string): Promise<string> => {
    const root = await realpath(submission.root);
    const contents = await readPlainFile(resolve(root, file), claim);
    if (contents === undefined) {
      const because = `More than ${bytesMax / 1024} KB of code: nothing here needs as much.`;
      throw new Refused(() => ({ outcome: 'too large', because }));
    }
    if (isTooDeep(contents)) {
      throw new Refused(() => tooDeep);
    }
    files.set(file, contents);
    return contents;
  };
  const answer = async <Value>(ask: () => Promise<Value>) => {
    try {
      return await ask();
    } catch (error) {
      return { errors: [{ text: 'refused', detail: error }] };
    }
  };
  return {
    name: 'only its own files',
    setup(bundler) {
      bundler.onResolve({ filter: /.*/ }, ({ path, importer, kind }) =>
        answer(async () => {
          if (kind === 'entry-point') return { path: await find(submission, '', path), namespace };
          if (submission.allowedImports.includes(path)) return { path, external: true };
          if (!/^\.\.?\//.test(path)) throw new Refused((at) => forbidden(submission, path, at));
          return { path: await find(submission, dirname(importer), path), namespace };
        }),
      );
      bundler.onLoad({ filter: /.*/, namespace }, ({ path }) =>
        answer(async () => {
          const loader = loaders[extname(path) as keyof typeof loaders];
          return { contents: await read(path), loader };
        }),
      );
    },
  };
}

function forbidden({ allowedImports }: SubmissionFile, specifier: string, at: Spot): Trouble {
  const because = `"${specifier}" can't be imported here, only ${[...allowedImports, 'files of your own'].join(', ')}.`;
  return { outcome: 'forbidden import', because, specifier, at };
}

/** The file that an import names, relative to the root, once it is known to lie inside of it. */
async function find(
  submission: SubmissionFile,
  folder: string,
  specifier: string,
): Promise<string> {
  const root = await realpath(submission.root);
  const wanted = resolve(root, folder, specifier);
  const isInside = (path: string) => path.startsWith(root + sep);
  const inRoot = (path: string) => relative(root, path).split(sep).join('/');
  const outside = new Refused((at) => ({
    outcome: 'forbidden import',
    because: `"${specifier}" lies outside of the submission.`,
    specifier,
    at,
  }));
  // What exists out there is nobody's business either.
  if (!isInside(wanted)) throw outside;

  for (const candidate of [wanted, `${wanted}.ts`, wanted.replace(/\.js$/, '.ts')]) {
    const real = await realpath(candidate).catch(() => undefined);
    if (real === undefined) continue;
    if (!isInside(real)) throw outside;
    if (!(await stat(real)).isFile()) continue;
    if (!Object.hasOwn(loaders, extname(real))) {
      throw new Refused((at) => forbidden(submission, specifier, at));
    }
    return inRoot(real);
  }
  const file = inRoot(wanted);
  const because = `There is no file "${file}".`;
  throw new Refused((at) => ({ outcome: 'missing file', because, file, at }));
}

/** The text of a file, if its size may be claimed. Never waits: a pipe is no file. */
async function readPlainFile(
  path: string,
  claim: (size: number) => boolean,
): Promise<string | undefined> {
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
  const handle = await open(path, flags);
  try {
    const { size } = await handle.stat();
    return claim(size) ? await handle.readFile('utf8') : undefined;
  } finally {
    await handle.close();
  }
}

/** A rough look: brackets in strings count as well. */
function isTooDeep(source: string): boolean {
  let depth = 0;
  for (const char of source) {
    if ('([{'.includes(char)) depth++;
    if (')]}'.includes(char)) depth = Math.max(0, depth - 1);
    if (depth > nestingMax) return true;
  }
  return false;
}
