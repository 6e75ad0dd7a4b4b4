// The scripted stories of handing over.
import type { Message, NodeId, Schedule, Step } from '../../sim/index.ts';
import { get, put } from './store.ts';
import {
  asks,
  beats,
  crash,
  deliver,
  elects,
  heal,
  partition,
  proposes,
  restart,
  settle,
  timer,
  toTheEnd,
} from './steps.ts';

type Stories = Readonly<Record<string, Schedule>>;

interface ToServer extends Message {
  readonly to: NodeId;
}

export const transferTo = (to: NodeId): ToServer => ({ type: 'transfer', to });

const handsOver = (from: NodeId, to: NodeId): Step[] => [asks(from, transferTo(to)), settle()];

export const quietStories: Stories = {
  'to and fro': [
    ...elects('n1'),
    ...handsOver('n1', 'n2'),
    ...handsOver('n2', 'n1'),
    ...handsOver('n1', 'n2'),
    proposes('n2', 'a'),
    settle(),
    ...toTheEnd('n2'),
  ],
};

/** n3 has missed entries when it is chosen. */
export const behindStories: Stories = {
  'the successor is behind': [
    ...elects('n1', 'n1', 'n2'),
    partition(['n1', 'n2'], ['n3']),
    proposes('n1', 'a'),
    settle(),
    heal,
    ...handsOver('n1', 'n3'),
    ...handsOver('n1', 'n3'),
  ],
};

/** n2 holds what is committed; n1 has one entry more when n2 is chosen. */
export const uncommittedStories: Stories = {
  'an entry is on its way to the successor': [
    ...elects('n1', 'n1', 'n2'),
    partition(['n1'], ['n2'], ['n3']),
    proposes('n1', 'a'),
    heal,
    ...handsOver('n1', 'n2'),
  ],
};

export const heldStories: Stories = {
  'something is proposed in the middle': [
    ...elects('n1', 'n1', 'n2'),
    partition(['n1', 'n2'], ['n3']),
    proposes('n1', 'a'),
    settle(),
    heal,
    asks('n1', transferTo('n3')),
    proposes('n1', 'b'),
    settle(),
    ...toTheEnd('n3'),
  ],
};

export const downStories: Stories = {
  'the successor is down': [
    ...elects('n1', 'n1', 'n2'),
    crash('n3'),
    asks('n1', transferTo('n3')),
    settle(),
    timer('n1', 'transfer'),
    proposes('n1', 'a'),
    settle(),
    ...beats('n1'),
  ],
  'the request to take over is lost': [
    ...elects('n1', 'n1', 'n2'),
    asks('n1', transferTo('n2')),
    partition(['n1', 'n3'], ['n2']),
    timer('n1', 'transfer'),
    heal,
    proposes('n1', 'a'),
    settle(),
    ...beats('n1'),
  ],
};

export const selfStories: Stories = {
  'the leader is to hand over to itself': [
    ...elects('n1', 'n1', 'n2'),
    asks('n1', transferTo('n1')),
    proposes('n1', 'a'),
    settle(),
    ...beats('n1'),
  ],
};

/** n1 asks n2; before n2 hears of it, n3 is elected, and n2 follows it. */
export const lateStories: Stories = {
  'the request comes when somebody else leads': [
    ...elects('n1'),
    asks('n1', transferTo('n2')),
    timer('n3', 'election'),
    deliver('n3', 'n1', 'requestVote'),
    deliver('n1', 'n3', 'vote'),
    deliver('n3', 'n2', 'requestVote'),
    deliver('n3', 'n2', 'appendEntries'),
    deliver('n1', 'n2', 'timeoutNow'),
    settle(),
    proposes('n3', 'a'),
    settle(),
    ...toTheEnd('n3'),
  ],
};

/** n1 has a lease when it hands over to n2; then it is cut off with a client. */
export const leaseStories: Stories = {
  'the old leader has a lease': [
    // Past the time in which a server that has just booted refuses its vote.
    { do: 'timer', node: 'n1', timer: 'election', atMs: 400 },
    settle(),
    ...beats('n1'),
    asks('n1', transferTo('n2')),
    deliver('n1', 'n2', 'timeoutNow'),
    partition(['n1', 'c1'], ['n2', 'n3', 'c2']),
    settle(),
    asks('c2', put('write1', 'new')),
    settle(),
    timer('c2', 'retry'),
    settle(),
    asks('c1', get('read1')),
    settle(),
  ],
};

/** A successor that has been down: it comes back while it is being chosen. */
export const backStories: Stories = {
  'the successor comes back': [
    ...elects('n1', 'n1', 'n2'),
    crash('n3'),
    proposes('n1', 'a'),
    settle(),
    restart('n3'),
    ...handsOver('n1', 'n3'),
    ...beats('n1'),
    ...beats('n1'),
  ],
};
