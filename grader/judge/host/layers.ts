// Which walls this system can put around a process. Asked once; what it can't do is left out, and the report says so.
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';

/** The limits of a job. CPU, memory and output are backstops: what a submission may do is counted in ticks. */
export interface JobLimits {
  cpuSecondsMax: number;
  wallMsMax: number;
  /** Of the JavaScript heap. */
  heapMbMax: number;
  /** Of all memory that the process may write to. Newer engines reserve half a gigabyte of it for themselves. */
  dataMbMax: number;
  outputBytesMax: number;
}

export const jobLimits: JobLimits = {
  cpuSecondsMax: 60,
  wallMsMax: 180_000,
  heapMbMax: 1_024,
  dataMbMax: 2_048,
  outputBytesMax: 2 ** 20,
};

export type Layer =
  | 'process of its own'
  | 'process group'
  | 'empty environment'
  | 'sealed verdict'
  | 'output limit'
  | 'wall clock limit'
  | 'heap limit'
  | 'permission model'
  | 'CPU limit'
  | 'memory limit'
  | 'no files written'
  | 'few descriptors'
  | 'no network';

export interface Command {
  file: string;
  args: string[];
  layers: Layer[];
}

const always: Layer[] = [
  'process of its own',
  'process group',
  'empty environment',
  'sealed verdict',
  'output limit',
  'wall clock limit',
  'heap limit',
];

/** Node with one file to run and nothing else to read; the same on every system. */
export function plainCommand(runtimeFile: string, { heapMbMax }: JobLimits): Command {
  // Newer engines ask for leave to look at every link on the way to a file.
  const runtime = realpathSync(runtimeFile);
  const flags = [`--max-old-space-size=${heapMbMax}`, '--no-warnings'];
  const layers = [...always];
  const permission = ['--permission', '--experimental-permission'].find((flag) =>
    process.allowedNodeEnvironmentFlags.has(flag),
  );
  if (permission) {
    flags.push(permission, `--allow-fs-read=${runtime}`);
    layers.push('permission model');
  }
  return { file: process.execPath, args: [...flags, runtime], layers };
}

/** The same behind all that the system offers, except for what is said to be too much for it. */
export async function confinedCommand(
  runtime: string,
  limits: JobLimits,
  except: readonly Layer[] = [],
): Promise<Command> {
  const plain = plainCommand(runtime, limits);
  const { ulimits, network } = await abilities();
  const settings: string[] = [];
  const layers = [...plain.layers];
  for (const [layer, setting] of Object.entries(ulimitSettings(limits))) {
    if (!ulimits.has(layer as Layer) || except.includes(layer as Layer)) continue;
    settings.push(setting);
    layers.push(layer as Layer);
  }
  if (network) layers.push('no network');
  const script = [...settings, 'exec "$0" "$@"'].join('; ');
  const [file, ...args] = [
    ...(network ?? []),
    '/bin/sh',
    '-c',
    script,
    plain.file,
    ...plain.args,
  ] as [string, ...string[]];
  return ulimits.size > 0 || network ? { file, args, layers } : plain;
}

/** Settings of a shell for what it starts. `-d` counts what is written to; address space means nothing to this engine. */
const ulimitSettings = ({ cpuSecondsMax, dataMbMax }: JobLimits) =>
  ({
    // First a signal that has a name, a second later one that can't be refused.
    'CPU limit': `ulimit -S -t ${cpuSecondsMax} && ulimit -H -t ${cpuSecondsMax + 1}`,
    'memory limit': `ulimit -d ${dataMbMax * 1_024}`,
    'no files written': 'ulimit -c 0 && ulimit -f 0',
    'few descriptors': 'ulimit -n 64',
  }) satisfies Partial<Record<Layer, string>>;

interface Abilities {
  ulimits: Set<Layer>;
  /** The command that takes the network away from the command after it. */
  network: string[] | undefined;
}

let known: Promise<Abilities> | undefined;

function abilities(): Promise<Abilities> {
  known ??= findAbilities();
  return known;
}

async function findAbilities(): Promise<Abilities> {
  if (process.platform === 'win32') return { ulimits: new Set(), network: undefined };
  const settings = Object.entries(ulimitSettings(jobLimits));
  const script = settings.map(([layer, setting]) => `(${setting}) && echo '${layer}'`).join('; ');
  const [listed, asRoot, asUser] = await Promise.all([
    outputOf('/bin/sh', ['-c', `${script}; true`]),
    outputOf('unshare', ['--net', 'true']),
    outputOf('unshare', ['--map-root-user', '--net', 'true']),
  ]);
  const ulimits = new Set((listed ?? '').split('\n').filter(Boolean) as Layer[]);
  // Elsewhere the setting is taken and has no effect.
  if (process.platform !== 'linux') ulimits.delete('memory limit');
  const network =
    asRoot !== undefined
      ? ['unshare', '--net', '--']
      : asUser !== undefined
        ? ['unshare', '--map-root-user', '--net', '--']
        : undefined;
  return { ulimits, network };
}

/** What a command prints, or `undefined` if it can't be run or fails. */
function outputOf(file: string, args: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => resolve(code === 0 ? output : undefined));
  });
}
