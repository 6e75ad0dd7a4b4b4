import { play, type Schedule } from '#sim';
import { expect, test } from 'vitest';
import { membership } from '../../../solutions/03-raft/membership.ts';
import { clusterOf } from './clusters.ts';
import { majorityBehindLeader } from './election-promises.ts';
import { electedByItsLog } from './membership-promises.ts';
import { deliver, timer } from './steps.ts';

const cluster = clusterOf(() => ({ membership }))({ servers: 4 });

/** n1 stands in two terms, hears of n3 in the second one, of n2 in the first, then of n2 in the second. */
const lateVote: Schedule = [
  timer('n1', 'election'),
  deliver('n1', 'n2', 'requestVote'),
  timer('n1', 'election'),
  deliver('n1', 'n3', 'requestVote'),
  deliver('n1', 'n3', 'requestVote'),
  deliver('n3', 'n1', 'vote'),
  deliver('n3', 'n1', 'vote'),
  deliver('n2', 'n1', 'vote'),
  deliver('n1', 'n2', 'requestVote'),
  deliver('n2', 'n1', 'vote'),
];

test('a vote of an earlier term that comes late takes none away that was given in this one', () => {
  const always = { majorityBehindLeader, electedByItsLog };
  const played = play(
    cluster(() => ({})),
    lateVote,
    { always, trace: true },
  );

  expect(played.trace).toContainEqual(
    expect.objectContaining({ kind: 'emit', output: { type: 'leading', term: 2 } }),
  );
  expect(played.broken).toBeUndefined();
});
