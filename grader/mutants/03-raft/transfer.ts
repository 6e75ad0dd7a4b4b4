// Wrong answers to 03-raft/transfer.
import { mutantsOf } from '../mutant.ts';

export default mutantsOf('03-raft/transfer', [
  {
    id: 'asks-at-once',
    wrong:
      'Asks the successor at once, whatever it holds: who is behind loses the election that it is asked to stand for.',
    find: 'if (own.to === null || own.asked || matchIndex.get(own.to) !== lastIndex(disk)) return;',
    replace:
      'if (own.to === null || own.asked || matchIndex === undefined || lastIndex(disk) < 0) return;',
    caughtBy: 'worlds',
  },
  {
    id: 'committed-is-enough',
    wrong:
      'Asks a successor that holds all that is committed, though not all that the leader holds.',
    find: 'matchIndex.get(own.to) !== lastIndex(disk)) return;',
    replace: '(matchIndex.get(own.to) ?? 0) < server.commitIndex || lastIndex(disk) < 0) return;',
    caughtBy: 'uncommitted',
  },
  {
    id: 'does-not-bring-it-up-to-date',
    wrong: 'Waits until the successor is up to date, and does nothing about it.',
    find: '    if (!own.asked) hooks.replicate(to);\n',
    replace: '',
    caughtBy: 'behind',
  },
  {
    id: 'asks-only-when-asked',
    wrong: 'Looks once whether the successor is up to date, and never again.',
    find: `  onProgress(node, server, own, hooks) {
    askWhenCaughtUp(node, server, own, hooks);
  },`,
    replace: '  onProgress() {},',
    caughtBy: 'behind',
  },
  {
    id: 'takes-entries-meanwhile',
    wrong: 'Goes on taking entries: the successor is behind again by the time that it stands.',
    find: 'isHandingOver: (_server, own) => own.to !== null,',
    replace: 'isHandingOver: () => false,',
    caughtBy: 'held',
  },
  {
    id: 'never-gives-up',
    wrong: 'Waits for ever for a successor that is down, and takes no entries.',
    find: `    // The successor may be down. This leader leads on.
    own.to = null;
  },`,
    replace: `    if (own.to === '') own.to = null;
  },`,
    caughtBy: 'down',
  },
  {
    id: 'no-timer',
    wrong: 'Sets no timer: nothing ever ends a hand-over that fails.',
    find: `    node.setTimer('transfer', { min: max, max });`,
    replace: `    if (max < 0) node.setTimer('transfer', { min: max, max });`,
    caughtBy: 'progress',
  },
  {
    id: 'hands-over-to-itself',
    wrong: 'Begins to hand over to itself, and takes no entries until it gives up.',
    find: 'own.to !== null || to === node.id || !isVoter',
    replace: 'own.to !== null || !isVoter',
    caughtBy: 'itself',
  },
  {
    id: 'any-term-will-do',
    wrong: 'Stands when it is asked, though the leader that asked leads no more.',
    find: `if (term === server.disk.currentTerm && server.role !== 'leader') campaign();`,
    replace: `if (term > 0 && server.role !== 'leader') campaign();`,
    caughtBy: 'late',
  },
  {
    id: 'never-stands',
    wrong: 'Does not stand when it is asked.',
    find: `if (term === server.disk.currentTerm && server.role !== 'leader') campaign();`,
    replace: `if (term === server.disk.currentTerm && server.role === 'leader') campaign();`,
    caughtBy: 'quiet',
  },
  {
    id: 'keeps-its-lease',
    wrong: 'Keeps reading by its lease after it has asked for a successor, whom nobody refuses.',
    find: '  hooks.giveUpLease();\n',
    replace: '',
    caughtBy: 'lease',
    seen: 'openraft, issues 1748 and 1749.',
  },
  {
    id: 'still-hands-over-when-deposed',
    wrong: 'Is still handing over when it leads again.',
    find: `  onSteppedDown(_node, _server, own) {
    own.to = null;
  },`,
    replace: `  onSteppedDown() {},`,
    caughtBy: 'quiet',
  },
  {
    id: 'asks-with-every-answer',
    wrong: 'Asks the successor again with every answer that comes in.',
    find: '  own.asked = true;\n',
    replace: '',
    caughtBy: 'cost',
  },
]);
