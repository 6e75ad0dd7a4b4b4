import { boot } from '#sim';
import { expect, test } from 'vitest';
import { client, compareStamps, initial, replica, retryMs, type Version } from './register.ts';

const nodes = { replica: ['r1', 'r2', 'r3'], client: ['c1', 'c2'] };
const a: Version = { stamp: { count: 1, writer: 'c1' }, value: 'a' };
const b: Version = { stamp: { count: 1, writer: 'c2' }, value: 'b' };

const aReplica = (durable?: Version) => boot(replica, { id: 'r1', nodes, durable });
const aClient = (durable?: { count: number }) => boot(client, { id: 'c1', nodes, durable });

const read = (operation: string) => ({ type: 'read', operation });
const write = (operation: string, value: string) => ({ type: 'write', operation, value });
const query = (operation: string) => ({ type: 'query', operation });
const reply = (operation: string, version: Version) => ({ type: 'reply', operation, ...version });
const store = (operation: string, version: Version) => ({ type: 'store', operation, ...version });
const stored = (operation: string) => ({ type: 'stored', operation });

const toAll = (message: { type: string }) =>
  nodes.replica.map((to) => ({ do: 'send', to, message }));

test('the writer decides between two stamps of the same count', () => {
  expect(compareStamps(b.stamp, a.stamp)).toBeGreaterThan(0);
  expect(compareStamps(a.stamp, b.stamp)).toBeLessThan(0);
  expect(compareStamps({ count: 2, writer: 'c1' }, b.stamp)).toBeGreaterThan(0);
});

test('a replica has a version on disk before it says so', () => {
  const effects = aReplica().receive('c1', store('write1', a));

  expect(effects).toEqual([
    { do: 'persist', durable: a },
    { do: 'send', to: 'c1', message: stored('write1') },
  ]);
});

test('a replica keeps the newer version, and answers the older one all the same', () => {
  const node = aReplica(b);

  expect(node.receive('c1', store('write1', a))).toContainEqual({
    do: 'send',
    to: 'c1',
    message: stored('write1'),
  });
  expect(node.receive('c2', query('read1'))).toEqual([
    { do: 'send', to: 'c2', message: reply('read1', b) },
  ]);
});

test('a write asks first, then stores its value under a stamp above all that it heard of', () => {
  const node = aClient();
  node.request(write('write1', 'new'));
  node.receive('r1', reply('write1', initial));
  const effects = node.receive('r3', reply('write1', b));

  const version = { stamp: { count: 2, writer: 'c1' }, value: 'new' };
  expect(effects).toEqual([
    { do: 'persist', durable: { count: 2 } },
    ...toAll(store('write1', version)),
    { do: 'setTimer', timer: 'retry write1', delayMs: retryMs },
  ]);
});

test('a read stores what it found before it returns it', () => {
  const node = aClient();
  node.request(read('read1'));
  node.receive('r1', reply('read1', initial));

  expect(node.receive('r2', reply('read1', b))).toEqual(
    expect.arrayContaining(toAll(store('read1', b))),
  );
  expect(node.receive('r1', stored('read1'))).toEqual([]);
  expect(node.receive('r3', stored('read1'))).toContainEqual({
    do: 'emit',
    output: { type: 'read-done', operation: 'read1', value: 'b' },
  });
});

test('one replica that answers twice is still one', () => {
  const node = aClient();
  node.request(read('read1'));
  node.receive('r1', reply('read1', initial));

  expect(node.receive('r1', reply('read1', initial))).toEqual([]);
});

test('a client that has been down makes a stamp above those that it made before', () => {
  const node = aClient({ count: 7 });
  node.request(write('write2', 'new'));
  node.receive('r1', reply('write2', initial));
  node.receive('r2', reply('write2', initial));

  expect(node.durable).toEqual({ count: 8 });
});
