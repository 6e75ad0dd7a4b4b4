import { boot, type Effect, type Message } from '#sim';
import { type Parts, raft } from '#raft';
import { expect, test } from 'vitest';
import { commit } from '../../solutions/03-raft/commit.ts';
import { election } from '../../solutions/03-raft/election.ts';
import { replication } from '../../solutions/03-raft/replication.ts';
import { transferring } from './transfer.ts';

const parts: Parts = { election, replication, commit, transferring };

/** A message or a request, with its fields. */
const say = (type: string, fields: object): Message => ({ type, ...fields });

/** n1 leads in term 1, and n2 holds its whole log: one entry. */
function leader() {
  const node = boot(raft(parts), { id: 'n1', nodes: { server: ['n1', 'n2', 'n3'] } });
  node.timer('election');
  node.receive('n2', say('vote', { term: 1, granted: true }));
  node.receive('n2', say('appended', { term: 1, matchIndex: 1, round: 0 }));
  return node;
}

const sentTo = (to: string, effects: readonly Effect[]) =>
  effects.flatMap((effect) =>
    effect.do === 'send' && effect.to === to ? [effect.message.type] : [],
  );

test('a successor that holds the whole log is asked at once', () => {
  expect(sentTo('n2', leader().request(say('transfer', { to: 'n2' })))).toEqual(['timeoutNow']);
});

test('a successor that is behind is sent what it lacks, and asked when it has it', () => {
  const node = leader();

  expect(sentTo('n3', node.request(say('transfer', { to: 'n3' })))).toEqual(['appendEntries']);
  const caughtUp = say('appended', { term: 1, matchIndex: 1, round: 0 });
  expect(sentTo('n3', node.receive('n3', caughtUp))).toEqual(['timeoutNow']);
});

test('a server that is asked stands at once', () => {
  const node = boot(raft(parts), { id: 'n2', nodes: { server: ['n1', 'n2', 'n3'] } });

  const effects = node.receive('n1', say('timeoutNow', { term: 1 }));

  expect(sentTo('n3', effects)).toEqual(['requestVote']);
});

test('when the timer runs out, the leader takes entries again', () => {
  const node = leader();
  const proposal = say('propose', { command: { type: 'value', value: 'a' } });
  node.request(say('transfer', { to: 'n3' }));

  expect(node.request(proposal)).toEqual([]);
  node.timer('transfer');
  expect(node.request(proposal)).not.toEqual([]);
});
