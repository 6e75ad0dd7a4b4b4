// The scripted stories of whole servers. Most of them are those of single parts, told once more where no reference helps
// out; those of this file take several parts to go wrong.
import { named, type Schedule, type Step } from '../../sim/index.ts';
import {
  callArrives,
  finish,
  lateStories as lateCalls,
  logStories,
  retry,
  whoseStories,
} from './key-value-stories.ts';
import { aloneStories, oldStories, termStories } from './reads-stories.ts';
import { electedBy } from './replication-stories.ts';
import {
  asks,
  beats,
  crash,
  deliver,
  elects,
  heal,
  partition,
  reboot,
  restart,
  settle,
  three,
} from './steps.ts';
import { appendTo, get, put } from './store.ts';

const markA = appendTo('write1', 'a');
const markB = appendTo('write2', 'b');

/** The call has reached its server, and what that sends is under way. */
const calls = (client: string, server: string, request: ReturnType<typeof get>): Step[] => [
  asks(client, request),
  deliver(client, server, 'call'),
];

/** Servers take a snapshot when they have applied three entries since the last one. */
export const crashStories: Readonly<Record<string, Schedule>> = {
  'a server crashes right after its vote': [
    ...electedBy('n1', 'n2'),
    ...reboot('n2'),
    ...electedBy('n3', 'n2'),
    ...finish('n1'),
  ],
  // n1 has answered, and n2 has acknowledged, when the power goes.
  'all servers crash at once, in mid-traffic': [
    ...elects('n1'),
    ...calls('c1', 'n1', markA),
    settle(...three, 'c1'),
    ...calls('c2', 'n1', markB),
    deliver('n1', 'n2', 'appendEntries'),
    deliver('n2', 'n1', 'appended'),
    deliver('n1', 'c2', 'reply'),
    ...named('n', 3).map(crash),
    ...named('n', 3).map(restart),
    ...elects('n2'),
    asks('c1', get('read1')),
    settle(),
    ...finish('n2'),
  ],
  'all servers crash at once, each beside a snapshot': [
    ...elects('n1'),
    ...['a', 'b', 'c', 'd'].flatMap((value, index) => [
      asks('c1', appendTo(`write${index + 1}`, value)),
      settle(),
    ]),
    ...beats('n1'),
    ...named('n', 3).map(crash),
    ...named('n', 3).map(restart),
    ...elects('n3'),
    asks('c2', get('read1')),
    settle(),
    ...finish('n3'),
  ],
};

/** The newest message of this type on this link: no message has that content. */
const deliverNewest = (from: string, to: string, type: string): Step => ({
  do: 'deliver',
  from,
  to,
  type,
  content: -1,
});

export const lateStories: Readonly<Record<string, Schedule>> = {
  // n2 has acknowledged the writes of both clients when the message with the first of them arrives once more.
  'entries come late, and their receiver leads next': [
    ...elects('n1'),
    ...calls('c1', 'n1', markA),
    ...calls('c2', 'n1', markB),
    deliverNewest('n1', 'n2', 'appendEntries'),
    deliver('n2', 'n1', 'appended'),
    deliver('n1', 'c1', 'reply'),
    deliver('n1', 'c2', 'reply'),
    deliver('n1', 'n2', 'appendEntries'),
    partition(['n1'], ['n2', 'n3', 'c1', 'c2']),
    ...elects('n2', 'n2', 'n3'),
    asks('c1', get('read1')),
    retry('c1'),
    settle(),
    ...finish('n2'),
  ],
  ...lateCalls,
};

/** n3 hears of no server, and of clients only. */
const n3IsAway = partition(['n1', 'n2', 'c1', 'c2'], ['n3', 'c1', 'c2']);
const n1IsAway = partition(['n1'], ['n2', 'n3', 'c1', 'c2']);

/**
 * c1 has asked every server for its first write while nobody led. n1 answers what it is asked since, and the last entry of
 * each session is in its snapshot.
 */
const writesWithoutN3: Schedule = [
  asks('c1', markA),
  retry('c1'),
  retry('c1'),
  retry('c1'),
  settle('c1', ...three),
  n3IsAway,
  ...elects('n1', 'n1', 'n2'),
  callArrives('c1', 'n1', 1, markA),
  settle('c1', 'n1', 'n2'),
  asks('c1', markB),
  settle('c1', 'n1', 'n2'),
  asks('c2', appendTo('write3', 'c')),
  settle('c2', 'n1', 'n2'),
  ...beats('n1', 'n1', 'n2'),
];

/** Two heartbeats: one to find out what n3 lacks, one to send it. */
const n3ComesBack: Schedule = [heal, ...beats('n1', ...three), ...beats('n1', ...three)];

/** With a snapshot after every second entry. */
export const awayStories: Readonly<Record<string, Schedule>> = {
  'one that was away leads next, and a late call comes to it': [
    ...writesWithoutN3,
    ...n3ComesBack,
    n1IsAway,
    ...elects('n3', 'n2', 'n3'),
    callArrives('c1', 'n3', 1, markA),
    settle('n2', 'n3'),
    asks('c2', get('read1')),
    retry('c2'),
    settle('c2', 'n2', 'n3'),
    ...finish('n3'),
  ],
  // n3 holds two entries, and has not heard that they are committed. The others hold one, behind a snapshot of two.
  'one that was away has more entries than the others have left': [
    ...elects('n1'),
    asks('c1', markA),
    settle(),
    n3IsAway,
    ...beats('n1', 'n1', 'n2'),
    asks('c1', markB),
    settle('c1', 'n1', 'n2'),
    heal,
    ...elects('n3', 'n2', 'n3'),
    ...elects('n2'),
    asks('c2', get('read1')),
    settle(),
    ...finish('n2'),
  ],
  'one that was away crashes as soon as it is back, and leads next': [
    ...writesWithoutN3,
    ...n3ComesBack,
    ...reboot('n3'),
    n1IsAway,
    ...elects('n3', 'n2', 'n3'),
    asks('c2', put('write4', 'd', 'y')),
    retry('c2'),
    settle('c2', 'n2', 'n3'),
    asks('c2', get('read1')),
    settle('c2', 'n2', 'n3'),
    ...finish('n3'),
  ],
};

export const cutOffStories: Readonly<Record<string, Schedule>> = {
  ...aloneStories,
  ...oldStories,
  ...logStories,
  "another leader's entry takes the place, and is read": [
    ...whoseStories["another leader's entry takes the place"]!,
    asks('c1', get('read1')),
    settle(),
  ],
};

/** Nobody writes anything once the leader has changed. */
export const newLeaderStories: Readonly<Record<string, Schedule>> = {
  'the leader crashes, and all that comes after is a read': [
    ...elects('n1', 'n1', 'n2'),
    asks('c1', markA),
    settle('c1', 'n1', 'n2'),
    crash('n1'),
    ...elects('n2', 'n2', 'n3'),
    asks('c2', get('read1')),
    retry('c2'),
    settle('c2', 'n2', 'n3'),
    ...beats('n2', 'n2', 'n3'),
    settle('c2', 'n2'),
  ],
  ...termStories,
};
