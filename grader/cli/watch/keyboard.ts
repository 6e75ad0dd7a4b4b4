// Single keys from a terminal, and the terminal as it was afterwards.
import type { Context } from '../context.ts';

export interface Keyboard {
  /** Gives the keyboard to whoever asks a question, and takes it back. */
  lend<Result>(borrow: () => Promise<Result>): Promise<Result>;
  close(): void;
}

const ctrlC = '\u0003';
const ctrlD = '\u0004';
const ctrlZ = '\u001A';

export function openKeyboard(
  { stdin, stdout }: Context,
  on: { readonly key: (key: string) => void; readonly quit: () => void },
): Keyboard {
  // A chunk of several characters is an arrow key or pasted text: neither is meant as a command.
  const onData = (chunk: Buffer) => {
    const key = chunk.toString();
    if (key === ctrlC || key === ctrlD) on.quit();
    else if (key === ctrlZ) suspend();
    else if (key.length === 1) on.key(key);
  };
  const take = () => {
    stdin.setRawMode(true);
    stdin.on('data', onData);
    stdin.resume();
  };
  const give = () => {
    stdin.off('data', onData);
    if (!stdin.destroyed) stdin.setRawMode(false);
  };
  const showCursor = () => stdout.write('\u001B[?25h');
  /** Ctrl-Z, as a shell expects it; raw mode has taken it from the terminal. */
  const suspend = () => {
    if (process.platform === 'win32') return;
    give();
    process.once('SIGCONT', take);
    process.kill(0, 'SIGTSTP');
  };
  const restore = () => {
    give();
    showCursor();
  };

  take();
  stdin.once('end', on.quit);
  // Whatever ends the process, the shell after it gets its terminal back.
  process.once('exit', restore);
  return {
    async lend(borrow) {
      give();
      try {
        return await borrow();
      } finally {
        take();
      }
    },
    close() {
      process.off('exit', restore);
      process.off('SIGCONT', take);
      stdin.off('end', on.quit);
      restore();
      stdin.pause();
    },
  };
}
