// Wrong voters and wrong candidates.
import { mutantsOf } from '../mutant.ts';

export default mutantsOf(
  '02-quorums/one-vote',
  [
    {
      id: 'votes-for-everyone',
      wrong: 'Votes for every candidate that asks.',
      find: "{ type: state.votedFor === from ? 'yes' : 'no' }",
      replace: "{ type: 'yes' }",
      caughtBy: 'one-vote-each',
      seen: 'camunda/camunda#5356: one server voted for two candidates of the same term, and both became leaders.',
    },
    {
      id: 'votes-for-the-latest',
      wrong: 'Remembers its latest vote only, and gives a new one to whoever asks next.',
      find: 'if (state.votedFor === null) {',
      replace: 'if (state.votedFor !== from) {',
      caughtBy: 'one-vote-each',
    },
    {
      id: 'vote-runs-out',
      wrong: 'Frees its vote after a while, though nobody has told the candidate.',
      edits: [
        {
          find: '      node.persist(state);\n    }',
          replace:
            "      node.persist(state);\n      node.setTimer('free', { min: 50, max: 100 });\n    }",
        },
        {
          find: '\n} satisfies Protocol<Voter>;',
          replace:
            '\n\n  onTimer(node, state) {\n    state.votedFor = null;\n    node.persist(state);\n  },\n} satisfies Protocol<Voter>;',
        },
      ],
      caughtBy: 'one-winner',
    },
    {
      id: 'vote-not-persisted',
      wrong: 'Keeps its vote in memory, so that a crash gives it a second one.',
      find: '      node.persist(state);\n',
      replace: '',
      caughtBy: 'survives-a-crash',
      seen: 'stateIs0/lu-raft-kv#33 and mgodave/barge#5 kept votedFor in memory.',
    },
    {
      id: 'answers-before-it-writes',
      wrong:
        'Says yes first and writes afterwards: a crash between the two gives it a second vote.',
      edits: [
        { find: '      node.persist(state);\n    }\n', replace: '    }\n' },
        {
          find: "{ type: state.votedFor === from ? 'yes' : 'no' });",
          replace:
            "{ type: state.votedFor === from ? 'yes' : 'no' });\n    if (state.votedFor === from) node.persist(state);",
        },
      ],
      caughtBy: 'survives-a-crash',
      seen: 'MongoDB answered before its vote was durable: SERVER-27154, fixed in 3.2.12 and 3.4.2.',
    },
    {
      id: 'boots-without-its-disk',
      wrong: 'Writes its vote, and does not read it when it comes back.',
      find: 'durable ?? { votedFor: null }',
      replace: '({ votedFor: null })',
      caughtBy: 'survives-a-crash',
      seen: 'MongoDB: the record of the last vote was not read at startup, SERVER-27582.',
    },
    {
      id: 'writes-whoever-asks',
      wrong: 'Writes the name of each candidate that asks, also of one that it refuses.',
      edits: [
        { find: '      node.persist(state);\n    }\n', replace: '    }\n' },
        {
          find: '    node.send(from, { type: state',
          replace: '    node.persist({ votedFor: from });\n    node.send(from, { type: state',
        },
      ],
      caughtBy: 'survives-a-crash',
      seen: 'MongoDB let an older vote overwrite a newer one on disk: SERVER-27157.',
    },
    {
      id: 'knows-that-not-whom',
      wrong:
        'Remembers across a crash that it has voted, but not for whom, and refuses its own candidate.',
      find: 'durable ?? { votedFor: null }',
      replace: "({ votedFor: durable ? 'someone' : null })",
      caughtBy: 'survives-a-crash',
    },
    {
      id: 'half-is-enough',
      wrong: 'Takes half of the votes for a majority: of four voters, two candidates win.',
      find: 'votesIn(state) <= node.nodes.voter.length / 2',
      replace: 'votesIn(state) < node.nodes.voter.length / 2',
      caughtBy: 'even-split',
    },
    {
      id: 'two-will-do',
      wrong: 'Takes two votes for a majority, whatever the number of voters.',
      find: 'votesIn(state) <= node.nodes.voter.length / 2',
      replace: 'votesIn(state) < 2',
      caughtBy: 'overlap',
    },
    {
      id: 'majority-of-those-in-reach',
      wrong:
        'Counts more than half of the voters that answered: each side of a partition elects its own.',
      find: 'votesIn(state) <= node.nodes.voter.length / 2',
      replace: 'state.answers.size < 2 || votesIn(state) <= state.answers.size / 2',
      caughtBy: 'overlap',
    },
    {
      id: 'first-vote-wins',
      wrong: 'Rounds half of three down to one.',
      find: 'votesIn(state) <= node.nodes.voter.length / 2',
      replace: 'votesIn(state) < Math.floor(node.nodes.voter.length / 2)',
      caughtBy: 'quiet',
    },
    {
      id: 'elects-itself',
      wrong: 'Says that it is elected before anyone has voted.',
      find: '  onRequest(node, state) {\n',
      replace: "  onRequest(node, state) {\n    node.emit({ type: 'elected' });\n",
      caughtBy: 'quiet',
    },
    {
      id: 'needs-every-vote',
      wrong: 'Waits for all votes: one refusal, and nobody ever wins.',
      find: 'votesIn(state) <= node.nodes.voter.length / 2',
      replace: 'votesIn(state) < node.nodes.voter.length',
      caughtBy: 'overlap',
    },
    {
      id: 'counts-messages',
      wrong: 'Counts answers, not voters: one vote that arrives twice is a majority of three.',
      edits: [
        {
          find: '    state.answers.set(from, message.type);\n',
          replace:
            '    const copies = [...state.answers.keys()].filter((key) => key.startsWith(from)).length;\n    state.answers.set(copies === 0 ? from : `${from} ${copies}`, message.type);\n',
        },
      ],
      caughtBy: 'one-vote-each',
      seen: 'jgroups-extras/jgroups-raft#24: the remedy was to remember who had voted, not how many.',
    },
    {
      id: 'counts-every-round',
      wrong: 'Asks everyone again, and counts the same vote once more in each round.',
      edits: [
        {
          find: 'answers: new Map(), elected: false }),',
          replace: 'answers: new Map(), elected: false, round: 0 }),',
        },
        { find: '.filter((voter) => !state.answers.has(voter))', replace: '' },
        {
          find: "  node.setTimer('ask', askAgainMs);",
          replace: "  state.round++;\n  node.setTimer('ask', askAgainMs);",
        },
        {
          find: 'state.answers.set(from, message.type);',
          replace: 'state.answers.set(`${from} ${state.round}`, message.type);',
        },
      ],
      caughtBy: 'asks-again',
    },
    {
      id: 'keeps-the-last-answer',
      wrong: 'Keeps the latest answer only, so that there is never more than one vote.',
      find: 'state.answers.set(from, message.type);',
      replace: 'state.answers = new Map([[from, message.type]]);',
      caughtBy: 'quiet',
    },
    {
      id: 'counts-refusals',
      wrong: 'Counts every answer as a vote, a no as well.',
      find: "filter((answer) => answer === 'yes').length",
      replace: 'length',
      caughtBy: 'overlap',
    },
    {
      id: 'asks-once',
      wrong: 'Never asks again, so that a lost message loses a vote.',
      find: "  node.setTimer('ask', askAgainMs);\n",
      replace: '',
      caughtBy: 'lone-candidate',
    },
    {
      id: 'asks-twice',
      wrong: 'Asks again once, then gives up.',
      find: '  onTimer(node, state) {\n    askTheSilent(node, state);\n  },',
      replace:
        "  onTimer(node, state) {\n    askTheSilent(node, state);\n    node.cancelTimer('ask');\n  },",
      caughtBy: 'asks-again',
    },
    {
      id: 'gives-up-at-a-refusal',
      wrong: 'Stops asking after the first no, although a majority may still be free.',
      find: '    state.answers.set(from, message.type);\n',
      replace:
        "    state.answers.set(from, message.type);\n    if (message.type === 'no') node.cancelTimer('ask');\n",
      caughtBy: 'asks-again',
    },
    {
      id: 'answers-once',
      wrong: 'Does not answer a candidate again: if the yes was lost, the vote is lost.',
      find: '    node.send(from, { type: state',
      replace: '    else if (state.votedFor === from) return;\n    node.send(from, { type: state',
      caughtBy: 'asks-again',
      seen: 'ktoso/akka-raft#29: a voter that does not repeat its vote leaves a candidate waiting for a lost one.',
    },
    {
      id: 'silent-to-others',
      wrong: 'Never says no, so that the others ask for ever.',
      find: '    node.send(from, { type: state',
      replace: '    if (state.votedFor !== from) return;\n    node.send(from, { type: state',
      caughtBy: 'asks-again',
    },
    {
      id: 'asks-for-ever',
      wrong: 'Goes on asking everyone, answered or not, elected or not.',
      edits: [
        {
          find: '.filter((voter) => !state.answers.has(voter))',
          replace: '',
        },
        { find: 'if (state.elected || silent.length === 0) return;', replace: '' },
        { find: "    node.cancelTimer('ask');\n", replace: '' },
      ],
      caughtBy: 'cost',
    },
    {
      id: 'says-it-again',
      wrong: 'Says that it is elected with every vote after the majority.',
      find: 'if (state.elected || votesIn',
      replace: 'if (votesIn',
      caughtBy: 'cost',
    },
  ],
  [
    {
      id: 'always-refuse',
      source: `export { candidate } from './reference.ts';
export const voter = {
  start: () => ({}),
  onMessage(node, state, from) {
    node.send(from, { type: 'no' });
  },
};
`,
    },
    {
      id: 'decides-alone',
      source: `export { voter } from './reference.ts';
export const candidate = {
  start: () => ({}),
  onRequest(node) {
    node.emit({ type: 'elected' });
  },
};
`,
    },
    {
      id: 'never-wins',
      source: `export { voter } from './reference.ts';
export const candidate = {
  start: () => ({}),
  onRequest(node) {
    for (const voter of node.nodes.voter) node.send(voter, { type: 'ask' });
  },
};
`,
    },
  ],
);
