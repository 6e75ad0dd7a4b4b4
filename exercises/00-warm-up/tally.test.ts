import { boot } from '#sim';
import { expect, test } from 'vitest';
import { counter } from './tally.ts';

const nodes = { counter: ['counter'], voter: ['n1', 'n2', 'n3'] };

test('two of three voters carry the motion', () => {
  const node = boot(counter, { nodes });
  node.receive('n1', { type: 'yes' });

  expect(node.receive('n3', { type: 'yes' })).toContainEqual({
    do: 'emit',
    output: { type: 'carried' },
  });
});

test('one voter of three does not', () => {
  const node = boot(counter, { nodes });

  expect(node.receive('n1', { type: 'yes' })).toEqual([
    { do: 'send', to: 'n1', message: { type: 'ack' } },
  ]);
});
