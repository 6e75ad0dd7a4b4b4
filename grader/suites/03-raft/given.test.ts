import { emptyDisk, type InstallSnapshot, raft } from '#raft';
import { boot } from '#sim';
import { expect, test } from 'vitest';
import { commit } from '../../../solutions/03-raft/commit.ts';
import { election } from '../../../solutions/03-raft/election.ts';
import { keyValue } from '../../../solutions/03-raft/key-value.ts';
import { membership } from '../../../solutions/03-raft/membership.ts';
import { replication } from '../../../solutions/03-raft/replication.ts';
import { snapshots } from '../../../solutions/03-raft/snapshots.ts';

const nodes = { server: ['n1', 'n2', 'n3'], client: ['c1'] };

const heartbeat = {
  type: 'appendEntries',
  term: 1,
  prevLogIndex: 0,
  prevLogTerm: 0,
  entries: [],
  leaderCommit: 0,
  round: 1,
};
const call = {
  type: 'call',
  session: 'c1#1',
  sequence: 1,
  operation: { type: 'get', key: 'x' },
};

// Else one server that is gone sends clients to another one that is gone, after every silence, and they never get to the
// one that leads.
test('a server without a vote that hears from no leader names none', () => {
  const server = raft({ election, replication, commit, keyValue, membership });
  const durable = emptyDisk({ voters: ['n1', 'n2'], learners: ['n3'] });
  const node = boot(server, { id: 'n3', nodes, durable });

  node.receive('n1', heartbeat);
  expect(node.receive('c1', call)).toMatchObject([{ message: { leader: 'n1' } }]);
  node.timer('election');
  expect(node.receive('c1', call)).toMatchObject([{ message: { leader: null } }]);
});

// Else a late message of a term gone by is answered like a round of the leader of this term, who then answers a read that
// nobody has confirmed.
test('the answer to a message of an earlier term is for no round of this one', () => {
  const server = raft({ election, replication, commit, snapshots });
  const durable = { ...emptyDisk({ voters: ['n1', 'n2', 'n3'], learners: [] }), currentTerm: 3 };
  const node = boot(server, { id: 'n2', nodes, durable });
  const { snapshot } = durable;

  const answerTo = (message: typeof heartbeat | InstallSnapshot) =>
    node.receive('n1', message).find((effect) => effect.do === 'send');

  expect(answerTo({ ...heartbeat, term: 3, round: 2 })).toMatchObject({
    message: { type: 'appended', round: 2 },
  });
  expect(answerTo({ ...heartbeat, round: 2 })).toMatchObject({
    message: { type: 'rejected', term: 3, round: 0 },
  });
  expect(answerTo({ type: 'installSnapshot', term: 1, snapshot, round: 2 })).toMatchObject({
    message: { type: 'appended', term: 3, round: 0 },
  });
});
