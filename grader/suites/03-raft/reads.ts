// The checks of reads without an entry of the log: what they see, and each rule that this rests on.
import type { Reads } from '#raft';
import { snapshots } from '../../../solutions/03-raft/snapshots.ts';
import { defineSuite } from '../suite.ts';
import { clusterOf, everyFault } from './clusters.ts';
import { redirectsAway } from './key-value-promises.ts';
import { aChangeOfLeaders, anAnswered, aRedirect } from './key-value-sightings.ts';
import { oneLeader } from './promises.ts';
import { echo, instantCommit, slowCommit } from './reads-parts.ts';
import {
  confirmedSinceAsked,
  entriesForWritesOnly,
  roundsAtMost,
  seesAllCommitted,
} from './reads-promises.ts';
import {
  anEarlierRound,
  aRead,
  aReadBeforeTheFirstCommit,
  aReadOfADeposedLeader,
  aReadOfALeader,
} from './reads-sightings.ts';
import {
  aloneStories,
  applyStories,
  costStories,
  fiveStories,
  laterStories,
  oldStories,
  quietStories,
  redirectStories,
  stepDownStories,
  termStories,
} from './reads-stories.ts';
import { allAnswered, get, linearizableStore, operations, traffic } from './store.ts';

const cluster = clusterOf(({ reads }) => ({ reads: reads as Reads }));
const three = cluster({ servers: 3, clients: 3 });
const compacting = clusterOf(({ reads }) => ({ reads: reads as Reads, snapshots }));
const slow = clusterOf(({ reads }) => ({ reads: reads as Reads, commit: slowCommit }));
/** Rounds, and nothing else. */
const bare = clusterOf(({ reads }) => ({
  reads: reads as Reads,
  commit: instantCommit,
  replication: echo,
}));

const linearizable = { 'What clients see is linearizable': linearizableStore };
const fresh = { 'A read sees all that was committed when it was asked': seesAllCommitted };
const confirmed = {
  'A read is answered when a majority has answered since it came': confirmedSinceAsked,
};
const away = { 'A redirect names another server, or nobody': redirectsAway };
const finished = { 'Every operation is answered': allAnswered };
const read = { 'a get was answered': aRead };
const both = { ...read, 'a write was answered': anAnswered('write') };

export default defineSuite({
  exercise: '03-raft/reads',
  title: 'Reads without an entry of the log',
  exports: {
    reads: { handlers: ['start', 'onRead', 'onAcknowledged', 'onApplied', 'onSteppedDown'] },
  },
  imports: ['#raft'],
  hints: [
    'What does a leader have to know, before it may answer from its own machine?',
    'Follow one read: what is committed when it comes, who has answered since, and how far is the machine?',
    'Three conditions: an entry of the own term is committed; a majority has answered a round that began after the read came; the machine has applied all that was committed then.',
    'onRead: remember the read. Once termAt(disk, commitIndex) is the current term: readIndex = commitIndex, round = broadcast(). onAcknowledged: count peers that answer that round or a later one. With a quorum, and lastApplied >= readIndex: answer.',
  ],
  checks: [
    {
      id: 'quiet',
      title: 'In a quiet world, a read sees what was written before',
      kind: 'scenario',
      opens: true,
      safety: true,
      points: 4,
      chapter: '03-raft/reads#the-brief',
      cluster: three,
      stories: quietStories,
      always: linearizable,
      sometimes: both,
      finally: finished,
    },
    {
      id: 'alone',
      title: 'A leader that has been replaced answers no read',
      kind: 'scenario',
      safety: true,
      points: 16,
      chapter: '03-raft/reads#the-leader-of-the-past',
      hints: [
        'n2 led, and was cut off. How could it know, in this story, that nobody leads after it?',
        'Look at what happens between `onRead` and `answer`: who else has a say in it?',
        'A leader answers a read after a majority of all servers has answered a message that was sent after the read came.',
        'onRead: const round = broadcast(); remember the read with that round. onAcknowledged: add the peer; hasQuorum(server.configuration, [node.id, ...peers]) decides.',
      ],
      cluster: three,
      stories: aloneStories,
      always: { ...fresh, ...linearizable },
      sometimes: { ...both, 'a leader of the past was asked to read': aReadOfADeposedLeader },
      finally: finished,
    },
    {
      id: 'old',
      title: 'What was answered before the read came says nothing',
      kind: 'scenario',
      safety: true,
      points: 14,
      chapter: '03-raft/reads#which-answers-count',
      hints: [
        'When did the follower of this story send the answer that counts here: before the read came, or after it?',
        'Look at the number `round` that `onAcknowledged` is given, and at the one that `broadcast` has returned.',
        'Only the answer to a round that began after the read came shows that nobody had replaced the leader by then.',
        'Keep the round that broadcast() returns with the read, and count an answer only if round >= that one.',
      ],
      cluster: three,
      stories: oldStories,
      always: { ...fresh, ...linearizable },
      sometimes: { ...both, 'a leader of the past was asked to read': aReadOfADeposedLeader },
      finally: finished,
    },
    {
      id: 'term',
      title: 'A new leader reads nothing before it has committed in its own term',
      kind: 'scenario',
      safety: true,
      points: 12,
      chapter: '03-raft/reads#the-new-leader',
      hints: [
        'What does the new leader in this story know of what the old one had committed?',
        'Look at where you take the read index from, and at what `commitIndex` is right after an election.',
        'Until an entry of its own term is committed, a leader may hold entries that are committed without knowing it.',
        'Let reads wait while termAt(disk, commitIndex) !== disk.currentTerm. Go on in onApplied.',
      ],
      cluster: three,
      stories: termStories,
      always: { ...fresh, ...linearizable },
      sometimes: { ...both, 'a read came before the first commit': aReadBeforeTheFirstCommit },
      finally: finished,
    },
    {
      id: 'apply',
      title: 'A read waits until all that was committed is applied',
      kind: 'scenario',
      safety: true,
      points: 8,
      chapter: '03-raft/reads#committed-is-not-applied',
      hints: [
        'How far is the machine of the leader in this story, and how much is committed?',
        'Look at the two indices `commitIndex` and `lastApplied`: which one do you keep with the read, and which one do you wait for?',
        'The read index is the commit index of the moment when the read is asked about. The machine answers when it has come as far.',
        'readIndex = server.commitIndex. Answer when server.lastApplied >= readIndex; look again in onApplied.',
      ],
      cluster: slow({ servers: 3, clients: 3 }),
      stories: applyStories,
      always: { ...fresh, ...linearizable },
      sometimes: both,
      finally: finished,
    },
    {
      id: 'five',
      title: 'With five servers, three are a majority, and none counts twice',
      kind: 'scenario',
      safety: true,
      points: 8,
      chapter: '03-raft/reads#which-answers-count',
      cluster: cluster({ servers: 5, clients: 2 }),
      stories: fiveStories,
      always: confirmed,
      sometimes: { ...read, 'a leader was asked to read': aReadOfALeader },
      finally: finished,
    },
    {
      id: 'step-down',
      title: 'What a leader has heard ends with its term',
      kind: 'scenario',
      safety: true,
      points: 8,
      chapter: '03-raft/reads#when-the-term-ends',
      hints: [
        'In which term was the answer of this story given, and in which one does it count?',
        'Look at what you remember in `onSteppedDown`, and at what `onApplied` does on a server that does not lead.',
        'Rounds begin anew with each term. Nothing that was heard or asked in one counts in another.',
        'onSteppedDown: forget the reads and all answers. onApplied: return unless server.role is leader.',
      ],
      cluster: three,
      stories: stepDownStories,
      always: { ...confirmed, 'At most one leader in a term': oneLeader },
      sometimes: { ...read, 'a leader was asked to read': aReadOfALeader },
      finally: finished,
    },
    {
      id: 'redirect',
      title: 'Whoever does not lead says who does',
      kind: 'scenario',
      points: 6,
      chapter: '03-raft/reads#who-is-asked',
      cluster: three,
      stories: redirectStories,
      always: { ...away, ...fresh },
      sometimes: read,
      finally: finished,
    },
    {
      id: 'later',
      title: 'A read that waits is answered with the next heartbeat',
      kind: 'scenario',
      points: 3,
      chapter: '03-raft/reads#which-answers-count',
      hints: [
        'Which messages answer the read of this story, if its own round is lost?',
        'Look at how the number of a round is compared with the one that the read waits for.',
        'A later round proves as much as the read’s own. And a read that came too early waits: it is not forgotten.',
        'Count an answer if round >= asked.round. Keep reads that came before the first commit, and ask for them in onApplied.',
      ],
      cluster: three,
      stories: laterStories,
      always: { ...away, ...confirmed },
      sometimes: read,
      finally: finished,
    },
    {
      id: 'interleavings',
      title: 'Two reads and a change of leaders, in every order of events',
      kind: 'exploration',
      safety: true,
      points: 6,
      chapter: '03-raft/reads#which-answers-count',
      cluster: bare({ servers: 2, clients: 1 }),
      space: {
        requests: { c1: [get('read1'), get('read2')] },
        requestOrder: 'one at a time',
        // Where each copy of a read could come again and again, there would be no end of rounds.
        network: 'once',
        timerFires: 1,
      },
      statesMax: 100_000,
      always: confirmed,
      sometimes: read,
    },
    {
      id: 'worlds',
      title: 'What clients see is linearizable under every fault',
      kind: 'simulation',
      safety: true,
      points: 6,
      chapter: '03-raft/reads#the-leader-of-the-past',
      cluster: compacting({ servers: 3, clients: 3, snapshotEntries: 8 }),
      runs: 140,
      plan: ({ roles }) => ({
        requests: traffic(roles['client']!.nodes, 3),
        afterHeal: [
          { node: 'c1', request: get('lastX', 'x') },
          { node: 'c2', request: get('lastY', 'y') },
        ],
        healAtMs: 1_200,
        endAtMs: 2_400,
        faults: everyFault,
        mortal: roles['client']!.nodes,
      }),
      progress: operations,
      always: { ...confirmed, ...fresh, ...away, ...linearizable },
      sometimes: {
        ...both,
        'a client was redirected': aRedirect,
        'a read came before the first commit': aReadBeforeTheFirstCommit,
        'the leader changed while a call was open': aChangeOfLeaders,
        'an answer came to an earlier round': anEarlierRound,
      },
    },
    {
      id: 'progress',
      title: 'When the faults are over, every read is answered',
      kind: 'simulation',
      points: 6,
      chapter: '03-raft/reads#who-is-asked',
      cluster: slow({ servers: 3, clients: 2 }),
      runs: 120,
      plan: ({ roles }) => ({
        requests: traffic(roles['client']!.nodes, 3),
        afterHeal: [{ node: 'c2', request: get('lastX', 'x') }],
        healAtMs: 800,
        endAtMs: 3_800,
        // What makes a round get lost while a read waits for it.
        faults: ['loss', 'partition', 'one-way', 'pause', 'clog'],
        mortal: roles['client']!.nodes,
      }),
      live: {
        operations,
        withinMs: 3_000,
        title: 'Every operation of a client that is up is answered',
      },
      always: linearizable,
      sometimes: both,
    },
    {
      id: 'cost',
      title: 'A read costs one round trip, and no entry',
      kind: 'scenario',
      points: 3,
      chapter: '03-raft/reads#what-it-costs',
      hints: [
        'What does the read of this story wait for? And what has it left in the log?',
        'Look at when you call `broadcast`, and how often.',
        'A read begins its round when it comes, and writes nothing. Reads that wait for the same commit share a round.',
        'onRead: broadcast at once if an entry of the term is committed. onApplied: one broadcast for all reads that have waited for that.',
      ],
      cluster: three,
      stories: costStories,
      always: confirmed,
      sometimes: read,
      finally: {
        ...finished,
        'Reads leave no entry in the log': entriesForWritesOnly,
        'Reads that wait together share a round': roundsAtMost(3),
      },
    },
  ],
});
