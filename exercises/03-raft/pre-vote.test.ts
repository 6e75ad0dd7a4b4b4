import { boot, type Effect } from '#sim';
import { type Parts, raft } from '#raft';
import { expect, test } from 'vitest';
import { commit } from '../../solutions/03-raft/commit.ts';
import { election } from '../../solutions/03-raft/election.ts';
import { replication } from '../../solutions/03-raft/replication.ts';
import { preVoting } from './pre-vote.ts';

const parts: Parts = { election, replication, commit, preVoting };
const server = () => boot(raft(parts), { id: 'n1', nodes: { server: ['n1', 'n2', 'n3'] } });

const yes = (nextTerm: number) => ({ type: 'preVote', term: 0, nextTerm, granted: true });
const question = { type: 'preVoteRequest', nextTerm: 1, lastLogIndex: 0, lastLogTerm: 0 };
const heartbeat = {
  type: 'appendEntries',
  term: 0,
  prevLogIndex: 0,
  prevLogTerm: 0,
  entries: [],
  leaderCommit: 0,
  round: 0,
};

const typesIn = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.do === 'send' ? [effect.message.type] : []));

const answerIn = (effects: readonly Effect[]) =>
  effects.find((effect) => effect.do === 'send')?.message;

test('a server asks before it stands, and writes nothing', () => {
  const effects = server().timer('election');

  expect(typesIn(effects)).toEqual(['preVoteRequest', 'preVoteRequest']);
  expect(effects.some((effect) => effect.do === 'persist')).toBe(false);
});

test('it stands when a majority is willing', () => {
  const node = server();
  node.timer('election');

  expect(typesIn(node.receive('n2', yes(1)))).toEqual(['requestVote', 'requestVote']);
});

test('a yes about another term does not count', () => {
  const node = server();
  node.timer('election');

  expect(node.receive('n2', yes(7))).toEqual([]);
});

test('a server that has just heard from a leader says no', () => {
  const node = server();
  node.receive('n2', heartbeat);

  expect(answerIn(node.receive('n3', question))).toMatchObject({ type: 'preVote', granted: false });
});

test('a server that has heard nothing for a whole timeout says yes', () => {
  const node = server();
  node.receive('n2', heartbeat);
  node.timer('election');

  expect(answerIn(node.receive('n3', question))).toMatchObject({ type: 'preVote', granted: true });
});
