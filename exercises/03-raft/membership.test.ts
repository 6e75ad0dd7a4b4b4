import { boot, type Effect, type Message } from '#sim';
import { type Command, type Configuration, type Durable, emptyDisk, raft } from '#raft';
import { expect, test } from 'vitest';
import { commit } from '../../solutions/03-raft/commit.ts';
import { election } from '../../solutions/03-raft/election.ts';
import { replication } from '../../solutions/03-raft/replication.ts';
import { membership } from './membership.ts';

const nodes = { server: ['n1', 'n2', 'n3', 'n4'], client: [] };
const three: Configuration = { voters: ['n1', 'n2', 'n3'], learners: [] };

/** A message or a request, with its fields. */
const say = (type: string, fields: object): Message => ({ type, ...fields });
const appended = (matchIndex: number) => say('appended', { term: 1, matchIndex, round: 0 });
const add = (server: string) => say('addServer', { server });
const remove = (server: string) => say('removeServer', { server });

/** n1 leads n2 and n3 in term 1. Its log holds one entry, the first of its term. */
function leader() {
  const durable = emptyDisk(three);
  const node = boot(raft({ election, replication, commit, membership }), { nodes, durable });
  node.timer('election');
  node.receive('n2', say('vote', { term: 1, granted: true }));
  return node;
}

/** The same, and that entry is committed. */
function leaderThatMayChange() {
  const node = leader();
  node.receive('n2', appended(1));
  return node;
}

const isConfiguration = (command: Command) => command.type === 'configuration';

/** The last configuration that these effects have written to the log. */
function written(effects: readonly Effect[]): Configuration | undefined {
  const disk = effects.findLast((effect) => effect.do === 'persist')?.durable as
    Durable | undefined;
  const command = disk?.log.map((entry) => entry.command).findLast(isConfiguration);
  return command?.type === 'configuration' ? command.configuration : undefined;
}

test('a server that is added is a learner', () => {
  expect(written(leaderThatMayChange().request(add('n4')))).toEqual({ ...three, learners: ['n4'] });
});

test('a server that is removed is no member any more', () => {
  expect(written(leaderThatMayChange().request(remove('n3')))).toEqual({
    voters: ['n1', 'n2'],
    learners: [],
  });
});

test('a learner that holds all that is committed becomes a voter', () => {
  const node = leaderThatMayChange();
  node.request(add('n4'));
  node.receive('n2', appended(2));

  expect(written(node.receive('n4', appended(2)))?.voters.toSorted()).toEqual(nodes.server);
});

test('a leader that has committed nothing yet in its term changes nothing', () => {
  expect(leader().request(remove('n3'))).toEqual([]);
});

test('a change waits for the one before it', () => {
  const node = leaderThatMayChange();
  node.request(remove('n3'));

  expect(written(node.request(remove('n2')))).toBeUndefined();
});

test('a leader that removes itself leads until that is committed', () => {
  const node = leaderThatMayChange();
  node.request(remove('n1'));

  expect(node.timer('heartbeat')).not.toEqual([]);
  node.receive('n2', appended(2));
  node.receive('n3', appended(2));
  expect(node.timer('heartbeat')).toEqual([]);
});
