// Wrong changes of the members.
import { mutantsOf } from '../mutant.ts';

export default mutantsOf('03-raft/membership', [
  {
    id: 'several-pending',
    wrong: 'Begins a change while the one before it is not committed.',
    find: 'lastChange(disk) <= commitIndex && ',
    replace: 'lastChange(disk) <= lastIndex(disk) && ',
    caughtBy: 'one-change',
  },
  {
    id: 'promotes-while-pending',
    wrong: 'Waits its turn with a change that is asked for, and gives a vote at any time.',
    find: 'if (ready === undefined || !mayChange(server)) return;',
    replace: 'if (ready === undefined) return;',
    caughtBy: 'one-change',
  },
  {
    id: 'before-its-own-term',
    wrong:
      'A new leader changes the members before it has committed an entry of its own term: the mistake in the first version of the algorithm.',
    edits: [
      {
        find: ' && termAt(disk, commitIndex) === disk.currentTerm;',
        replace: ';',
      },
      { find: '  type Server,\n  termAt,\n', replace: '  type Server,\n' },
    ],
    caughtBy: 'own-term',
    seen: 'Ongaro on raft-dev, July 2015; atomix/copycat#23, AxonIQ/axon-server-se#120.',
  },
  {
    id: 'own-entry-not-committed',
    wrong: 'Takes it for enough that the first entry of its term is in its log.',
    find: 'termAt(disk, commitIndex) === disk.currentTerm;',
    replace: 'termAt(disk, lastIndex(disk)) === disk.currentTerm;',
    caughtBy: 'own-term',
  },
  {
    id: 'promotes-all-at-once',
    wrong: 'Gives a vote to all learners that have caught up, in one step.',
    edits: [
      { find: 'const ready = learners.find(', replace: 'const ready = learners.filter(' },
      {
        find: 'if (ready === undefined || !mayChange(server)) return;',
        replace: 'if (ready.length === 0 || !mayChange(server)) return;',
      },
      {
        find: '{ voters: [...voters, ready], learners: without(learners, ready) }',
        replace:
          '{ voters: [...voters, ...ready], learners: learners.filter((id) => !ready.includes(id)) }',
      },
    ],
    caughtBy: 'one-vote',
  },
  {
    id: 'counts-when-applied',
    wrong: 'Uses a configuration only when its entry has been applied.',
    edits: [
      {
        find: 'inForce: ({ disk }) => configurationAt(disk, lastIndex(disk)),',
        replace: 'inForce: ({ disk, lastApplied }) => configurationAt(disk, lastApplied),',
      },
      {
        find: "    if (command.type !== 'configuration' || index !== lastChange(server.disk)) return;",
        replace:
          "    if (command.type === 'configuration') server.configuration = command.configuration;\n    if (command.type !== 'configuration' || index !== lastChange(server.disk)) return;",
      },
    ],
    caughtBy: 'worlds',
    seen: 'etcd-io/etcd#5004 asks what happens to a server that has not applied two changes; #7625 has the arguments.',
  },
  {
    id: 'counts-when-committed',
    wrong: 'A follower uses a configuration only when it knows that it is committed.',
    find: 'inForce: ({ disk }) => configurationAt(disk, lastIndex(disk)),',
    replace:
      "inForce: ({ disk, commitIndex, role }) =>\n    configurationAt(disk, role === 'leader' ? lastIndex(disk) : commitIndex),",
    caughtBy: 'appended',
  },
  {
    id: 'never-rolled-back',
    wrong: 'Keeps a configuration whose entry has been overwritten by another leader.',
    find: 'inForce: ({ disk }) => configurationAt(disk, lastIndex(disk)),',
    replace:
      'inForce: ({ disk, configuration }) =>\n    lastChange(disk) < firstIndex(disk) ? configuration : configurationAt(disk, lastIndex(disk)),',
    caughtBy: 'rolled-back',
  },
  {
    id: 'pending-for-ever',
    wrong:
      'Remembers that a change of its own is pending until it is applied, and waits for ever where another leader has overwritten it.',
    edits: [
      {
        find: 'export const membership: Membership = {',
        replace: 'export const membership: Membership<{ pending: boolean }> = {',
      },
      { find: 'start: () => ({}),', replace: 'start: () => ({ pending: false }),' },
      { find: 'onChange(_node, server, _own, {', replace: 'onChange(_node, server, own, {' },
      {
        find: 'if (!mayChange(server)) return;\n    const isMember',
        replace: 'if (own.pending || !mayChange(server)) return;\n    const isMember',
      },
      {
        find: 'change(propose, { voters, learners: [...learners, id] });',
        replace:
          'own.pending = true;\n      change(propose, { voters, learners: [...learners, id] });',
      },
      {
        find: '      change(propose, { voters: without(voters, id)',
        replace: '      own.pending = true;\n      change(propose, { voters: without(voters, id)',
      },
      {
        find: 'onApplied(node, server, _own, index, { command }) {',
        replace:
          "onApplied(node, server, own, index, { command }) {\n    if (command.type === 'configuration') own.pending = false;",
      },
    ],
    caughtBy: 'again',
  },
  {
    id: 'promotes-at-once',
    wrong: 'Gives a learner its vote with the next answer of anybody.',
    find: '(matchIndex.get(learner) ?? 0) >= commitIndex',
    replace: '(matchIndex.get(learner) ?? 0) <= commitIndex',
    caughtBy: 'caught-up',
  },
  {
    id: 'promotes-who-has-answered',
    wrong: 'Gives a learner its vote as soon as it has stored anything.',
    find: '(matchIndex.get(learner) ?? 0) >= commitIndex',
    replace: 'commitIndex > 0 && matchIndex.has(learner)',
    caughtBy: 'caught-up',
  },
  {
    id: 'voter-at-once',
    wrong: 'Adds a server as a voter: with an empty log, it counts.',
    find: '{ voters, learners: [...learners, id] }',
    replace: '{ voters: [...voters, id], learners }',
    caughtBy: 'available',
    seen: 'Ongaro’s dissertation, section 4.2.1.',
  },
  {
    id: 'only-who-added-promotes',
    wrong: 'Remembers in memory whom it has added, so that the next leader never gives the vote.',
    edits: [
      {
        find: 'export const membership: Membership = {',
        replace: 'export const membership: Membership<{ added: string[] }> = {',
      },
      { find: 'start: () => ({}),', replace: 'start: () => ({ added: [] }),' },
      { find: 'onChange(_node, server, _own, {', replace: 'onChange(_node, server, own, {' },
      {
        find: 'change(propose, { voters, learners: [...learners, id] });',
        replace:
          'own.added.push(id);\n      change(propose, { voters, learners: [...learners, id] });',
      },
      {
        find: 'onProgress(_node, server, _own, propose) {',
        replace: 'onProgress(_node, server, own, propose) {',
      },
      {
        find: 'learners.find((learner) => (',
        replace: 'learners.find((learner) => own.added.includes(learner) && (',
      },
    ],
    caughtBy: 'finishes',
  },
  {
    id: 'never-steps-down',
    wrong: 'A leader that has removed itself leads on.',
    find: "    if (server.role === 'leader' && !isVoter(command.configuration, node.id)) {\n      server.role = 'follower';\n      server.leader = null;\n    }\n",
    replace: '    if (!isVoter(command.configuration, node.id)) server.leader = null;\n',
    caughtBy: 'leaves',
    seen: 'etcd-io/etcd#11038: a leader that was removed never stepped down.',
  },
  {
    id: 'steps-down-at-once',
    wrong: 'A leader steps down when it appends its own removal, which others may never hear of.',
    edits: [
      { find: 'onChange(_node, server, _own, {', replace: 'onChange(node, server, _own, {' },
      {
        find: 'learners: without(learners, id) });\n    }\n  },',
        replace:
          "learners: without(learners, id) });\n      if (id === node.id) server.role = 'follower';\n    }\n  },",
      },
    ],
    caughtBy: 'leaves',
    seen: 'atomix/copycat#117.',
  },
  {
    id: 'steps-down-for-an-old-removal',
    wrong:
      'Steps down whenever it applies an entry that removes it, also when a later one has brought it back.',
    find: ' || index !== lastChange(server.disk)) return;',
    replace: ' || index < 1) return;',
    caughtBy: 'back-again',
  },
  {
    id: 'adds-a-member',
    wrong: 'Adds a server that is a member already, so that it counts twice.',
    find: "type === 'addServer' && !isMember",
    replace: "type === 'addServer' && !learners.includes(id)",
    caughtBy: 'sense',
  },
  {
    id: 'adds-a-learner-again',
    wrong: 'Adds a learner a second time.',
    find: "type === 'addServer' && !isMember",
    replace: "type === 'addServer' && !voters.includes(id)",
    caughtBy: 'sense',
  },
  {
    id: 'removes-a-stranger',
    wrong: 'Appends a configuration to remove a server that is no member.',
    find: "type === 'removeServer' && isMember && ",
    replace: "type === 'removeServer' && ",
    caughtBy: 'sense',
  },
  {
    id: 'last-member-not-last-voter',
    wrong: 'Removes the last voter where there are learners: nobody can be elected any more.',
    find: '!(voters.length === 1 && voters[0] === id)',
    replace: '!(voters.length + learners.length === 1 && voters[0] === id)',
    caughtBy: 'sense',
  },
  {
    id: 'marks-before-it-may',
    wrong: 'Marks a change as pending before it knows whether it may be made.',
    edits: [
      {
        find: 'export const membership: Membership = {',
        replace: 'export const membership: Membership<{ pending: boolean }> = {',
      },
      { find: 'start: () => ({}),', replace: 'start: () => ({ pending: false }),' },
      { find: 'onChange(_node, server, _own, {', replace: 'onChange(_node, server, own, {' },
      {
        find: 'if (!mayChange(server)) return;\n    const isMember',
        replace:
          'if (own.pending) return;\n    own.pending = true;\n    if (!mayChange(server)) return;\n    const isMember',
      },
      {
        find: 'onApplied(node, server, _own, index, { command }) {',
        replace:
          "onApplied(node, server, own, index, { command }) {\n    if (command.type === 'configuration') own.pending = false;",
      },
    ],
    caughtBy: 'again',
  },
  {
    id: 'steps-down-at-every-removal',
    wrong: 'A leader steps down at every change that takes a vote, whoever loses it.',
    edits: [
      {
        find: 'export const membership: Membership = {',
        replace: 'export const membership: Membership<{ voters: number }> = {',
      },
      { find: 'start: () => ({}),', replace: 'start: () => ({ voters: 0 }),' },
      {
        find: 'onApplied(node, server, _own, index, { command }) {\n',
        replace: `onApplied(node, server, own, index, { command }) {
    const before = own.voters;
    if (command.type === 'configuration') own.voters = command.configuration.voters.length;
`,
      },
      {
        find: '!isVoter(command.configuration, node.id)) {',
        replace: '(own.voters < before || !isVoter(command.configuration, node.id))) {',
      },
    ],
    caughtBy: 'left-alone',
  },
  {
    id: 'done-when-something-follows',
    wrong: 'Takes a change for committed as soon as another entry follows it in the log.',
    find: 'lastChange(disk) <= commitIndex && ',
    replace: '(lastChange(disk) <= commitIndex || lastChange(disk) < lastIndex(disk)) && ',
    caughtBy: 'one-change',
  },
  {
    id: 'removes-the-last-voter',
    wrong: 'Removes the last voter: nobody can be elected, or commit anything, ever again.',
    find: ' && !(voters.length === 1 && voters[0] === id)) {',
    replace: ') {',
    caughtBy: 'sense',
  },
  {
    id: 'counts-its-voters-once',
    wrong:
      'Knows of how many voters its cluster had when it started, and removes the last of them.',
    edits: [
      {
        find: 'export const membership: Membership = {',
        replace: 'export const membership: Membership<{ voters: number }> = {',
      },
      {
        find: 'start: () => ({}),',
        replace: 'start: (_node, server) => ({ voters: server.configuration.voters.length }),',
      },
      { find: 'onChange(_node, server, _own, {', replace: 'onChange(_node, server, own, {' },
      {
        find: '!(voters.length === 1 && voters[0] === id)',
        replace: '!(own.voters === 1 && voters[0] === id)',
      },
    ],
    caughtBy: 'progress',
  },
  {
    id: 'once-more-in-each-term',
    wrong: 'Appends the configuration once more in each term, though nobody asked for a change.',
    edits: [
      {
        find: 'export const membership: Membership = {',
        replace: 'export const membership: Membership<{ term: number }> = {',
      },
      { find: 'start: () => ({}),', replace: 'start: () => ({ term: 0 }),' },
      {
        find: 'onProgress(_node, server, _own, propose) {\n',
        replace: `onProgress(_node, server, own, propose) {
    if (own.term !== server.disk.currentTerm && mayChange(server)) {
      own.term = server.disk.currentTerm;
      change(propose, server.configuration);
    }
`,
      },
    ],
    caughtBy: 'cost',
  },
]);
