// The checks of the warm-up: a tally of three votes. The voters are given, and say yes until they hear an acknowledgement.
import {
  type AnyProtocol,
  type Cluster,
  defineGoal,
  defineMonitor,
  defineSometimes,
  named,
  type Node,
  type NodeId,
  type Protocol,
} from '../../sim/index.ts';
import { type Answer, defineSuite } from '../suite.ts';

interface Voter {
  state: { acknowledged: boolean };
  receives: { readonly type: 'ack' };
  sends: { readonly type: 'yes' };
  requests: { readonly type: 'vote' };
  timers: 'again';
  roles: 'counter' | 'voter';
}

const voter: Protocol<Voter> = {
  start: () => ({ acknowledged: false }),
  onRequest: sayYes,
  onTimer: sayYes,
  onMessage(node, state) {
    state.acknowledged = true;
    node.cancelTimer('again');
  },
};

function sayYes(node: Node<Voter>, state: Voter['state']) {
  if (state.acknowledged) return;
  node.send(node.nodes.counter[0]!, { type: 'yes' });
  node.setTimer('again', { min: 60, max: 90 });
}

const cluster = (answer: Answer): Cluster => ({
  roles: {
    counter: { nodes: ['counter'], protocol: () => answer()['counter'] as AnyProtocol },
    voter: { nodes: named('n', 3), protocol: () => voter },
  },
});

const votes = (...voters: NodeId[]) => voters.map((node) => ({ node, request: { type: 'vote' } }));

/** Voters whose yes has reached the counter, each once. */
const noneHeard = () => ({ heard: [] as NodeId[] });

const carriedByMajority = defineMonitor({
  listens: ['received', 'emitted'],
  start: ({ roles }) => ({ ...noneHeard(), voters: roles['voter']!.nodes.length }),
  observe(state, seen) {
    if (seen.kind === 'received' && seen.message.type === 'yes') {
      state.heard = [...new Set([...state.heard, seen.peer])].toSorted();
    }
    if (seen.kind !== 'emitted' || state.heard.length > state.voters / 2) return undefined;
    return {
      what: `The motion was carried by ${state.heard.join(' and ') || 'nobody'}: ${state.heard.length} of ${state.voters} voters.`,
      nodes: [seen.node],
    };
  },
});

const carriedOnce = defineMonitor({
  listens: ['emitted'],
  start: () => ({ carried: 0 }),
  observe(state, seen) {
    state.carried++;
    if (state.carried === 1) return undefined;
    return { what: 'The counter said twice that the motion is carried.', nodes: [seen.node] };
  },
});

const carried = defineGoal({
  listens: ['emitted'],
  start: () => ({ carried: false }),
  observe(state, seen) {
    if (seen.kind === 'emitted') state.carried = true;
  },
  unmet: (state) =>
    state.carried
      ? undefined
      : { what: 'Two of three voters said yes, and nothing was carried.', nodes: ['counter'] },
});

const everyVoterAcknowledged = defineGoal({
  listens: ['sent', 'received'],
  start: () => ({ waiting: [] as NodeId[] }),
  observe(state, seen) {
    if (seen.kind === 'sent' && seen.message.type === 'yes') state.waiting.push(seen.node);
    if (seen.kind === 'received' && seen.message.type === 'ack') {
      state.waiting = state.waiting.filter((waiting) => waiting !== seen.node);
    }
  },
  unmet({ waiting: [waiting] }) {
    if (!waiting) return undefined;
    return {
      what: `${waiting} says yes again and again, and hears no ack.`,
      nodes: ['counter', waiting],
    };
  },
});

const motionCarried = defineSometimes({
  listens: ['emitted'],
  start: () => ({}),
  observe: () => true,
});

const voteCameTwice = defineSometimes({
  listens: ['received'],
  start: noneHeard,
  observe(state, seen) {
    if (seen.kind !== 'received' || seen.message.type !== 'yes') return false;
    if (state.heard.includes(seen.peer)) return true;
    state.heard = [...state.heard, seen.peer];
    return false;
  },
});

export default defineSuite({
  exercise: '00-warm-up/tally',
  title: 'The first wrong line',
  exports: { counter: 'protocol' },
  startsWrong: true,
  hints: [
    'Who has voted, when the counter says that the motion is carried?',
    'Look at what `votes` holds after the second message, and at the line that puts it there.',
    'A message may arrive more than once. Count voters, not messages.',
    'Before you push `from`, see whether it is in the list already.',
  ],
  checks: [
    {
      id: 'quiet',
      title: 'In a quiet network, two votes of three carry the motion',
      kind: 'simulation',
      opens: true,
      points: 0,
      chapter: '00-warm-up/tally#what-it-should-do',
      cluster,
      runs: 5,
      plan: () => ({
        requests: votes('n1', 'n3'),
        healAtMs: 100,
        endAtMs: 400,
        faults: [],
      }),
      always: { 'A majority of voters carries the motion': carriedByMajority },
      sometimes: { 'the motion was carried': motionCarried },
      finally: { 'Two votes of three carry the motion': carried },
    },
    {
      id: 'one-voter-one-vote',
      title: 'A voter counts once, however often its vote arrives',
      kind: 'simulation',
      safety: true,
      points: 4,
      chapter: '00-warm-up/tally#what-goes-wrong',
      cluster,
      runs: 60,
      // Until the network is whole again, one voter alone has voted.
      plan: () => ({
        requests: votes('n2'),
        afterHeal: votes('n1'),
        healAtMs: 400,
        endAtMs: 900,
        faults: ['loss', 'duplicate', 'straggle', 'one-way', 'partition'],
      }),
      always: { 'A majority of voters carries the motion': carriedByMajority },
      sometimes: { 'a vote came twice': voteCameTwice, 'the motion was carried': motionCarried },
    },
    {
      id: 'said-once',
      title: 'It is carried once, and every voter hears an ack',
      kind: 'simulation',
      points: 1,
      chapter: '00-warm-up/tally#what-it-should-do',
      cluster,
      runs: 60,
      plan: () => ({
        requests: votes('n1', 'n2', 'n3'),
        healAtMs: 400,
        endAtMs: 900,
        faults: ['loss', 'duplicate', 'straggle', 'one-way', 'partition'],
      }),
      always: {
        'A majority of voters carries the motion': carriedByMajority,
        'The motion is carried once': carriedOnce,
      },
      sometimes: { 'a vote came twice': voteCameTwice, 'the motion was carried': motionCarried },
      finally: {
        'Every voter hears an ack': everyVoterAcknowledged,
      },
    },
  ],
});
