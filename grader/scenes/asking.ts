// A client with an application above it, which always wants something, and never two things at once.
import type { AnyProtocol } from '../sim/index.ts';

/** Handlers that are handed on as they come. */
type Handlers = Record<
  'start' | 'onMessage' | 'onRequest' | 'onTimer',
  (...args: unknown[]) => unknown
>;

interface AskingNode {
  setTimer(name: string, range: typeof thinkMs): void;
  note(text: string): void;
}

interface Application<State> {
  /** Whether nothing that was asked is still open. */
  readonly isIdle: (state: State) => boolean;
  /** What is asked as the `count`-th, under this name. */
  readonly requestOf: (count: number, operation: string) => object;
  readonly describe: (count: number) => string;
}

/** The timer that stands for the application's thinking. */
export const applicationTimer = 'application';

/** What an application has asked, read from the note that it leaves. */
export function askedIn(
  note: string,
): { readonly operation: string; readonly label: string } | undefined {
  const [, operation, label] = /^asks (#\d+): (.*)$/.exec(note) ?? [];
  return operation === undefined ? undefined : { operation, label: label! };
}

/** Between an answer and the next question of the application. */
const thinkMs = { min: 10, max: 20 };

/** The client with an application above it. Each question leaves a note: `asks #1: write 1`. */
export function asking<State extends object>(
  client: unknown,
  { isIdle, requestOf, describe }: Application<State>,
): AnyProtocol {
  const given = client as Handlers;
  const handlers = {
    start(node: AskingNode, durable: unknown) {
      node.setTimer(applicationTimer, thinkMs);
      return Object.assign(given.start(node, durable) as object, { asked: 0 });
    },

    onMessage(node: AskingNode, state: State, ...rest: unknown[]) {
      const wasIdle = isIdle(state);
      given.onMessage(node, state, ...rest);
      if (!wasIdle && isIdle(state)) node.setTimer(applicationTimer, thinkMs);
    },

    onTimer(node: AskingNode, state: State & { asked: number }, timer: string) {
      if (timer !== applicationTimer) return void given.onTimer(node, state, timer);
      state.asked++;
      const operation = `#${state.asked}`;
      node.note(`asks ${operation}: ${describe(state.asked)}`);
      given.onRequest(node, state, requestOf(state.asked, operation));
    },
  };
  return handlers;
}
