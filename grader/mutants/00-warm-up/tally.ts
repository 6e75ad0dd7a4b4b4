// Wrong tallies. The first is the one that a learner is given.
import { mutantsOf } from '../mutant.ts';

export default mutantsOf('00-warm-up/tally', [
  {
    id: 'counts-messages',
    wrong: 'Counts messages, not voters: one vote that arrives twice carries the motion.',
    find: 'if (!state.votes.includes(from)) state.votes.push(from);',
    replace: 'state.votes.push(from);',
    caughtBy: 'one-voter-one-vote',
  },
  {
    id: 'waits-for-all',
    wrong: 'Waits for all voters, so that one silent voter stops everything.',
    find: 'state.votes.length <= node.nodes.voter.length / 2',
    replace: 'state.votes.length < node.nodes.voter.length',
    caughtBy: 'quiet',
    seen: 'Fischer, Lynch and Paterson 1985: a protocol that waits for everyone cannot bear one crash.',
  },
  {
    id: 'first-vote-wins',
    wrong: 'Rounds half of three down to one.',
    find: 'state.votes.length <= node.nodes.voter.length / 2',
    replace: 'state.votes.length < Math.floor(node.nodes.voter.length / 2)',
    caughtBy: 'quiet',
  },
  {
    id: 'says-it-again',
    wrong: 'Says that the motion is carried with every vote after the second.',
    find: 'if (state.carried || ',
    replace: 'if (',
    caughtBy: 'said-once',
  },
  {
    id: 'acknowledges-once',
    wrong: 'Acknowledges a vote only when it is new: a lost ack leaves the voter asking for ever.',
    find: "    node.send(from, { type: 'ack' });\n    if (!state.votes.includes(from)) state.votes.push(from);",
    replace:
      "    if (state.votes.includes(from)) return;\n    node.send(from, { type: 'ack' });\n    state.votes.push(from);",
    caughtBy: 'said-once',
  },
]);
