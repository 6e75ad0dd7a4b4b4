// The checks of an election with one vote for each voter. They look at requests, messages and outputs, never at memory.
import {
  type AnyProtocol,
  type Cluster,
  fingerprint,
  named,
  type NodeId,
  type Schedule,
  type Step,
} from '../../sim/index.ts';
import { type Answer, defineSuite } from '../suite.ts';
import {
  bothGotAVote,
  crashedAfterItsVote,
  elected,
  evenSplit,
  everyAskAnswered,
  majorityBehindIt,
  messagesAtMost,
  oneVoteEach,
  oneWinner,
  saidOnce,
  sameAnswer,
  someoneElected,
} from './one-vote-promises.ts';

const electorate =
  (voters: number) =>
  (answer: Answer): Cluster => ({
    roles: {
      voter: { nodes: named('v', voters), protocol: () => answer()['voter'] as AnyProtocol },
      candidate: { nodes: named('c', 2), protocol: () => answer()['candidate'] as AnyProtocol },
    },
  });

const campaign = { type: 'campaign' };
const campaigns = (...candidates: NodeId[]) =>
  candidates.map((node) => ({ node, request: campaign }));

/** The ask or answer arrives; if it has arrived before, an old copy of it arrives now. */
const arrives = (from: NodeId, type: string, to: NodeId) =>
  ({ do: 'deliver', from, to, type, content: fingerprint({ type }) }) satisfies Step;
const stands = (node: NodeId): Step => ({ do: 'request', node, request: campaign });
const asksAgain = (node: NodeId): Step => ({ do: 'timer', node, timer: 'ask' });
const parted = (...groups: NodeId[][]): Step => ({ do: 'partition', groups });
const reboot = (node: NodeId): Schedule => [
  { do: 'crash', node },
  { do: 'restart', node },
];
/** All that is under way between these nodes (between all, where none is named) arrives, and what comes of it. */
const settled = (...among: NodeId[]): Step => ({
  do: 'settle',
  ...(among.length > 0 ? { among } : {}),
});
const heal: Step = { do: 'heal' };

export default defineSuite({
  exercise: '02-quorums/one-vote',
  title: 'One vote for each voter',
  exports: { voter: 'protocol', candidate: 'protocol' },
  hints: [
    'What does a voter owe to the candidate that it said yes to?',
    'Follow one voter through the story: whom did it answer, what was on its disk, what did it know afterwards?',
    'A voter has one vote for ever, whatever it forgets; a candidate needs the votes of more than half of all voters.',
    'Voter: on the first ask, remember the candidate, persist, then answer; to every ask, yes for that candidate and no for others. Candidate: keep one answer for each voter, ask the silent ones by timer, emit once when more than half of all voters said yes.',
  ],
  checks: [
    {
      id: 'quiet',
      title: 'A lone candidate wins in a quiet network',
      kind: 'simulation',
      opens: true,
      points: 2,
      chapter: '02-quorums/one-vote#the-brief',
      cluster: electorate(3),
      runs: 5,
      plan: () => ({
        requests: campaigns('c1'),
        healAtMs: 100,
        endAtMs: 1_000,
        faults: [],
      }),
      always: { 'A winner has a majority of all voters': majorityBehindIt },
      sometimes: { 'a candidate was elected': someoneElected },
      finally: { 'A lone candidate is elected': elected('c1') },
    },
    {
      id: 'one-vote-each',
      title: 'One vote each, and a majority behind a winner, in every order',
      kind: 'exploration',
      safety: true,
      points: 4,
      chapter: '02-quorums/one-vote#one-vote-for-ever',
      cluster: electorate(3),
      space: {
        requests: { c1: [campaign], c2: [campaign] },
        crashes: { total: 1, roles: ['voter'] },
        network: 'set',
      },
      statesMax: 300_000,
      always: {
        'A voter says yes to one candidate': oneVoteEach,
        'A winner has a majority of all voters': majorityBehindIt,
      },
      sometimes: {
        'a candidate was elected': someoneElected,
        'both candidates got a vote': bothGotAVote,
        'a voter crashed after it had voted': crashedAfterItsVote,
      },
    },
    {
      id: 'survives-a-crash',
      title: 'A vote survives a crash',
      kind: 'scenario',
      safety: true,
      points: 3,
      chapter: '02-quorums/one-vote#write-before-you-answer',
      cluster: electorate(3),
      stories: {
        'the voter crashes, and its own candidate asks again': [
          stands('c1'),
          arrives('c1', 'ask', 'v1'),
          ...reboot('v1'),
          arrives('c1', 'ask', 'v1'),
        ],
        'the voter crashes after its answer': [
          stands('c1'),
          stands('c2'),
          arrives('c1', 'ask', 'v1'),
          ...reboot('v1'),
          arrives('c2', 'ask', 'v1'),
        ],
        'the voter crashes between its two effects': [
          stands('c1'),
          stands('c2'),
          { ...arrives('c1', 'ask', 'v1'), cut: 1 },
          { do: 'restart', node: 'v1' },
          arrives('c2', 'ask', 'v1'),
        ],
        'the voter crashes after it refused another candidate': [
          stands('c1'),
          stands('c2'),
          arrives('c1', 'ask', 'v1'),
          arrives('c2', 'ask', 'v1'),
          ...reboot('v1'),
          arrives('c2', 'ask', 'v1'),
        ],
      },
      always: {
        'A voter says yes to one candidate': oneVoteEach,
        'A voter gives a candidate the same answer again': sameAnswer,
      },
      sometimes: { 'a voter crashed after it had voted': crashedAfterItsVote },
      hints: [
        'What does the voter know when it is back?',
        'Look at the crash: what was on the disk then, and what had already been said?',
        'What is said cannot be taken back, so it must be on disk before it is said.',
        'Call `persist` with the name of the candidate before `send`; begin `start` from `durable`.',
      ],
    },
    {
      id: 'even-split',
      title: 'An even split elects nobody',
      kind: 'scenario',
      safety: true,
      points: 2,
      chapter: '02-quorums/one-vote#nobody-wins',
      cluster: electorate(4),
      stories: {
        'four voters, two for each candidate': [
          parted(['c1', 'v1', 'v2'], ['c2', 'v3', 'v4']),
          stands('c1'),
          stands('c2'),
          settled(),
          heal,
          asksAgain('c1'),
          asksAgain('c2'),
          settled(),
        ],
      },
      always: { 'A winner has a majority of all voters': majorityBehindIt },
      sometimes: { 'the vote was split evenly': evenSplit },
      hints: [
        'How many votes of four are more than half?',
        'Count the votes of the winner in the story, and those that are left for the other candidate.',
        'Two groups share a voter only if together they are more than all voters: half and half is not.',
        'The number of yes must exceed half of `node.nodes.voter.length`; being equal to it is not enough.',
      ],
    },
    {
      id: 'overlap',
      title: 'Two majorities share a voter, and it has one vote',
      kind: 'scenario',
      safety: true,
      points: 2,
      chapter: '02-quorums/one-vote#a-majority-of-all',
      cluster: electorate(5),
      stories: {
        'c2 reaches v3 late': [
          stands('c1'),
          stands('c2'),
          settled('c1', 'v1', 'v2', 'v3'),
          settled('c2', 'v4', 'v5'),
          settled('c2', 'v3'),
        ],
        'c2 reaches v3 late, when it has crashed and is back': [
          stands('c1'),
          stands('c2'),
          settled('c2', 'v4', 'v5'),
          settled('c1', 'v1', 'v2', 'v3'),
          ...reboot('v3'),
          settled('c2', 'v3'),
        ],
        'the partition moves, and v3 is on the other side': [
          parted(['c1', 'v1', 'v2', 'v3'], ['c2', 'v4', 'v5']),
          stands('c1'),
          stands('c2'),
          settled(),
          parted(['c1', 'v1', 'v2'], ['c2', 'v3', 'v4', 'v5']),
          asksAgain('c2'),
          settled(),
        ],
      },
      always: { 'At most one candidate wins': oneWinner },
      sometimes: { 'both candidates got a vote': bothGotAVote },
      finally: { 'The candidate with three votes of five is elected': elected('c1') },
      hints: [
        'How many voters are there in all, and how many votes does each candidate have?',
        'Look at the voter that is on both sides of the story, one after the other.',
        'More than half of all voters, whether they answer or not: then two winners need a voter that voted twice.',
        'Compare the number of yes with `node.nodes.voter.length / 2`.',
      ],
    },
    {
      id: 'one-winner',
      title: 'At most one candidate wins, whatever goes wrong',
      kind: 'simulation',
      safety: true,
      points: 2,
      chapter: '02-quorums/one-vote#count-voters-not-messages',
      cluster: electorate(5),
      runs: 60,
      plan: () => ({
        requests: campaigns('c1', 'c2'),
        healAtMs: 1_000,
        endAtMs: 1_600,
        faults: [
          'loss',
          'duplicate',
          'straggle',
          'partition',
          'one-way',
          'clog',
          'pause',
          'crash',
          'crash at write',
          'crash between effects',
        ],
      }),
      always: { 'At most one candidate wins': oneWinner },
      sometimes: {
        'a candidate was elected': someoneElected,
        'both candidates got a vote': bothGotAVote,
        'a voter crashed after it had voted': crashedAfterItsVote,
      },
    },
    {
      id: 'asks-again',
      title: 'Lost messages and a refusal do not end a campaign',
      kind: 'scenario',
      points: 1,
      chapter: '02-quorums/one-vote#ask-again',
      cluster: electorate(3),
      stories: {
        'one voter of three can be reached for a long time': [
          parted(['c1', 'v1'], ['c2', 'v2', 'v3']),
          stands('c1'),
          settled(),
          asksAgain('c1'),
          settled(),
          heal,
          asksAgain('c1'),
          settled(),
        ],
        'all answers are lost': [
          stands('c1'),
          arrives('c1', 'ask', 'v1'),
          arrives('c1', 'ask', 'v2'),
          arrives('c1', 'ask', 'v3'),
          parted(['c1'], ['v1', 'v2', 'v3']),
          heal,
          asksAgain('c1'),
          settled(),
        ],
        'one voter has voted for a candidate that is gone': [
          stands('c2'),
          arrives('c2', 'ask', 'v1'),
          { do: 'crash', node: 'c2' },
          parted(['c1', 'v1'], ['v2', 'v3']),
          stands('c1'),
          settled(),
          heal,
          asksAgain('c1'),
          settled(),
        ],
      },
      always: { 'A winner has a majority of all voters': majorityBehindIt },
      sometimes: { 'a candidate was elected': someoneElected },
      finally: {
        'Every ask is answered': everyAskAnswered,
        'The candidate is elected': elected('c1'),
      },
      hints: [
        'Who has not answered when the timer runs out?',
        'Look at what the voter does with a question that it has answered before, and at what the candidate does after a no.',
        'Any message may be lost: whoever has no answer asks again, and whoever is asked again answers again.',
        'On the timer, ask every voter whose answer you do not have, and set the timer again unless you are elected or all have answered.',
      ],
    },
    {
      id: 'lone-candidate',
      title: 'A lone candidate wins within a second after all faults',
      kind: 'simulation',
      points: 2,
      chapter: '02-quorums/one-vote#ask-again',
      cluster: electorate(3),
      runs: 40,
      plan: () => ({
        requests: campaigns('c1'),
        healAtMs: 800,
        endAtMs: 1_800,
        faults: [
          'loss',
          'duplicate',
          'straggle',
          'partition',
          'one-way',
          'clog',
          'crash',
          'crash at write',
          'crash between effects',
        ],
        // A candidate that crashes has forgotten its campaign.
        victims: named('v', 3),
      }),
      always: { 'A winner has a majority of all voters': majorityBehindIt },
      sometimes: {
        'a candidate was elected': someoneElected,
        'a voter crashed after it had voted': crashedAfterItsVote,
      },
      live: {
        operations: {
          asked: ({ type }) => (type === 'campaign' ? type : undefined),
          answered: ({ type }) => (type === 'elected' ? 'campaign' : undefined),
        },
        withinMs: 1_000,
        title: 'A lone candidate wins within a second after all faults',
      },
    },
    {
      id: 'cost',
      title: 'An election is short: nobody is asked for ever, and it is won once',
      kind: 'budget',
      points: 2,
      chapter: '02-quorums/one-vote#ask-again',
      cluster: electorate(3),
      runs: 10,
      plan: () => ({
        requests: campaigns('c1', 'c2'),
        healAtMs: 500,
        endAtMs: 2_000,
        faults: [],
      }),
      always: {
        'A candidate says once that it was elected': saidOnce,
        // Two candidates, three voters, one ask and one answer: 12. Half as many again is room enough.
        'At most three messages for each candidate and voter': messagesAtMost(18),
      },
      sometimes: { 'a candidate was elected': someoneElected },
      costs: {},
      hints: [
        'When has the candidate nothing left to ask?',
        'Look at who is asked late in the story, and what that voter had answered before.',
        'A voter that has answered need not be asked again, and a winner need not ask anyone. Every ask gets an answer.',
        'Keep one answer for each voter, yes or no. Set the timer only while some answer is missing; emit only when you were not elected yet.',
      ],
    },
  ],
});
