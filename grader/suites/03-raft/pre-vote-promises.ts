// What is promised of PreVote and CheckQuorum, and what must come of a story about them.
import {
  type Cluster,
  defineGoal,
  defineMonitor,
  defineSometimes,
  type NodeId,
  type Observed,
} from '../../sim/index.ts';
import {
  commandText,
  type Disk,
  emptyDisk,
  field,
  keep,
  lastIndexOf,
  numberIn,
  termOf,
} from './disks.ts';

/** A server asks for votes only after a majority has said that it would vote for it, in that very term. */
export const welcomeBeforeCampaign = defineMonitor({
  listens: ['received', 'sent', 'crashed'],
  start: ({ roles }) => ({
    servers: roles['server']!.nodes.length,
    /** By server and term: who is willing. Lost in a crash, like any memory. */
    willing: new Map<NodeId, Map<number, Set<NodeId>>>(),
  }),
  observe({ servers, willing }, seen) {
    const { node } = seen;
    if (seen.kind === 'crashed') willing.delete(node);
    if (seen.kind === 'received') {
      const { message, peer } = seen;
      if (message.type !== 'preVote' || field(message, 'granted') !== true) return undefined;
      const terms = willing.get(node) ?? new Map<number, Set<NodeId>>();
      const nextTerm = numberIn(message, 'nextTerm');
      terms.set(nextTerm, (terms.get(nextTerm) ?? new Set()).add(peer));
      willing.set(node, terms);
    }
    if (seen.kind !== 'sent' || seen.message.type !== 'requestVote') return undefined;
    if (field(seen.message, 'transfer') === true) return undefined;
    const term = numberIn(seen.message, 'term');
    const others = [...(willing.get(node)?.get(term) ?? [])].filter((other) => other !== node);
    if (others.length + 1 > servers / 2) return undefined;
    const names = [node, ...others].join(' and ');
    return {
      what: `${node} asks for votes in term ${term}, and only ${names} would give one: ${others.length + 1} of ${servers} servers.`,
      nodes: [node],
    };
  },
});

/** Who says yes must be able to mean it: the log of who asks holds all that its own holds. */
export const welcomesOnlyUpToDate = defineMonitor({
  listens: ['persisted', 'received', 'sent'],
  start: () => ({
    disks: new Map<NodeId, Disk>(),
    /** By who asks, who is asked, and the term: the end of the log that was asked about. */
    asked: new Map<string, { index: number; term: number }>(),
  }),
  observe({ disks, asked }, seen) {
    const { node } = seen;
    if (seen.kind === 'persisted') keep(disks, node, seen.durable);
    if (seen.kind === 'received' && seen.message.type === 'preVoteRequest') {
      const { message, peer } = seen;
      const end = {
        index: numberIn(message, 'lastLogIndex'),
        term: numberIn(message, 'lastLogTerm'),
      };
      asked.set(`${peer} ${node} ${numberIn(message, 'nextTerm')}`, end);
    }
    if (seen.kind !== 'sent' || seen.message.type !== 'preVote') return undefined;
    if (field(seen.message, 'granted') !== true) return undefined;
    const disk = disks.get(node) ?? emptyDisk;
    const nextTerm = numberIn(seen.message, 'nextTerm');
    const end = asked.get(`${seen.peer} ${node} ${nextTerm}`);
    if (!end) {
      return {
        what: `${node} answered ${seen.peer}, which had not asked about term ${nextTerm}.`,
        nodes: [node],
      };
    }
    const own = { index: lastIndexOf(disk), term: lastTermOf(disk) };
    const isUpToDate = end.term === own.term ? end.index >= own.index : end.term > own.term;
    if (isUpToDate) return undefined;
    return {
      what: `${node} would vote for ${seen.peer}, whose log ends at index ${end.index} of term ${end.term}. Its own ends at index ${own.index} of term ${own.term}.`,
      nodes: [node, seen.peer],
    };
  },
});

const lastTermOf = ({ entries, baseTerm }: Disk): number => {
  const last = entries.at(-1);
  return last === undefined ? baseTerm : termOf(last);
};

/** Asked beforehand, a server promises nothing: it writes nothing, whatever it answers. For stories without timers there. */
export const nothingWrittenForAnAnswer = defineMonitor({
  listens: ['received', 'requested', 'persisted'],
  start: () => ({ handling: new Map<NodeId, string>() }),
  observe({ handling }, seen) {
    const { node } = seen;
    if (seen.kind === 'received') handling.set(node, seen.message.type);
    if (seen.kind === 'requested') handling.delete(node);
    if (seen.kind !== 'persisted' || handling.get(node) !== 'preVoteRequest') return undefined;
    return { what: `${node} wrote to its disk when it was only asked beforehand.`, nodes: [node] };
  },
});

interface Hearing {
  readonly servers: number;
  /** Who leads in the story's first term, or has heard from it and has not asked anybody since. */
  readonly hear: Set<NodeId>;
}

/** Keeps who hears the leader, and returns whether a majority does. */
function isHeard({ servers, hear }: Hearing, leader: NodeId, seen: Observed): boolean {
  const { node } = seen;
  if (seen.kind === 'emitted' && seen.output.type === 'leading' && node === leader) hear.add(node);
  if (seen.kind === 'received' && seen.message.type === 'appendEntries' && seen.peer === leader) {
    hear.add(node);
  }
  const asks = seen.kind === 'sent' && seen.message.type === 'preVoteRequest';
  if (asks || seen.kind === 'crashed') hear.delete(node);
  return hear.has(leader) && hear.size > servers / 2;
}

const hearing = ['emitted', 'received', 'sent', 'crashed'] as const;
const nobodyYet = ({ roles }: Cluster): Hearing => ({
  servers: roles['server']!.nodes.length,
  hear: new Set(),
});

/** While a majority hears this leader, nobody else begins to lead. */
export const leadsAlone = (leader: NodeId) =>
  defineMonitor({
    listens: hearing,
    start: nobodyYet,
    observe(state, seen) {
      const heard = isHeard(state, leader, seen);
      if (!heard || seen.kind !== 'emitted' || seen.output.type !== 'leading') return undefined;
      if (seen.node === leader) return undefined;
      return {
        what: `${seen.node} leads in term ${numberIn(seen.output, 'term')}, and a majority had just heard from ${leader}.`,
        nodes: [leader, seen.node],
      };
    },
  });

/** While a majority hears the leader of this term, no term rises. */
export const termStays = (term: number, leader: NodeId) =>
  defineMonitor({
    listens: [...hearing, 'persisted'],
    start: nobodyYet,
    observe(state, seen) {
      const heard = isHeard(state, leader, seen);
      if (!heard || seen.kind !== 'persisted') return undefined;
      const now = numberIn(seen.durable, 'currentTerm');
      if (now <= term) return undefined;
      return {
        what: `The term of ${seen.node} rose to ${now}, and a majority had just heard from ${leader}, the leader of term ${term}.`,
        nodes: [seen.node, leader],
      };
    },
  });

/** This value was applied by these servers. */
export const appliedBy = (value: string, servers: readonly NodeId[]) =>
  defineGoal({
    listens: ['emitted'],
    start: () => ({ missing: new Set(servers) }),
    observe({ missing }, seen) {
      if (seen.kind !== 'emitted' || seen.output.type !== 'applied') return;
      if (commandText(field(seen.output, 'command')) === value) missing.delete(seen.node);
    },
    unmet({ missing }) {
      const [first] = missing;
      return first === undefined
        ? undefined
        : { what: `${first} never applied “${value}”.`, nodes: [first] };
    },
  });

/** This server has sent a message of this type. */
export const hasSent = (node: NodeId, type: string, unmet: string) =>
  defineGoal({
    listens: ['sent'],
    start: () => ({ sent: false }),
    observe(state, seen) {
      if (seen.kind === 'sent' && seen.node === node && seen.message.type === type)
        state.sent = true;
    },
    unmet: ({ sent }) => (sent ? undefined : { what: unmet, nodes: [node] }),
  });

export const anAnswer = (granted: boolean) =>
  defineSometimes({
    listens: ['sent'],
    start: () => ({}),
    observe: (_state, seen) =>
      seen.kind === 'sent' &&
      seen.message.type === 'preVote' &&
      field(seen.message, 'granted') === granted,
  });

export const aLeader = defineSometimes({
  listens: ['emitted'],
  start: () => ({}),
  observe: (_state, seen) => seen.kind === 'emitted' && seen.output.type === 'leading',
});

/** Another server than the first begins to lead. */
export const aNewLeader = defineSometimes({
  listens: ['emitted'],
  start: () => ({ leader: undefined as NodeId | undefined }),
  observe(state, seen) {
    if (seen.kind !== 'emitted' || seen.output.type !== 'leading') return false;
    state.leader ??= seen.node;
    return state.leader !== seen.node;
  },
});

/** What elections cost in a world without faults: messages of all kinds that are about votes, in all. */
export const electionMessagesAtMost = (most: number) =>
  defineMonitor({
    listens: ['sent'],
    start: () => ({ sent: 0 }),
    observe(state, seen) {
      if (seen.kind !== 'sent' || !/vote/i.test(seen.message.type)) return undefined;
      if (++state.sent <= most) return undefined;
      return {
        what: `Elections have taken more than ${most} messages, in a world without faults.`,
        nodes: [seen.node],
      };
    },
  });

/** This server has told that one that it would vote for it. */
export const hasWelcomed = (node: NodeId, other: NodeId) =>
  defineGoal({
    listens: ['sent'],
    start: () => ({ welcomed: false }),
    observe(state, seen) {
      if (seen.kind !== 'sent' || seen.node !== node || seen.peer !== other) return;
      const { message } = seen;
      if (message.type === 'preVote' && field(message, 'granted') === true) state.welcomed = true;
    },
    unmet: ({ welcomed }) =>
      welcomed
        ? undefined
        : {
            what: `${node} never said to ${other} that it would vote for it.`,
            nodes: [node, other],
          },
  });

/** Whoever was asked has answered, yes or no. For stories in which nobody crashes. */
export const everyQuestionAnswered = defineGoal({
  listens: ['received', 'sent'],
  start: () => ({ open: new Set<string>() }),
  observe({ open }, seen) {
    if (seen.kind !== 'received' && seen.kind !== 'sent') return;
    const nextTerm = numberIn(seen.message, 'nextTerm');
    const question = `${seen.node}'s answer to ${seen.peer} about term ${nextTerm}`;
    if (seen.kind === 'received' && seen.message.type === 'preVoteRequest') open.add(question);
    if (seen.kind === 'sent' && seen.message.type === 'preVote') open.delete(question);
  },
  unmet({ open }) {
    const [first] = open;
    return first === undefined ? undefined : { what: `${first} never came.` };
  },
});

/** This server has asked about this term. */
export const hasAskedAbout = (node: NodeId, term: number) =>
  defineGoal({
    listens: ['sent'],
    start: () => ({ asked: false }),
    observe(state, seen) {
      if (seen.kind !== 'sent' || seen.node !== node || seen.message.type !== 'preVoteRequest')
        return;
      if (numberIn(seen.message, 'nextTerm') === term) state.asked = true;
    },
    unmet: ({ asked }) =>
      asked ? undefined : { what: `${node} never asked about term ${term}.`, nodes: [node] },
  });
