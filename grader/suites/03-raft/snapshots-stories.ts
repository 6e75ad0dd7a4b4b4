// The scripted stories of taking snapshots. A server takes one after two entries, so that the stories stay short; the first
// entry of each term is the leader's own.
import type { Message, NodeId, Schedule } from '../../sim/index.ts';
import {
  asks,
  beats,
  crash,
  deliver,
  elects,
  heal,
  partition,
  proposes,
  reboot,
  restart,
  settle,
  timer,
  toTheEnd,
} from './steps.ts';
import { appendTo, get } from './store.ts';

export const n3IsAway = partition(['n1', 'n2', 'c1', 'c2'], ['n3']);
const nobodyIsHeard = partition(['n1'], ['n2'], ['n3']);

/** n1 leads, n2 follows it, and n3 hears nothing of all this. */
export const n1LeadsN2: Schedule = [n3IsAway, ...elects('n1', 'n1', 'n2')];

const calls = (client: NodeId, operation: string, value: string): Schedule => [
  asks(client, appendTo(operation, value)),
  settle('n1', 'n2', client),
];

/** n1's application proposes a value, and n2 takes it. */
export const agree = (value: string): Schedule => [proposes('n1', value), settle('n1', 'n2')];

/** Everybody hears from the leader, and whoever waits for an answer asks again. */
export const told = (stories: Record<string, Schedule>, leader = 'n1'): Record<string, Schedule> =>
  Object.fromEntries(
    Object.entries(stories).map(([name, story]) => [name, [...story, ...toTheEnd(leader)]]),
  );

export const quietStories: Record<string, Schedule> = {
  'a write and a read': [
    ...elects('n1'),
    asks('c1', appendTo('write1', 'a')),
    settle(),
    ...beats('n1'),
    asks('c1', get('read1')),
    settle(),
  ],
};

/** Eight values in one message. */
const batch: Schedule = [
  nobodyIsHeard,
  ...Array.from({ length: 8 }, (_, index) => proposes('n1', `${index}`)),
  heal,
  n3IsAway,
  ...beats('n1', 'n1', 'n2'),
];

/** With a snapshot after ten entries. */
export const costStories: Record<string, Schedule> = {
  'three entries': [...n1LeadsN2, ...agree('a'), ...agree('b')],
  'many entries': [...n1LeadsN2, ...batch, ...batch, ...batch, ...beats('n1', 'n1', 'n2')],
};

/** Entry 2 is committed while entry 3 is not. */
const aTail: Schedule = [...n1LeadsN2, proposes('n1', 'a'), proposes('n1', 'b')];

export const trueStories = told({
  'the machine goes on': [
    ...n1LeadsN2,
    ...calls('c1', 'write1', 'a'),
    ...calls('c1', 'write2', 'b'),
    ...calls('c1', 'write3', 'c'),
  ],
  'an entry waits for its majority': [...aTail, settle('n1', 'n2')],
  'two clients write': [...n1LeadsN2, ...calls('c1', 'write1', 'a'), ...calls('c2', 'write2', 'b')],
  'one comes back to the machine of another': [
    ...n1LeadsN2,
    ...calls('c1', 'write1', 'a'),
    heal,
    ...beats('n1'),
    ...calls('c1', 'write2', 'b'),
    ...calls('c1', 'write3', 'c'),
  ],
});

/** n3 hears in term 2 that entries of term 1 are committed. */
export const termStories = told(
  {
    'the last entry is of an earlier term': [
      ...elects('n1'),
      proposes('n1', 'a'),
      settle(),
      n3IsAway,
      ...beats('n1', 'n1', 'n2'),
      heal,
      ...elects('n2'),
      proposes('n2', 'b'),
      settle(),
    ],
  },
  'n2',
);

/** Entries come in one message, and are committed at once. */
export const appliedStories = told({
  'three entries are committed at once': [
    ...n1LeadsN2,
    nobodyIsHeard,
    proposes('n1', 'a'),
    proposes('n1', 'b'),
    proposes('n1', 'c'),
    heal,
    n3IsAway,
    ...beats('n1', 'n1', 'n2'),
    ...beats('n1', 'n1', 'n2'),
  ],
});

interface AddServer extends Message {
  readonly server: NodeId;
}

const addN4: AddServer = { type: 'addServer', server: 'n4' };

export const configurationStories = told({
  'a change waits for its majority': [
    ...elects('n1', 'n1', 'n2'),
    proposes('n1', 'a'),
    asks('n1', addN4),
    settle('n1', 'n2'),
  ],
  'a change is compacted away': [
    ...elects('n1', 'n1', 'n2'),
    asks('n1', addN4),
    settle('n1', 'n2'),
  ],
});

export const tailStories = told({
  'the leader goes on': [...aTail, settle('n1', 'n2')],
  'a follower has acknowledged more': [
    ...aTail,
    deliver('n1', 'n2', 'appendEntries'),
    deliver('n1', 'n2', 'appendEntries'),
    deliver('n2', 'n1', 'appended'),
    timer('n1', 'heartbeat'),
    deliver('n1', 'n2', 'appendEntries'),
  ],
});

/** n2 hears that two entries are committed, and crashes before its effect of this index. */
const compactionCut = (cut: number): Schedule => [
  ...n1LeadsN2,
  ...agree('a'),
  timer('n1', 'heartbeat'),
  { ...deliver('n1', 'n2', 'appendEntries'), cut },
  crash('n2'),
  restart('n2'),
  ...agree('b'),
];

export const crashStories = told({
  ...Object.fromEntries(
    [1, 2, 3, 4, 5].map((cut) => [
      `a follower crashes before its effect ${cut + 1}`,
      compactionCut(cut),
    ]),
  ),
  'a follower crashes when all is done': [
    ...n1LeadsN2,
    ...agree('a'),
    ...beats('n1', 'n1', 'n2'),
    ...reboot('n2'),
    ...agree('b'),
  ],
});
