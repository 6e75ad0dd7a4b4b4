// The judge in Node, in a process of its own.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Asked } from '../ask.ts';

export interface NodeJudge {
  /** The answer as JSON on the wire. */
  ask(asked: Asked): Promise<string>;
  close(): void;
}

export function startNodeJudge(root: string): NodeJudge {
  const script = fileURLToPath(new URL('./answers.mts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(asked) {
      child.stdin.write(`${JSON.stringify(asked)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('The judge in Node has ended.');
      return value;
    },
    close: () => child.stdin.end(),
  };
}
