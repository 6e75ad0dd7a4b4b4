// The scripted stories of snapshots that are sent: to one that was away, late, twice, and to one that holds other entries.
import type { Schedule } from '../../sim/index.ts';
import { agree, n1LeadsN2, n3IsAway, told } from './snapshots-stories.ts';
import {
  asks,
  beats,
  deliver,
  elects,
  heal,
  partition,
  proposes,
  reboot,
  settle,
  timer,
  toTheEnd,
} from './steps.ts';
import { appendTo, get } from './store.ts';

/** Two heartbeats are enough to find out what n3 lacks, and to send it. */
const n3ComesBack: Schedule = [heal, settle(), ...beats('n1'), ...beats('n1')];

const ended = (stories: Record<string, Schedule>): Record<string, Schedule> =>
  Object.fromEntries(
    Object.entries(stories).map(([name, story]) => [name, [...story, ...n3ComesBack]]),
  );

/** n1 has heard what n3 lacks, and its snapshot is on its way. */
const aSnapshotLeaves: Schedule = [
  ...n1LeadsN2,
  ...agree('a'),
  heal,
  timer('n1', 'heartbeat'),
  deliver('n1', 'n3', 'appendEntries'),
  deliver('n3', 'n1', 'rejected'),
];

const aSnapshotArrives: Schedule = [
  deliver('n1', 'n3', 'installSnapshot'),
  deliver('n3', 'n1', 'appended'),
];

export const installStories = ended({
  'one was away': [...n1LeadsN2, ...agree('a'), ...agree('b')],
  'the snapshot is lost': [...aSnapshotLeaves, n3IsAway],
  'the answer is lost': [
    ...aSnapshotLeaves,
    deliver('n1', 'n3', 'installSnapshot'),
    n3IsAway,
    ...agree('b'),
  ],
  'it crashes after the snapshot': [...aSnapshotLeaves, ...aSnapshotArrives, ...reboot('n3')],
  // Each time that n3 has installed one snapshot, it needs the next.
  'the others go on meanwhile': [
    ...aSnapshotLeaves,
    ...agree('b'),
    ...agree('c'),
    ...aSnapshotArrives,
    ...agree('d'),
    ...agree('e'),
    deliver('n1', 'n3', 'installSnapshot'),
  ],
});

/** n3 has installed a snapshot, and the same one is still under way a second time. */
const onceMore: Schedule = [...aSnapshotLeaves, timer('n1', 'heartbeat'), ...aSnapshotArrives];

/** What n1 has to say to n3 arrives, and so does the answer. */
const n3Follows: Schedule = [deliver('n1', 'n3', 'appendEntries'), deliver('n3', 'n1', 'appended')];

export const olderStories = told({
  'a snapshot comes late': [
    ...onceMore,
    proposes('n1', 'b'),
    ...n3Follows,
    timer('n1', 'heartbeat'),
    ...n3Follows,
    deliver('n1', 'n3', 'installSnapshot'),
  ],
  'a snapshot comes late to one that has taken a newer one': [
    ...onceMore,
    proposes('n1', 'b'),
    ...n3Follows,
    proposes('n1', 'c'),
    ...n3Follows,
    timer('n1', 'heartbeat'),
    ...n3Follows,
    deliver('n1', 'n3', 'installSnapshot'),
  ],
});

export const heldStories = told({
  // n3 has acknowledged entries 1 to 3, and has not heard that any but the first is committed.
  'a snapshot comes to one that holds more': [
    ...elects('n1'),
    proposes('n1', 'a'),
    deliver('n1', 'n2', 'appendEntries'),
    proposes('n1', 'b'),
    deliver('n1', 'n3', 'appendEntries'),
    deliver('n1', 'n3', 'appendEntries'),
    deliver('n2', 'n1', 'appended'),
    timer('n1', 'heartbeat'),
    ...aSnapshotArrives,
    deliver('n3', 'n1', 'appended'),
  ],
  // n3 has led alone in term 1: what it holds is nobody else's.
  'a snapshot comes to one that holds other entries': [
    ...elects('n3', 'n1', 'n2', 'n3').slice(0, 1),
    deliver('n3', 'n1', 'requestVote'),
    deliver('n1', 'n3', 'vote'),
    proposes('n3', 'x'),
    proposes('n3', 'y'),
    n3IsAway,
    ...elects('n1', 'n1', 'n2'),
    ...agree('a'),
  ],
});

/** With five servers. */
export const answerStories: Record<string, Schedule> = {
  // n3 holds 1 to 3 of term 1. n2 has installed a snapshot up to 2, and has led in term 2, whose entry 3 is another one. In
  // term 3 it finds out that n3 holds something else there, and sends it the snapshot.
  'a snapshot comes to one that holds more than its sender': [
    ...elects('n1'),
    proposes('n1', 'a'),
    deliver('n1', 'n3', 'appendEntries'),
    deliver('n1', 'n4', 'appendEntries'),
    deliver('n1', 'n5', 'appendEntries'),
    proposes('n1', 'b'),
    deliver('n1', 'n3', 'appendEntries'),
    deliver('n4', 'n1', 'appended'),
    deliver('n5', 'n1', 'appended'),
    timer('n1', 'heartbeat'),
    deliver('n1', 'n2', 'installSnapshot'),
    partition(['n1'], ['n3'], ['n2', 'n4', 'n5']),
    ...elects('n2', 'n2', 'n4', 'n5'),
    ...reboot('n2'),
    heal,
    timer('n2', 'election'),
    deliver('n2', 'n4', 'requestVote'),
    deliver('n2', 'n5', 'requestVote'),
    deliver('n4', 'n2', 'vote'),
    deliver('n5', 'n2', 'vote'),
    deliver('n2', 'n3', 'appendEntries'),
    deliver('n3', 'n2', 'rejected'),
    deliver('n2', 'n3', 'installSnapshot'),
    ...toTheEnd('n2'),
  ],
  // n1 leads in term 1 and again in term 2, when a snapshot of term 1 is still under way.
  'a snapshot of an old term': [
    partition(['n1', 'n2', 'n4'], ['n3'], ['n5']),
    ...elects('n1', 'n1', 'n2', 'n4'),
    proposes('n1', 'a'),
    settle('n1', 'n2', 'n4'),
    heal,
    timer('n1', 'heartbeat'),
    deliver('n1', 'n3', 'appendEntries'),
    deliver('n3', 'n1', 'rejected'),
    ...reboot('n1'),
    timer('n1', 'election'),
    deliver('n1', 'n2', 'requestVote'),
    deliver('n1', 'n3', 'requestVote'),
    deliver('n1', 'n4', 'requestVote'),
    deliver('n2', 'n1', 'vote'),
    deliver('n4', 'n1', 'vote'),
    deliver('n1', 'n3', 'installSnapshot'),
    deliver('n3', 'n1', 'appended'),
    ...toTheEnd('n1'),
  ],
};

const servers = ['n1', 'n2', 'n3'] as const;
const c1IsAway = partition(['c1'], servers);

/** c1 has appended, and the answer to it is lost. */
const anAnswerIsLost = (...among: readonly string[]): Schedule => [
  asks('c1', appendTo('write1', 'a')),
  deliver('c1', 'n1', 'call'),
  settle(...among),
];

/** c1 asks again, now the next server, and reads when it has its answer. */
const asksAgain: Schedule = [
  heal,
  timer('c1', 'retry'),
  settle(),
  asks('c1', get('read1')),
  settle(),
];

export const sessionStories: Record<string, Schedule> = {
  'the leader begins with its snapshot': [
    ...elects('n1'),
    ...anAnswerIsLost(...servers),
    ...beats('n1', ...servers),
    c1IsAway,
    ...reboot('n2'),
    ...elects('n2', ...servers),
    ...asksAgain,
  ],
  'the leader has installed a snapshot': [
    ...n1LeadsN2,
    ...anAnswerIsLost('n1', 'n2'),
    c1IsAway,
    ...beats('n1', ...servers),
    ...elects('n3', ...servers),
    ...asksAgain,
  ],
};
