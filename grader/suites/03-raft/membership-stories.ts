// The scripted stories of changing members. The clusters have more servers than voters at first: who they are stands with
// each group of stories.
import type { NodeId, Schedule, Step } from '../../sim/index.ts';
import { change } from './membership-worlds.ts';
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
  settle,
  timer,
  toTheEnd,
} from './steps.ts';

const adds = (leader: NodeId, server: NodeId): Step => asks(leader, change('addServer', server));

const removes = (leader: NodeId, server: NodeId): Step =>
  asks(leader, change('removeServer', server));

/** Four servers, of which n1, n2 and n3 have votes. */
export const quietStories: Readonly<Record<string, Schedule>> = {
  'n4 joins, and n3 leaves': [
    ...elects('n1'),
    adds('n1', 'n4'),
    settle(),
    removes('n1', 'n3'),
    settle(),
    ...toTheEnd('n1'),
  ],
};

/** Four servers, of which n1, n2 and n3 have votes. */
export const pendingStories: Readonly<Record<string, Schedule>> = {
  'a leader that is cut off is asked to remove both others': [
    ...elects('n1'),
    partition(['n1'], ['n2', 'n3', 'n4']),
    removes('n1', 'n2'),
    removes('n1', 'n3'),
    ...elects('n2'),
    ...toTheEnd('n2'),
  ],
  'an entry follows a removal that is pending': [
    ...elects('n1'),
    partition(['n1'], ['n2', 'n3', 'n4']),
    removes('n1', 'n2'),
    proposes('n1', 'a'),
    removes('n1', 'n3'),
    ...elects('n2'),
    ...toTheEnd('n2'),
  ],
  'a learner catches up while a removal is pending': [
    ...elects('n1'),
    partition(['n1', 'n2', 'n3'], ['n4']),
    adds('n1', 'n4'),
    settle(),
    partition(['n1', 'n4'], ['n2', 'n3']),
    removes('n1', 'n3'),
    ...beats('n1', 'n1', 'n4'),
    ...elects('n2', 'n2', 'n3'),
    ...toTheEnd('n2'),
  ],
};

/** Four servers, all with votes. */
export const ownTermStories: Readonly<Record<string, Schedule>> = {
  'two leaders, one after the other, each begin to remove a server': [
    ...elects('n1'),
    partition(['n1'], ['n2', 'n3', 'n4']),
    removes('n1', 'n4'),
    timer('n3', 'election'),
    deliver('n3', 'n2', 'requestVote'),
    deliver('n2', 'n3', 'vote'),
    deliver('n3', 'n4', 'requestVote'),
    deliver('n4', 'n3', 'vote'),
    partition(['n1', 'n2'], ['n3', 'n4']),
    removes('n3', 'n1'),
    ...beats('n3', 'n3', 'n4'),
    ...beats('n1', 'n1', 'n2'),
    ...elects('n1', 'n1', 'n2'),
    ...toTheEnd('n1'),
  ],
};

/** Five servers, of which n1, n2 and n3 have votes. */
export const oneVoteStories: Readonly<Record<string, Schedule>> = {
  'two learners have caught up when the leader may give votes': [
    ...elects('n1'),
    partition(['n1', 'n2', 'n3'], ['n4', 'n5']),
    adds('n1', 'n4'),
    settle(),
    adds('n1', 'n5'),
    settle(),
    ...beats('n1'),
    heal,
    timer('n2', 'election'),
    deliver('n2', 'n3', 'requestVote'),
    deliver('n3', 'n2', 'vote'),
    settle('n2', 'n4'),
    settle('n2', 'n5'),
    deliver('n2', 'n3', 'appendEntries'),
    deliver('n3', 'n2', 'appended'),
    settle('n2', 'n4'),
    settle('n2', 'n5'),
    partition(['n2', 'n4', 'n5'], ['n1', 'n3']),
    ...elects('n3', 'n1', 'n3'),
    ...toTheEnd('n3'),
  ],
};

/** Three servers. */
export const appendedStories: Readonly<Record<string, Schedule>> = {
  'two servers leave, and both of them elect a leader': [
    ...elects('n1', 'n1', 'n2'),
    removes('n1', 'n3'),
    settle('n1', 'n2'),
    removes('n1', 'n2'),
    settle('n1', 'n2'),
    partition(['n1'], ['n2', 'n3']),
    proposes('n1', 'a'),
    ...elects('n2', 'n2', 'n3'),
    heal,
    ...beats('n2'),
    ...toTheEnd('n1'),
  ],
  'two servers leave, one of them restarts, and both of them elect a leader': [
    ...elects('n1', 'n1', 'n2'),
    removes('n1', 'n3'),
    settle('n1', 'n2'),
    removes('n1', 'n2'),
    settle('n1', 'n2'),
    partition(['n1'], ['n2', 'n3']),
    proposes('n1', 'a'),
    ...reboot('n2'),
    ...elects('n2', 'n2', 'n3'),
    heal,
    ...beats('n2'),
    ...toTheEnd('n1'),
  ],
};

/** Four servers, all with votes. */
export const rolledBackStories: Readonly<Record<string, Schedule>> = {
  'a leader is deposed before its removal of a server is committed': [
    ...elects('n1'),
    partition(['n1'], ['n2', 'n3', 'n4']),
    removes('n1', 'n4'),
    ...elects('n2', 'n2', 'n3', 'n4'),
    heal,
    ...beats('n2', 'n1', 'n2'),
    partition(['n1', 'n2'], ['n3', 'n4']),
    ...elects('n1', 'n1', 'n2'),
    ...toTheEnd('n1'),
  ],
};

/** Four servers, of which n1, n2 and n3 have votes. */
export const caughtUpStories: Readonly<Record<string, Schedule>> = {
  'a server joins a cluster that has a log, and is not reached at first': [
    ...elects('n1'),
    proposes('n1', 'a'),
    partition(['n1', 'n2', 'n3'], ['n4']),
    adds('n1', 'n4'),
    settle(),
    ...beats('n1'),
    ...toTheEnd('n1'),
  ],
};

/** Four servers, of which n1, n2 and n3 have votes. */
export const availableStories: Readonly<Record<string, Schedule>> = {
  'one of three is down when a fourth joins, which is not reached yet': [
    ...elects('n1'),
    crash('n3'),
    partition(['n1', 'n2'], ['n4']),
    adds('n1', 'n4'),
    settle(),
    proposes('n1', 'a'),
    settle(),
    ...beats('n1', 'n1', 'n2'),
  ],
};

/** Three servers, of which n1 and n2 have votes. */
export const finishesStories: Readonly<Record<string, Schedule>> = {
  'the leader that has added a server is deposed before it gives the vote': [
    ...elects('n1'),
    partition(['n1', 'n2'], ['n3']),
    adds('n1', 'n3'),
    settle(),
    heal,
    ...elects('n2'),
    ...beats('n2'),
  ],
};

/** Three servers. The leader is asked to remove itself, and the others have not heard of it. */
export const leavesStories: Readonly<Record<string, Schedule>> = {
  'the leader removes itself, and the first message is lost': [
    ...elects('n1'),
    partition(['n1'], ['n2', 'n3']),
    removes('n1', 'n1'),
    heal,
    ...beats('n1'),
    ...beats('n1'),
  ],
};

/** Two servers. */
export const backAgainStories: Readonly<Record<string, Schedule>> = {
  'a server that was removed is a member again, restarts, and leads': [
    ...elects('n2'),
    removes('n2', 'n1'),
    settle(),
    adds('n2', 'n1'),
    settle(),
    ...beats('n2'),
    ...reboot('n1'),
    ...elects('n1'),
    proposes('n1', 'a'),
    settle(),
  ],
};

/** Two servers, of which n1 has a vote. */
export const senseStories: Readonly<Record<string, Schedule>> = {
  'the last voter is to leave': [
    ...elects('n1'),
    removes('n1', 'n1'),
    settle(),
    proposes('n1', 'a'),
    ...toTheEnd('n1'),
  ],
  'the last voter is to leave, and a learner is there': [
    ...elects('n1'),
    partition(['n1'], ['n2']),
    adds('n1', 'n2'),
    removes('n1', 'n1'),
    proposes('n1', 'a'),
    ...toTheEnd('n1'),
  ],
  'a voter is added': [...elects('n1'), adds('n1', 'n1'), proposes('n1', 'a'), ...toTheEnd('n1')],
  'a learner is added': [
    ...elects('n1'),
    partition(['n1'], ['n2']),
    adds('n1', 'n2'),
    adds('n1', 'n2'),
    proposes('n1', 'a'),
    ...toTheEnd('n1'),
  ],
  'a server that is no member is to leave': [
    ...elects('n1'),
    removes('n1', 'n2'),
    proposes('n1', 'a'),
    ...toTheEnd('n1'),
  ],
};

/** Four servers, of which n1, n2 and n3 have votes. */
export const againStories: Readonly<Record<string, Schedule>> = {
  'a leader is deposed, loses its change, and leads again': [
    ...elects('n1', 'n1', 'n2'),
    partition(['n1'], ['n2', 'n3']),
    removes('n1', 'n3'),
    ...elects('n2', 'n2', 'n3'),
    heal,
    ...beats('n2', 'n1', 'n2'),
    ...elects('n1', 'n1', 'n2'),
    removes('n1', 'n3'),
    settle('n1', 'n2'),
    adds('n1', 'n4'),
    settle('n1', 'n2', 'n4'),
    ...beats('n1', 'n1', 'n2', 'n4'),
  ],
  'a change comes too early, and is asked for again': [
    ...elects('n1', 'n1', 'n2'),
    partition(['n1'], ['n2', 'n3', 'n4']),
    removes('n1', 'n3'),
    adds('n1', 'n4'),
    heal,
    settle(),
    ...beats('n1'),
    adds('n1', 'n4'),
    settle(),
    ...toTheEnd('n1'),
  ],
  'a change comes before anything of the term is committed, and is asked for again': [
    partition(['n1', 'n2'], ['n3', 'n4']),
    timer('n1', 'election'),
    deliver('n1', 'n2', 'requestVote'),
    deliver('n2', 'n1', 'vote'),
    removes('n1', 'n3'),
    heal,
    settle(),
    ...beats('n1'),
    removes('n1', 'n3'),
    adds('n1', 'n4'),
    settle(),
    adds('n1', 'n4'),
    settle(),
    ...toTheEnd('n1'),
  ],
};
