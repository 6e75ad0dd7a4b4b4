import { boot, type Effect } from '#sim';
import { expect, test } from 'vitest';
import { candidate, voter } from './one-vote.ts';

const nodes = { voter: ['v1', 'v2', 'v3'], candidate: ['c1', 'c2'] };
const ask = { type: 'ask' };
const yes = { type: 'yes' };
const no = { type: 'no' };
const elected = { do: 'emit', output: { type: 'elected' } };

const askedIn = (effects: Effect[]) =>
  effects.flatMap((effect) => (effect.do === 'send' ? [effect.to] : [])).toSorted();

const bootVoter = () => boot(voter, { id: 'v1', nodes });

function bootCandidate() {
  const node = boot(candidate, { id: 'c1', nodes });
  node.request({ type: 'campaign' });
  return node;
}

test('a voter says yes to the first candidate, whenever it asks', () => {
  const node = bootVoter();
  node.receive('c1', ask);

  expect(node.receive('c1', ask)).toContainEqual({ do: 'send', to: 'c1', message: yes });
});

test('a voter says no to the second candidate', () => {
  const node = bootVoter();
  node.receive('c1', ask);

  expect(node.receive('c2', ask)).toContainEqual({ do: 'send', to: 'c2', message: no });
});

test('a vote reaches the disk before the network', () => {
  const effects = bootVoter().receive('c1', ask);

  expect(effects.map((effect) => effect.do)).toEqual(['persist', 'send']);
});

test('a restarted voter keeps its vote', () => {
  const node = bootVoter();
  node.receive('c1', ask);
  node.restart();

  expect(node.receive('c2', ask)).toContainEqual({ do: 'send', to: 'c2', message: no });
});

test('a candidate asks every voter', () => {
  const effects = boot(candidate, { id: 'c1', nodes }).request({ type: 'campaign' });

  expect(askedIn(effects)).toEqual(['v1', 'v2', 'v3']);
});

test('two votes of three elect a candidate', () => {
  const node = bootCandidate();
  node.receive('v1', yes);

  expect(node.receive('v3', yes)).toContainEqual(elected);
});

test('one vote that comes twice does not', () => {
  const node = bootCandidate();
  node.receive('v1', yes);

  expect(node.receive('v1', yes)).not.toContainEqual(elected);
});

test('a candidate asks only those again that have not answered', () => {
  const node = bootCandidate();
  node.receive('v1', yes);
  node.receive('v2', no);

  expect(askedIn(node.timer('ask'))).toEqual(['v3']);
});
