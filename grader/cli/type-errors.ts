// What TypeScript says of an answer: shown beside the verdict, and costing nothing.
import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { setPriority } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Question, Reply } from './type-errors-child.ts';

export interface TypeError_ {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface TypeChecker {
  /** Empty, too, where the checker itself has failed or takes too long: it is a help, never a hindrance. */
  check(file: string, text: string): Promise<readonly TypeError_[]>;
  close(): void;
}

/** A first check takes one to two seconds; a machine that needs longer has better things to do. */
const patienceMs = 15_000;

export function startTypeChecker(root: string): TypeChecker {
  let child: ChildProcess | undefined;
  let asked = 0;
  const waiting = new Map<number, (errors: readonly TypeError_[]) => void>();
  const giveUp = () => {
    for (const answer of waiting.values()) answer([]);
    waiting.clear();
    child = undefined;
  };

  return {
    check(file, text) {
      child ??= startChild((reply) => waiting.get(reply.number)?.(reply.errors), giveUp);
      const number = ++asked;
      child.send({ number, root, file, text } satisfies Question);
      return new Promise((resolve) => {
        const timeout = setTimeout(() => resolve([]), patienceMs);
        waiting.set(number, (errors) => {
          clearTimeout(timeout);
          waiting.delete(number);
          resolve(errors);
        });
      });
    },
    close() {
      child?.kill();
      giveUp();
    },
  };
}

function startChild(onReply: (reply: Reply) => void, onEnd: () => void): ChildProcess {
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const child = fork(fileURLToPath(new URL('type-errors-child.ts', import.meta.url)), {
    execArgv: ['--import', pathToFileURL(tsx).href],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('message', onReply);
  child.on('error', onEnd);
  child.on('exit', onEnd);
  // The judge goes first.
  if (child.pid !== undefined) lowerPriority(child.pid);
  return child;
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, 10);
  } catch {
    // Some systems don't allow it, and the child may have ended already.
  }
}

const shownMax = 5;

/** Lines for a reader, or none where there is nothing to say. */
export function describeTypeErrors(file: string, errors: readonly TypeError_[]): string[] {
  if (errors.length === 0) return [];
  const more = errors.length - shownMax;
  return [
    'TypeScript has doubts (they cost no points):',
    ...errors
      .slice(0, shownMax)
      .map(({ line, column, message }) => `  ${file}:${line}:${column}  ${message}`),
    ...(more > 0 ? [`  and ${more} more: npx tsc --noEmit`] : []),
  ];
}
