import { expect, test } from 'vitest';
import { relevanceOf } from './relevant.ts';
import { forgottenVote } from './testing/stories.ts';
import { Telling } from './testing/telling.ts';

const told = () => new Telling({ node: ['n1', 'n2', 'n3'] }, { value: null });

/** The kinds of event of the nodes that were found to matter, in order. */
function relevantKinds({ trace }: Telling): string[] {
  const { events } = relevanceOf(trace);
  return trace
    .filter(({ id, kind }) => events.has(id) && kind !== 'boot')
    .map((event) => ('node' in event ? `${event.node} ${event.kind}` : event.kind));
}

test('a message matters when its arrival does, and so does what led to it', () => {
  const t = told();
  t.request('n1', { type: 'write' });
  const sent = t.send('n1', 'n2', { type: 'store' });
  t.receive(sent, { value: 1 });
  t.persist('n2', 1);
  t.broken('a promise', 'broke', ['n2']);

  expect(relevantKinds(t)).toEqual(['n1 request', 'n1 send', 'n2 receive', 'n2 persist', 'broken']);
});

test('what a third node does is left out, and counted', () => {
  const t = told();
  const aside = t.send('n1', 'n3', { type: 'store' });
  t.receive(aside, { value: 9 });
  t.timer('n3', 'retry', { value: 10 });
  t.timer('n2', 'retry', { value: 1 });
  t.broken('a promise', 'broke', ['n2']);

  expect(relevantKinds(t)).toEqual(['n2 timer', 'broken']);
  expect(relevanceOf(t.trace).folded).toEqual(new Map([['n3', 2]]));
});

test('a message that changes nothing at a node that matters is left out', () => {
  const t = told();
  const beat = t.send('n1', 'n2', { type: 'heartbeat' });
  t.receive(beat);
  t.timer('n2', 'retry', { value: 1 });
  t.broken('a promise', 'broke', ['n2']);

  expect(relevantKinds(t)).toEqual(['n2 timer', 'broken']);
});

test('a message that arrives again matters when it is counted again', () => {
  const t = told();
  const sent = t.send('n1', 'n2', { type: 'stored' });
  t.receive(sent, { count: 1 });
  t.receive(sent, { count: 2 }, { repeated: true });
  t.broken('a promise', 'broke', ['n2']);

  expect(relevantKinds(t)).toEqual(['n1 send', 'n2 receive', 'n2 receive', 'broken']);
});

test('all that applications saw matters, whoever is named', () => {
  const t = told();
  t.request('n1', { type: 'write' });
  t.emit('n1', { type: 'written' });
  t.request('n3', { type: 'read' });
  t.emit('n3', { type: 'read' });
  t.broken('a promise', 'broke', ['n3']);

  expect(relevantKinds(t)).toEqual(['n1 request', 'n1 emit', 'n3 request', 'n3 emit', 'broken']);
});

test('where something never came about, what others saw is no part of it', () => {
  const t = told();
  t.request('n1', { type: 'write' });
  t.request('n3', { type: 'read' });
  t.emit('n3', { type: 'read' });
  const { trace } = t.broken('a promise', 'n1 was never answered', ['n1']);
  const { events } = relevanceOf(trace, true);

  expect(trace.filter(({ id }) => events.has(id)).map(({ kind }) => kind)).toEqual([
    'boot',
    'request',
    'broken',
  ]);
});

test('crashes of nodes that matter, and losses of what they sent, explain what did not happen', () => {
  const t = told();
  t.request('n1', { type: 'write' });
  const lost = t.send('n1', 'n2', { type: 'store' });
  t.lose(lost, 'lost on the way');
  t.crash('n3');
  t.crash('n1');
  t.broken('a promise', 'broke', ['n1']);

  expect(relevantKinds(t)).toEqual(['n1 request', 'n2 lost', 'n1 crash', 'broken']);
});

test('what those who are named sent matters even where nothing came of it: nobody answered', () => {
  const t = told();
  t.request('n1', { type: 'write' });
  const asked = t.send('n1', 'n2', { type: 'store' });
  const aside = t.send('n3', 'n2', { type: 'beat' });
  t.receive(asked);
  t.receive(aside);
  t.broken('a promise', 'n1 was never answered', ['n1']);

  expect(relevantKinds(t)).toEqual(['n1 request', 'n2 receive', 'broken']);
});

test('a shrunk story is kept whole', () => {
  const { trace } = forgottenVote();
  const { events, folded } = relevanceOf(trace);

  expect(folded.size).toBe(0);
  expect(trace.filter(({ id, kind }) => kind === 'receive' && !events.has(id))).toEqual([]);
});
