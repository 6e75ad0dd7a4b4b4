// Wrong elections.
import { mutantsOf } from '../mutant.ts';

export default mutantsOf('03-raft/election', [
  {
    id: 'votes-twice',
    wrong: 'Votes for every candidate of its term that asks.',
    find: '(disk.votedFor === null || disk.votedFor === from) &&\n      ',
    replace: '',
    caughtBy: 'one-vote',
  },
  {
    id: 'own-vote-left-free',
    wrong: 'A candidate counts its own vote, and gives it to the next who asks as well.',
    find: 'disk.votedFor = node.id;',
    replace: 'disk.votedFor = null;',
    caughtBy: 'one-vote',
  },
  {
    id: 'vote-freed-by-the-leader',
    wrong:
      'Takes its vote for used up once there is a leader, and gives a new one in the same term.',
    find: "server.role = 'follower';\n    server.leader = leader;",
    replace:
      "server.role = 'follower';\n    server.leader = leader;\n    server.disk.votedFor = null;",
    caughtBy: 'one-vote',
    seen: 'camunda/camunda#5356: the vote was reset whenever the leader changed, and one server voted twice (fixed by #5368).',
  },
  {
    id: 'vote-not-persisted',
    wrong: 'Keeps its vote in memory, so that a crash gives it a second one.',
    find: '      node.persist(disk);\n      // Only now',
    replace: '      // Only now',
    caughtBy: 'disk',
  },
  {
    id: 'answers-before-it-writes',
    wrong: 'Answers first and writes afterwards: a crash between the two gives it a second vote.',
    edits: [
      { find: '      node.persist(disk);\n      // Only now', replace: '      // Only now' },
      {
        find: 'term: disk.currentTerm, granted });',
        replace: 'term: disk.currentTerm, granted });\n    if (granted) node.persist(disk);',
      },
    ],
    caughtBy: 'disk',
  },
  {
    id: 'term-not-persisted',
    wrong: 'Keeps a term that it has heard of in memory.',
    find: 'disk.votedFor = null;\n    node.persist(disk);',
    replace: 'disk.votedFor = null;',
    caughtBy: 'disk',
  },
  {
    id: 'own-vote-not-persisted',
    wrong: 'Asks for votes before its own is on disk.',
    find: '    node.persist(disk);\n    // Drawn anew',
    replace: '    // Drawn anew',
    caughtBy: 'disk',
  },
  {
    id: 'counts-votes-not-voters',
    wrong: 'Counts votes: one that comes twice counts twice.',
    edits: [
      { find: '  votes: Set<NodeId>;', replace: '  votes: NodeId[];' },
      { find: 'return { votes: new Set() };', replace: 'return { votes: [] };' },
      { find: 'own.votes = new Set([node.id]);', replace: 'own.votes = [node.id];' },
      { find: 'own.votes.add(from);', replace: 'own.votes.push(from);' },
      {
        find: 'hasQuorum(server.configuration, votes)',
        replace: 'votes.length > server.configuration.voters.length / 2',
      },
    ],
    caughtBy: 'majority',
  },
  {
    id: 'counts-old-votes',
    wrong: 'Counts votes that were given to it in an earlier term.',
    find: "server.role !== 'candidate' || term !== server.disk.currentTerm || !granted",
    replace: "server.role !== 'candidate' || !granted || term > server.disk.currentTerm",
    caughtBy: 'majority',
  },
  {
    id: 'counts-refusals',
    wrong: 'Counts everyone that answers.',
    find: ' || !granted) return;',
    replace: ' || (!granted && term < 0)) return;',
    caughtBy: 'majority',
  },
  {
    id: 'majority-of-those-in-reach',
    wrong: 'Leads when more than half of those that answered have voted for it.',
    edits: [
      { find: '  votes: Set<NodeId>;', replace: '  votes: Set<NodeId>;\n  answers: Set<NodeId>;' },
      {
        find: 'return { votes: new Set() };',
        replace: 'return { votes: new Set(), answers: new Set() };',
      },
      {
        find: 'own.votes = new Set([node.id]);',
        replace: 'own.votes = new Set([node.id]);\n    own.answers = new Set([node.id]);',
      },
      {
        find: ' || !granted) return;\n    own.votes.add(from);',
        replace: ') return;\n    own.answers.add(from);\n    if (granted) own.votes.add(from);',
      },
      {
        find: '{ votes }: Campaign',
        replace: '{ votes, answers }: Campaign',
      },
      {
        find: 'hasQuorum(server.configuration, votes)',
        replace: 'answers.size > 1 && votes.size > answers.size / 2',
      },
    ],
    caughtBy: 'majority',
  },
  {
    id: 'half-is-enough',
    wrong: 'Takes half of the votes for a majority.',
    find: 'hasQuorum(server.configuration, votes)',
    replace: 'votes.size >= server.configuration.voters.length / 2',
    caughtBy: 'even',
  },
  {
    id: 'leader-ignores-higher-terms',
    wrong: 'A leader does not look at the terms of the answers that it gets, and goes on leading.',
    find: '  onHigherTerm(node, server, _own, term) {\n    const { disk } = server;',
    replace:
      "  onHigherTerm(node, server, _own, term) {\n    const { disk } = server;\n    if (server.role === 'leader') return;",
    caughtBy: 'terms',
  },
  {
    id: 'leads-on-in-the-higher-term',
    wrong:
      'Takes a higher term over and remains what it was: a leader leads on, in a term that it did not win.',
    find: "    server.role = 'follower';\n    server.leader = null;\n    disk.currentTerm = term;",
    replace: '    disk.currentTerm = term;',
    caughtBy: 'quiet',
  },
  {
    id: 'votes-in-old-terms',
    wrong: 'Gives its vote to a candidate of an old term that asks late.',
    find: 'message.term === disk.currentTerm &&\n      ',
    replace: '',
    caughtBy: 'terms',
  },
  {
    id: 'keeps-its-vote',
    wrong: 'Takes a higher term over and keeps its vote: a new term has no votes to give.',
    find: '    disk.votedFor = null;\n',
    replace: '',
    caughtBy: 'quiet',
  },
  {
    id: 'no-up-to-date-check',
    wrong: 'Votes for whoever asks first, whatever its log holds.',
    find: ' &&\n      isUpToDate(message, disk);',
    replace: ';',
    caughtBy: 'up-to-date',
  },
  {
    id: 'compares-lengths-only',
    wrong: 'Compares the lengths of the logs, not their last terms.',
    find: '  if (lastLogTerm !== lastTerm(disk)) return lastLogTerm > lastTerm(disk);\n',
    replace: '',
    caughtBy: 'up-to-date',
  },
  {
    id: 'compares-terms-only',
    wrong: 'Compares the last terms, and where they are equal, not the lengths.',
    find: 'return lastLogIndex >= lastIndex(disk);',
    replace: 'return true;',
    caughtBy: 'up-to-date',
  },
  {
    id: 'claims-its-own-term',
    wrong: 'Says that its log ends in the term that it stands in, which makes every log look new.',
    find: 'lastLogTerm: lastTerm(disk),',
    replace: 'lastLogTerm: disk.currentTerm,',
    caughtBy: 'quiet',
  },
  {
    id: 'forgets-the-snapshot',
    wrong:
      'Takes the number of entries in the log for the index of the last, as if nothing had been compacted.',
    find: 'return lastLogIndex >= lastIndex(disk);',
    replace: 'return lastLogIndex >= disk.log.length;',
    caughtBy: 'compacted',
  },
  {
    id: 'waits-for-an-answer',
    wrong: 'Looks at its count only when a vote comes, so that a lone server never leads.',
    find: '    leadIfElected(server, own);\n  },\n  // #endregion campaign',
    replace: '  },\n  // #endregion campaign',
    caughtBy: 'alone',
  },
  {
    id: 'candidate-insists',
    wrong: 'A candidate does not yield to the leader of its own term, and stands again.',
    find: '  onLeader(node, server, _own, leader) {\n',
    replace:
      "  onLeader(node, server, _own, leader) {\n    if (server.role === 'candidate') return;\n",
    caughtBy: 'left-alone',
  },
  {
    id: 'campaigns-once',
    wrong: 'A candidate sets no timer: when the votes are split, it waits for ever.',
    find: '    waitForLeader(node, server);\n    for (const peer',
    replace: '    for (const peer',
    caughtBy: 'next',
  },
  {
    id: 'vote-forgotten-at-boot',
    wrong: 'Boots with a free vote, as if every boot began a new term.',
    find: '    waitForLeader(node, server);\n    return { votes: new Set() };',
    replace:
      '    server.disk.votedFor = null;\n    waitForLeader(node, server);\n    return { votes: new Set() };',
    caughtBy: 'interleavings',
    seen: 'MongoDB: the record of the last vote was not read at startup, SERVER-27582.',
  },
  {
    id: 'old-leader-keeps-it-in-mind',
    wrong: 'A leader that steps down does not write the term that ended its own.',
    edits: [
      {
        find: "    const { disk } = server;\n    server.role = 'follower';\n    server.leader = null;",
        replace:
          "    const { disk } = server;\n    const led = server.role === 'leader';\n    server.role = 'follower';\n    server.leader = null;",
      },
      {
        find: 'disk.votedFor = null;\n    node.persist(disk);',
        replace: 'disk.votedFor = null;\n    if (!led) node.persist(disk);',
      },
    ],
    caughtBy: 'worlds',
  },
  {
    id: 'fixed-timeout',
    wrong:
      'Waits for the same time always, as all others do: they stand together, again and again.',
    find: "node.setTimer('election', settings.electionTimeoutMs);",
    replace:
      "const { min } = settings.electionTimeoutMs;\n  node.setTimer('election', { min, max: min });",
    caughtBy: 'random',
  },
  {
    id: 'refusal-resets-the-timer',
    wrong: 'Waits anew with every request for its vote, also with those that it refuses.',
    edits: [
      {
        find: '      // Only now: a candidate that nobody can vote for must not keep others from standing.\n      waitForLeader(node, server);\n',
        replace: '',
      },
      {
        find: "    node.send(from, { type: 'vote'",
        replace: "    waitForLeader(node, server);\n    node.send(from, { type: 'vote'",
      },
    ],
    caughtBy: 'stubborn',
    seen: "The Students' Guide to Raft warns of it, from the answers of a university course.",
  },
  {
    id: 'asks-twice',
    wrong: 'Sends every request twice, in case that one is lost.',
    find: '    for (const peer of peersOf(server.configuration, node.id)) {',
    replace:
      '    const peers = peersOf(server.configuration, node.id);\n    for (const peer of [...peers, ...peers]) {',
    caughtBy: 'cost',
  },
  {
    id: 'no-timer-after-a-crash',
    wrong: 'Waits for a leader at its first boot only. Who comes back after a crash never stands.',
    find: '    waitForLeader(node, server);\n    return { votes: new Set() };',
    replace:
      '    if (server.disk.currentTerm === 0) waitForLeader(node, server);\n    return { votes: new Set() };',
    caughtBy: 'progress',
  },
  {
    id: 'higher-term-stops-the-timer',
    wrong: 'Waits for the leader of a higher term without an end: perhaps that term has none.',
    find: "    server.role = 'follower';\n    server.leader = null;\n    disk.currentTerm = term;",
    replace:
      "    node.cancelTimer('election');\n    server.role = 'follower';\n    server.leader = null;\n    disk.currentTerm = term;",
    caughtBy: 'stubborn',
  },
  {
    id: 'votes-and-stands-at-once',
    wrong:
      'Gives its vote and does not wait for what comes of it: its own time is up before the winner is heard.',
    find: '      // Only now: a candidate that nobody can vote for must not keep others from standing.\n      waitForLeader(node, server);\n',
    replace: '',
    caughtBy: 'left-alone',
  },
]);
