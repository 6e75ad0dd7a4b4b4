// Hints for the checks of the election, in four tiers each: a question, where to look, the rule, an outline.
import type { Hints } from '../suite.ts';

export const oneVote: Hints = [
  'To whom has this server given its vote in this term, and to whom does it give it now?',
  'Look at the condition under which you grant, and at every place where `votedFor` changes.',
  'A vote is used up until the term rises: by the first candidate that asked, or by the server itself when it stood.',
  'Grant only if `votedFor` is null or the one who asks. Set it to `node.id` in campaign, to null in onHigherTerm, and nowhere else to null.',
];

export const nextElection: Hints = [
  'Whose timer is running when this election is over and nobody has won it?',
  'Look at where the timer `election` is set: after a boot, and when a server stands.',
  'A server that does not lead always has a timer running. When it fires, the next term begins.',
  'Set the timer in start, whatever the disk says, and in campaign, before you ask.',
];

export const disk: Hints = [
  'What does the server know when it is back, and what had it said before?',
  'Look at the order of `persist` and `send` in each handler that changes the term or the vote.',
  'What is said cannot be taken back, so it must be on disk before it is said: a vote for another, a vote for oneself, and a term.',
  'Persist in campaign before the requests, in onHigherTerm always, in onRequestVote before the answer if you grant. `server.disk` is what the disk held at boot: leave it as it is in start.',
];

export const majority: Hints = [
  'Which servers stand behind this leader, and how many are there in all?',
  'Look at what you add to your count, when you empty it, and what you compare it with.',
  'Count servers, not messages; those that granted; in this term; and more than half of all that have a vote.',
  'Begin each campaign with a set that holds your own name. On a granted vote of your term, while you are a candidate, add the sender. Lead when `hasQuorum` says so.',
];

export const terms: Hints = [
  'Which terms has this server heard of, and which does it speak of now?',
  'Look at onHigherTerm: does it do the same for a leader as for a follower? And at how you treat a request of an old term.',
  'A higher term makes a follower of everyone, with a vote to give. A lower term is of the past: it gets a refusal.',
  'onHigherTerm: role follower, no leader, the new term, no vote, persist. onRequestVote: refuse unless the terms are equal.',
];

export const upToDate: Hints = [
  'What does the voter in this story hold that the candidate does not?',
  'Compare where the two logs end: the term of the last entry, and its index.',
  'The later last term wins; where the last terms are equal, the longer log. Equal is good enough.',
  'Use `lastTerm(disk)` and `lastIndex(disk)` on both sides: in the request of a candidate, and where a voter compares. If the terms differ, they alone decide.',
];

export const compacted: Hints = [
  'How many entries has this server ever had, and how many are in its log now?',
  'Look for `disk.log` in your code. What does it not hold any more?',
  'A snapshot stands for the first entries. Indexes go on counting, as if nothing had been taken away.',
  'Replace what you compute from `disk.log` by `lastIndex(disk)` and `lastTerm(disk)`.',
];

export const alone: Hints = [
  'Whose votes does a server need that has no peers?',
  'Look at when you count: only when a vote comes?',
  'Your own vote is a vote. Where it is a majority, the election is over at once.',
  'Compare your count with the majority at the end of campaign, too.',
];

export const random: Hints = [
  'When does each of these servers stand, and why at the same moment again?',
  'Look at the range that you give to `setTimer`.',
  'Each wait is drawn anew, from a range that is wide compared to the time of an election.',
  '`node.setTimer("election", server.settings.electionTimeoutMs)`, as it is, each time.',
];

export const stubborn: Hints = [
  'How long have n1 and n2 been waiting, and for whom?',
  'Look at where you set the timer when a request for a vote comes.',
  'Only a candidate that got the vote is worth waiting for.',
  'Set the timer in onRequestVote if you grant. If you refuse, leave it as it is.',
];

export const leftAlone: Hints = [
  'What did the server that stands know of the leader, and since when?',
  'Look at what becomes of the timer, and of a candidate, in onLeader and after a vote.',
  'Whoever hears from the leader of its term follows it and waits anew; so does who has just voted.',
  'onLeader: role follower, remember the leader, set the timer, whatever the server was. onRequestVote: set it if you grant.',
];

export const progress: Hints = [
  'Which servers could be elected at the end of this story, and do they stand?',
  'Look for a server that does not lead and has no timer running, or one whose timer is put off for ever.',
  'A timer is set at boot, by a campaign, by a vote that is given, and by a leader that is heard. Nothing else touches it.',
  'Go through your six handlers: which of them ends with a server that is no leader and has no timer?',
];

export const cost: Hints = [
  'How often is each peer asked in one term?',
  'Look at whom you send requests to, and at how many answers one request gets.',
  'One request to each peer in a campaign, one answer to each request. If they are lost, the next term asks again.',
  'Loop over `peersOf(server.configuration, node.id)` once; answer the one who asks, nobody else.',
];
