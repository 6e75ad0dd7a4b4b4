// Wrong ways to keep the log short: mistakes in taking a snapshot, in sending it, and in putting it in place.
import { mutantsOf } from '../mutant.ts';

const takes = `    disk.log = log;
    // Both in one write: a crash between them would leave a gap, or entries that are counted twice.
    node.persist(disk);
  },
  // #endregion on-applied`;

const answers = "node.send(from, { type: 'appended', term: disk.currentTerm, matchIndex, round });";

export default mutantsOf('03-raft/snapshots', [
  {
    id: 'never-compacts',
    wrong: 'Never takes a snapshot: the log grows for ever.',
    find: 'if (lastApplied - disk.snapshot.lastIndex < settings.snapshotEntries) return;',
    replace: 'if (lastApplied > 0) return;',
    caughtBy: 'quiet',
  },
  {
    id: 'compacts-always',
    wrong: 'Takes a snapshot with every entry, and writes the whole machine each time.',
    find: 'if (lastApplied - disk.snapshot.lastIndex < settings.snapshotEntries) return;',
    replace: 'if (lastApplied === disk.snapshot.lastIndex) return;',
    caughtBy: 'cost',
  },
  {
    id: 'compacts-too-late',
    wrong: 'Takes a snapshot after thirty entries where ten are asked for.',
    find: '< settings.snapshotEntries) return;',
    replace: '< (settings.snapshotEntries < 10 ? settings.snapshotEntries : 30)) return;',
    caughtBy: 'cost',
  },
  {
    id: 'shares-the-machine',
    wrong: 'Puts the living machine into the snapshot: what is applied later changes it as well.',
    find: 'machine: copyOfMachine(server.machine),',
    replace: 'machine: server.machine,',
    caughtBy: 'state',
  },
  {
    id: 'sends-the-machine-of-now',
    wrong: 'Sends the snapshot with the machine as it is now, which is past its last entry.',
    find: `sendSnapshot(node, { disk, round }, _own, to) {
    const { currentTerm, snapshot } = disk;`,
    replace: `sendSnapshot(node, { disk, round, machine }, _own, to) {
    const { currentTerm } = disk;
    const snapshot = { ...disk.snapshot, machine };`,
    caughtBy: 'state',
  },
  {
    id: 'ends-with-the-log',
    wrong:
      'Says that the snapshot stands for the whole log, entries that are not committed as well.',
    find: '      lastIndex: lastApplied,\n      lastTerm: termAt(disk, lastApplied)!,',
    replace:
      '      lastIndex: disk.snapshot.lastIndex + disk.log.length,\n      lastTerm: termAt(disk, disk.snapshot.lastIndex + disk.log.length)!,',
    caughtBy: 'state',
  },
  {
    id: 'ends-with-the-commit-index',
    wrong:
      'Says that the snapshot stands for all that is committed, with a machine that is not so far.',
    edits: [
      {
        find: 'const log = entriesFrom(disk, lastApplied + 1);',
        replace: 'const log = entriesFrom(disk, server.commitIndex + 1);',
      },
      {
        find: '      lastIndex: lastApplied,\n      lastTerm: termAt(disk, lastApplied)!,',
        replace:
          '      lastIndex: server.commitIndex,\n      lastTerm: termAt(disk, server.commitIndex)!,',
      },
    ],
    caughtBy: 'applied',
  },
  {
    id: 'the-term-of-today',
    wrong: 'Takes the current term for that of the last entry.',
    find: 'lastTerm: termAt(disk, lastApplied)!,',
    replace: 'lastTerm: disk.currentTerm,',
    caughtBy: 'term',
  },
  {
    id: 'no-term',
    wrong:
      'Does not keep the term of the last entry, so that the consistency check fails after it.',
    find: 'lastTerm: termAt(disk, lastApplied)!,',
    replace: 'lastTerm: disk.snapshot.lastTerm,',
    caughtBy: 'quiet',
    seen: 'The paper’s section 7 names the reason: the check of the first entry after the snapshot.',
  },
  {
    id: 'the-configuration-in-force',
    wrong: 'Keeps the configuration in force, which may come from an entry after the snapshot.',
    find: 'configuration: configurationAt(disk, lastApplied),',
    replace: 'configuration: server.configuration,',
    caughtBy: 'configuration',
  },
  {
    id: 'the-first-configuration',
    wrong:
      'Keeps the configuration of the snapshot before, and so forgets one that is compacted away.',
    find: 'configuration: configurationAt(disk, lastApplied),',
    replace: 'configuration: disk.snapshot.configuration,',
    caughtBy: 'configuration',
  },
  {
    id: 'cuts-the-tail',
    wrong: 'Empties the log when it takes a snapshot: entries after it are gone.',
    find: '    disk.log = log;\n',
    replace: '    disk.log = log.slice(0, 0);\n',
    caughtBy: 'tail',
    seen: 'camunda#6092: entries after the snapshot were deleted.',
  },
  {
    id: 'keeps-one-entry-too-many',
    wrong:
      'Keeps the last entry of the snapshot in the log as well: every index after it is off by one.',
    find: 'const log = entriesFrom(disk, lastApplied + 1);',
    replace: 'const log = entriesFrom(disk, lastApplied);',
    caughtBy: 'tail',
  },
  {
    id: 'snapshot-first-then-log',
    wrong: 'Writes the snapshot, then the log: a crash between the two counts entries twice.',
    find: takes,
    replace: `    node.persist(disk);
    disk.log = log;
    node.persist(disk);
  },`,
    caughtBy: 'crash',
    seen: 'camunda#4587: a crash between the two left a newer snapshot beside an older log.',
  },
  {
    id: 'log-first-then-snapshot',
    wrong: 'Cuts the log on disk, then writes the snapshot: a crash between the two loses entries.',
    edits: [
      {
        find: '    const log = entriesFrom(disk, lastApplied + 1);\n    disk.snapshot = {',
        replace: `    const log = entriesFrom(disk, lastApplied + 1);
    const next = {`,
      },
      {
        find: takes,
        replace: `    disk.log = log;
    node.persist(disk);
    disk.snapshot = next;
    node.persist(disk);
  },`,
      },
    ],
    caughtBy: 'crash',
  },
  {
    id: 'installs-whatever-comes',
    wrong: 'Installs a snapshot that is older than what it has applied: it goes back in time.',
    find: 'if (term === disk.currentTerm && snapshot.lastIndex > server.commitIndex) {',
    replace: 'if (term === disk.currentTerm) {',
    caughtBy: 'older',
    seen: 'The lab of MIT 6.5840 warns of it: a snapshot must not take the service back.',
  },
  {
    id: 'compares-with-its-last-snapshot',
    wrong: 'Compares a snapshot with its own last one, not with what it has applied since.',
    find: 'snapshot.lastIndex > server.commitIndex) {',
    replace: 'snapshot.lastIndex >= disk.snapshot.lastIndex) {',
    caughtBy: 'older',
  },
  {
    id: 'compares-with-its-log',
    wrong: 'Ignores a snapshot that its log is longer than, although the log holds other entries.',
    find: 'snapshot.lastIndex > server.commitIndex) {',
    replace: 'snapshot.lastIndex > disk.snapshot.lastIndex + disk.log.length) {',
    caughtBy: 'held',
  },
  {
    id: 'drops-what-follows',
    wrong: 'Throws the whole log away when it installs a snapshot, acknowledged entries as well.',
    find: 'disk.log = holdsIt ? entriesFrom(disk, snapshot.lastIndex + 1) : [];',
    replace: 'disk.log = [];',
    caughtBy: 'held',
    seen: 'camunda#6092: a snapshot behind the log deleted newer entries.',
  },
  {
    id: 'keeps-what-does-not-follow',
    wrong:
      'Keeps the entries after the snapshot’s index, whatever its own log holds at that index.',
    find: 'const holdsIt = termAt(disk, snapshot.lastIndex) === snapshot.lastTerm;',
    replace: 'const holdsIt = termAt(disk, snapshot.lastIndex) !== undefined;',
    caughtBy: 'held',
  },
  {
    id: 'keeps-its-old-entries',
    wrong: 'Puts the snapshot in place and leaves the log as it is: old entries under new indexes.',
    find: 'disk.log = holdsIt ? entriesFrom(disk, snapshot.lastIndex + 1) : [];',
    replace: 'if (!holdsIt) disk.log = [];',
    caughtBy: 'held',
  },
  {
    id: 'acknowledges-its-whole-log',
    wrong: 'Acknowledges all that it holds, entries of another leader as well.',
    find: `    ${answers}`,
    replace: `    const all = matchIndex === 0 ? 0 : disk.snapshot.lastIndex + disk.log.length;
    node.send(from, { type: 'appended', term: disk.currentTerm, matchIndex: all, round });`,
    caughtBy: 'answer',
  },
  {
    id: 'acknowledges-an-old-term',
    wrong: 'Acknowledges a snapshot of an old term, which it does not install.',
    find: 'const matchIndex = term < disk.currentTerm ? 0 : snapshot.lastIndex;',
    replace:
      'const matchIndex = term < disk.currentTerm ? snapshot.lastIndex : snapshot.lastIndex;',
    caughtBy: 'answer',
  },
  {
    id: 'acknowledges-before-the-disk',
    wrong: 'Acknowledges a snapshot before its disk has it.',
    edits: [
      {
        find: `    ${answers}`,
        replace: `    if (server.lastApplied !== snapshot.lastIndex) ${answers}`,
      },
      {
        find: '      disk.snapshot = snapshot;\n      node.persist(disk);',
        replace: `      disk.snapshot = snapshot;
      ${answers}
      node.persist(disk);`,
      },
    ],
    caughtBy: 'interleavings',
  },
  {
    id: 'installs-in-memory',
    wrong: 'Installs a snapshot without writing it to its disk.',
    find: '      disk.snapshot = snapshot;\n      node.persist(disk);',
    replace: '      disk.snapshot = snapshot;',
    caughtBy: 'install',
  },
  {
    id: 'forgets-the-sessions',
    wrong: 'Takes the values into the snapshot, and leaves the sessions behind.',
    find: 'machine: copyOfMachine(server.machine),',
    replace: 'machine: { ...copyOfMachine(server.machine), sessions: {} },',
    caughtBy: 'sessions',
    seen: 'Ongaro’s dissertation, chapter 6: the sessions are a part of the state.',
  },
  {
    id: 'restores-no-sessions',
    wrong: 'Restores the values of a snapshot, and begins with no sessions.',
    find: 'restore(snapshot.machine);',
    replace: 'restore({ ...snapshot.machine, sessions: {} });',
    caughtBy: 'worlds',
  },
  {
    id: 'does-not-restore',
    wrong: 'Installs a snapshot on disk and goes on with the machine that it had.',
    find: '      restore(snapshot.machine);\n',
    replace: '',
    caughtBy: 'install',
  },
  {
    id: 'does-not-jump',
    wrong: 'Goes on to apply from where it was, although these entries are gone.',
    find: '      jumpTo(server, snapshot.lastIndex);\n',
    replace: '',
    caughtBy: 'install',
  },
  {
    id: 'one-short',
    wrong:
      'Acknowledges one entry less than the snapshot stands for: the leader sends it again, for ever.',
    find: 'const matchIndex = term < disk.currentTerm ? 0 : snapshot.lastIndex;',
    replace: 'const matchIndex = term < disk.currentTerm ? 0 : snapshot.lastIndex - 1;',
    caughtBy: 'install',
    seen: 'hashicorp/raft#212 and camunda#4451: followers that could not take the entries after a snapshot.',
  },
  {
    id: 'no-answer',
    wrong: 'Installs a snapshot and says nothing: the leader never learns of it.',
    find: `    ${answers}`,
    replace: `    if (matchIndex === 0) ${answers}`,
    caughtBy: 'install',
  },
  {
    id: 'answers-only-when-installed',
    wrong:
      'Says nothing to a snapshot that it has already: if the first answer is lost, the leader sends it for ever.',
    find: `      restore(snapshot.machine);
    }
    ${answers}`,
    replace: `      restore(snapshot.machine);
      ${answers}
    }`,
    caughtBy: 'install',
  },
  {
    id: 'sends-once',
    wrong: 'Sends a follower one snapshot and never another, be it that the first one is lost.',
    edits: [
      { find: '  start: () => ({}),', replace: '  start: () => ({ sent: [] }),' },
      {
        find: 'sendSnapshot(node, { disk, round }, _own, to) {',
        replace: `sendSnapshot(node, { disk, round }, own, to) {
    const { sent } = own as { sent: string[] };
    if (sent.includes(to)) return;
    sent.push(to);`,
      },
    ],
    caughtBy: 'catch-up',
  },
  {
    id: 'sends-nothing',
    wrong: 'Never sends a snapshot: who falls behind the leader’s log never comes back.',
    find: "    node.send(to, { type: 'installSnapshot', term: currentTerm, snapshot, round });",
    replace:
      "    if (currentTerm < 0) node.send(to, { type: 'installSnapshot', term: currentTerm, snapshot, round });",
    caughtBy: 'install',
  },
]);
