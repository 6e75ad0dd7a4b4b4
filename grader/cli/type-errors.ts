// What TypeScript says of an answer: shown beside the verdict, and costing nothing.
import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { setPriority } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { printable, wrap } from '../report/fit.ts';
import type { TypeProblem } from '../report/index.ts';
import {
  answerFile,
  answerFolder,
  exerciseFile,
  idsOfAnswer,
  shown,
  type Source,
  textOf,
} from './exercise-file.ts';
import type { Question, Reply } from './type-errors-child.ts';

/** A type error. It is no more than that: the answer is judged all the same. */
export type Doubt = TypeProblem;

export interface TypeChecker {
  /**
   * What there is to say of a text, as if it stood in `file`; `name` is what a reader calls it. Nothing, too, where the
   * checker itself has failed or takes too long: it is a help, never a hindrance.
   */
  readonly check: (file: string, name: string, text: string) => Promise<readonly Doubt[]>;
  readonly close: () => void;
}

/** A first check takes one to two seconds; a machine that needs much longer has better things to do. */
const patienceMs = 15_000;

export function startTypeChecker(root: string): TypeChecker {
  let child: ChildProcess | undefined;
  let asked = 0;
  const waiting = new Map<number, (errors: Reply['errors']) => void>();
  const giveUp = () => {
    for (const answer of waiting.values()) answer([]);
    child = undefined;
  };
  const ask = (file: string, text: string) =>
    new Promise<Reply['errors']>((resolve) => {
      const number = ++asked;
      const timeout = setTimeout(() => waiting.get(number)?.([]), patienceMs);
      waiting.set(number, (errors) => {
        clearTimeout(timeout);
        waiting.delete(number);
        resolve(errors);
      });
      child ??= startChild((reply) => waiting.get(reply.number)?.(reply.errors), giveUp);
      child.send({ number, root, file, text } satisfies Question);
    });

  return {
    async check(file, name, text) {
      const errors = await ask(file, text);
      return errors.map(({ line, column, message }) => ({
        at: { file: name, line, column },
        text: message,
      }));
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

/**
 * Of all files of an answer, the exercise's own first. A submission is checked as if it lay in `exercises/`, where `#sim` is
 * known.
 */
export async function doubtsOf(
  types: TypeChecker,
  root: string,
  id: string,
  source: Source,
): Promise<readonly Doubt[]> {
  const doubts = idsOfAnswer(answerFolder(root, source), id).map(async (each) => {
    const file = answerFile(root, each, source);
    const text = file === undefined ? undefined : textOf(file);
    if (file === undefined || text === undefined) return [];
    return types.check(exerciseFile(root, each), shown(root, file), text);
  });
  return (await Promise.all(doubts)).flat();
}

/** What is known by now; `undefined` where the checker is still at it. */
export const soFar = <Result>(result: Promise<Result>): Promise<Result | undefined> =>
  Promise.race([result, new Promise<undefined>((resolve) => setImmediate(resolve, undefined))]);

const shownMax = 5;

/** Doubts on their own. */
export function doubtsText(
  doubts: readonly Doubt[],
  width: number,
  paint: (text: string) => string = (text) => text,
): string {
  const indent = '  ';
  const more = doubts.length - shownMax;
  const lines = doubts
    .slice(0, shownMax)
    .flatMap(({ at, text }) =>
      wrap(printable(`${at.file}:${at.line}:${at.column} ${text}`), width - indent.length),
    );
  if (more > 0) lines.push(`and ${more} more: npx tsc --noEmit`);
  const title = wrap('The type checker disagrees; that costs nothing:', width - indent.length);
  return [...title.map(paint), ...lines].map((line) => indent + line).join('\n');
}
