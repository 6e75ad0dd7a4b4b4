import { expect, test } from 'vitest';
import { type AnyProtocol } from './cluster.ts';
import { HandlerError } from './machine.ts';
import { boot } from './unit.ts';

/** A protocol whose request handler is the body. */
const asking = (body: (node: Parameters<AnyProtocol['start']>[0]) => void): AnyProtocol => ({
  start: () => ({}),
  onRequest: (node) => body(node),
});

const ask = (protocol: AnyProtocol) => boot(protocol).request({ type: 'go' });

function causeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof HandlerError) return (error.cause as Error).message;
    throw error;
  }
  return 'nothing was thrown';
}

test('effects come out in the order in which they were asked for', () => {
  const effects = ask(
    asking((node) => {
      node.persist({ vote: 'n2' });
      node.send('n2', { type: 'vote' });
      node.emit({ type: 'voted' });
    }),
  );

  expect(effects.map((effect) => effect.do)).toEqual(['persist', 'send', 'emit']);
});

test('what crosses the handle is copied: a later change of the value changes nothing', () => {
  const effects = ask(
    asking((node) => {
      const log = ['a'];
      node.persist(log);
      log.push('b');
      node.send('n2', { type: 'log' });
    }),
  );

  expect(effects[0]).toEqual({ do: 'persist', durable: ['a'] });
});

test.each<[string, (node: Parameters<AnyProtocol['start']>[0]) => void, RegExp]>([
  [
    'an unknown addressee',
    (node) => node.send('n9', { type: 'x' }),
    /there is no node called "n9". The cluster has n1, n2, n3/,
  ],
  ['a timer of no length', (node) => node.setTimer('t', { min: 0, max: 0 }), /1 <= min <= max/],
  [
    'a range the wrong way round',
    (node) => node.setTimer('t', { min: 9, max: 1 }),
    /1 <= min <= max/,
  ],
  ['a message without a type', (node) => node.send('n2', {}), /an object with a `type`/],
  ['a coin of no sides', (node) => node.choose(0), /from 1 to 1,000/],
  [
    'a function in a message',
    (node) => node.send('n2', { type: 'x', f: () => 1 }),
    /message\.f: a function/,
  ],
])('%s is refused by name', (_name, body, message) => {
  expect(causeOf(() => ask(asking(body)))).toMatch(message);
});

test('a handle that was kept from an earlier handler is refused', () => {
  let kept: Parameters<AnyProtocol['start']>[0] | undefined;
  const unit = boot(
    asking((node) => {
      if (kept) kept.send('n2', { type: 'x' });
      kept = node;
    }),
  );
  unit.request({ type: 'go' });

  expect(causeOf(() => unit.request({ type: 'go' }))).toMatch(/from a handler that has returned/);
});

test('a handle gives no way to what all nodes share', () => {
  let leaked: unknown[] = [];
  ask(
    asking((node) => {
      const prototype: object = Object.getPrototypeOf(node);
      leaked = [
        Object.isFrozen(prototype),
        'constructor' in node && node.constructor === Object,
        Object.isFrozen(node.nodes),
      ];
    }),
  );

  expect(leaked).toEqual([true, true, true]);
});

test('a `start` that forgets to return its memory is told at boot', () => {
  expect(causeOf(() => boot({ start: () => undefined } as never))).toMatch(
    /`start` must return the memory/,
  );
});
