// The watch mode: saves and keys form one queue, handled one by one; a save during a grading ends it and begins anew.
import { type Context, remark } from '../context.ts';
import { describeBug, type ExitCode, isAbort, Problem } from '../problem.ts';
import { type EventQueue, eventQueue } from './events.ts';
import { openKeyboard } from './keyboard.ts';
import { watchSaves } from './saves.ts';
import { Session } from './session.ts';

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export async function watchExercises(context: Context, first: string): Promise<ExitCode> {
  const events = eventQueue();
  let running: AbortController | undefined;
  const quit = () => {
    events.push({ kind: 'quit' });
    running?.abort();
  };
  const onKey = (key: string) => {
    if (key === 'q') return quit();
    events.push({ kind: 'key', key });
    // To go elsewhere is not to wait for the end of this.
    if (key === 'n') running?.abort();
  };

  const keyboard = openKeyboard(context, { key: onKey, quit });
  const session = new Session(context, keyboard, first);
  const onSave = () => {
    events.push({ kind: 'saved' });
    running?.abort();
  };
  const saves = watchSaves(context.root, (id) => {
    if (session.judges(id)) onSave();
    else session.mentionSave(id);
  });
  // A save while the watcher was being set up.
  void saves.ready.then(() => session.isOutdated && onSave());
  for (const signal of endings) process.on(signal, quit);

  try {
    session.open();
    events.push({ kind: 'saved' });
    await handleAll(events, context, session, () => {
      running = new AbortController();
      return running.signal;
    });
    return 0;
  } finally {
    for (const signal of endings) process.off(signal, quit);
    keyboard.close();
    session.close();
    await saves.close();
  }
}

/** Until the wish to end. A mistake, or a bug, does not end the watch: the learner saves again, or quits. */
async function handleAll(
  events: EventQueue,
  context: Context,
  session: Session,
  begin: () => AbortSignal,
): Promise<void> {
  for (;;) {
    const event = await events.next();
    if (event.kind === 'quit') return;
    try {
      await session.handle(event, begin());
    } catch (error) {
      if (isAbort(error)) continue;
      const isMistake = error instanceof Problem;
      remark(context, isMistake ? `${error.message}\n${error.tryThis}\n` : describeBug(error));
      session.printKeys();
    }
  }
}
