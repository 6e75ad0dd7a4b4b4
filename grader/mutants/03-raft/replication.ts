// Wrong replication, as small edits of the reference. Most of them work until a message is late or a leader is replaced.
import { mutantsOf } from '../mutant.ts';
import { ofLeaders } from './replication-leaders.ts';

const inStore =
  'function store(disk: Durable, { prevLogIndex, entries }: AppendEntries): boolean {';

export default mutantsOf('03-raft/replication', [
  {
    id: 'skips-the-check',
    wrong: 'A follower appends whatever the leader of its term sends, wherever its own log ends.',
    find: 'if (isStale || !holds(disk, prevLogIndex, prevLogTerm)) {',
    replace: 'if (isStale || prevLogTerm < 0) {',
    caughtBy: 'conflict',
  },
  {
    id: 'checks-only-that-there-is-an-entry',
    wrong: 'A follower looks whether it has an entry at prevLogIndex, but not of which term.',
    find: 'termAt(disk, index) === term;',
    replace: '(termAt(disk, index) ?? term + 1) <= Math.max(term, lastIndex(disk));',
    caughtBy: 'conflict',
  },
  {
    id: 'truncates-always',
    wrong:
      'A follower cuts its log after prevLogIndex whenever entries come: a late, shorter message takes acknowledged ones away.',
    find: '    if (termAt(disk, index) === entry.term) continue;\n',
    replace: '',
    caughtBy: 'late',
    seen: 'The tests of the best-known course let it pass now and then.',
  },
  {
    id: 'truncates-at-heartbeats',
    wrong: 'A follower takes the end of a message for the end of the log, in a heartbeat as well.',
    find: inStore,
    replace: `${inStore}
  if (entries.length === 0 && lastIndex(disk) > prevLogIndex) {
    truncateFrom(disk, prevLogIndex + 1);
    return true;
  }`,
    caughtBy: 'late',
  },
  {
    id: 'cuts-to-what-was-shown',
    wrong: 'A follower cuts off what it holds beyond the last entry of the message.',
    find: `  return false;
}
// #endregion store`,
    replace: `  truncateFrom(disk, prevLogIndex + entries.length + 1);
  return true;
}
// #endregion store`,
    caughtBy: 'orders',
  },
  {
    id: 'never-truncates',
    wrong:
      'A follower appends what is beyond its log, and keeps what it has, whatever term it is of.',
    find: 'if (termAt(disk, index) === entry.term) continue;',
    replace: 'if (termAt(disk, index) !== undefined) continue;',
    caughtBy: 'conflict',
  },
  {
    id: 'replaces-one-by-one',
    wrong:
      'A follower puts each entry into its place, and keeps what stood behind the last of them.',
    find: `    truncateFrom(disk, index);
    append(disk, ...entries.slice(offset));`,
    replace:
      '    disk.log.splice(index - firstIndex(disk), entries.length, ...entries.slice(offset));',
    caughtBy: 'conflict',
  },
  {
    id: 'appends-before-it-truncates',
    wrong:
      'A follower writes the new entries over the old ones first, and cuts off the rest in a second write. A crash in between leaves a mixture.',
    edits: [
      { find: 'if (store(disk, message)) node', replace: 'if (store(disk, message, node)) node' },
      {
        find: inStore,
        replace:
          'function store(disk: Durable, { prevLogIndex, entries }: AppendEntries, node: RaftNode): boolean {',
      },
      {
        find: `    truncateFrom(disk, index);
    append(disk, ...entries.slice(offset));`,
        replace: `    disk.log.splice(index - firstIndex(disk), entries.length, ...entries.slice(offset));
    node.persist(disk);
    truncateFrom(disk, prevLogIndex + entries.length + 1);`,
      },
    ],
    caughtBy: 'conflicts',
  },
  {
    id: 'trusts-whom-it-knows',
    wrong:
      'A follower that has once agreed with a server checks no further message of that server.',
    edits: [
      {
        find: 'if (isStale || !holds(disk, prevLogIndex, prevLogTerm)) {',
        replace:
          'if (isStale || !(holds(disk, prevLogIndex, prevLogTerm) || Object(_own)[from])) {',
      },
      {
        find: '    return matchIndex;\n',
        replace: '    Object.assign(_own, { [from]: true });\n    return matchIndex;\n',
      },
    ],
    caughtBy: 'conflict',
  },
  {
    id: 'appends-what-it-has',
    wrong: 'A follower appends the entries of a message that comes twice a second time.',
    find: inStore,
    replace: `${inStore}
  if (entries.length > 0 && termAt(disk, prevLogIndex + 1) === entries[0]!.term) {
    append(disk, ...entries);
    return true;
  }`,
    caughtBy: 'late',
  },
  {
    id: 'trusts-heartbeats',
    wrong: 'A heartbeat is not checked: it carries no entries, so what could be wrong with it?',
    find: 'if (isStale || !holds(disk, prevLogIndex, prevLogTerm)) {',
    replace: 'if (isStale || (entries.length > 0 && !holds(disk, prevLogIndex, prevLogTerm))) {',
    caughtBy: 'conflict',
    seen: 'The guide for students of the best-known course names it among the usual mistakes.',
  },
  {
    id: 'acknowledges-its-own-tail',
    wrong: 'A follower acknowledges all that its log holds, not what the message has shown.',
    find: 'const matchIndex = prevLogIndex + entries.length;',
    replace: 'const matchIndex = lastIndex(disk);',
    caughtBy: 'conflict',
  },
  {
    id: 'obeys-old-leaders',
    wrong: 'A follower takes entries of a leader whose term is over.',
    find: 'const isStale = term < disk.currentTerm;',
    replace: 'const isStale = term < 0;',
    caughtBy: 'old-leader',
  },
  {
    id: 'rejects-in-the-old-term',
    wrong: 'A follower tells an old leader no, and does not tell it the term that it lives in.',
    find: 'const answer = { term: disk.currentTerm, prevLogIndex, ...conflict, round };',
    replace: 'const answer = { term, prevLogIndex, ...conflict, round };',
    caughtBy: 'old-leader',
  },
  {
    id: 'silent-to-old-leaders',
    wrong:
      'A follower does not answer a leader whose term is over, which goes on believing that it leads.',
    find: 'if (isStale || !holds(disk',
    replace: 'if (isStale) return null;\n    if (!holds(disk',
    caughtBy: 'answers',
  },
  {
    id: 'answers-without-a-round',
    wrong: 'A follower does not repeat the number of the round that it was asked in.',
    find: "node.send(from, { type: 'appended', term: disk.currentTerm, matchIndex, round });",
    replace:
      "node.send(from, { type: 'appended', term: disk.currentTerm, matchIndex, round: Math.min(round, 1) });",
    caughtBy: 'answers',
  },
  {
    id: 'does-not-answer-heartbeats',
    wrong: 'A follower answers only where there were entries.',
    find: "node.send(from, { type: 'appended', term: disk.currentTerm, matchIndex, round });",
    replace:
      "if (entries.length > 0) node.send(from, { type: 'appended', term: disk.currentTerm, matchIndex, round });",
    caughtBy: 'answers',
  },
  {
    id: 'wants-an-exact-end',
    wrong: 'A follower whose log goes on beyond prevLogIndex rejects the message.',
    find: 'if (isStale || !holds(disk, prevLogIndex, prevLogTerm)) {',
    replace:
      'if (isStale || !holds(disk, prevLogIndex, prevLogTerm) || lastIndex(disk) > prevLogIndex + entries.length) {',
    caughtBy: 'answers',
  },
  {
    id: 'acknowledges-before-the-disk',
    wrong: 'A follower acknowledges entries while its disk is still writing them.',
    edits: [
      {
        find: '    if (store(disk, message)) node.persist(disk);\n',
        replace: '    const changed = store(disk, message);\n',
      },
      {
        find: '    return matchIndex;\n',
        replace: '    if (changed) node.persist(disk);\n    return matchIndex;\n',
      },
    ],
    caughtBy: 'disk',
    seen: 'What etcd raft says of its Ready struct: write before you send (doc.go, pull request 2431).',
  },
  {
    id: 'keeps-entries-in-memory',
    wrong: 'A follower does not persist the entries that it takes.',
    find: 'if (store(disk, message)) node.persist(disk);',
    replace: 'store(disk, message);',
    caughtBy: 'disk',
  },
  {
    id: 'persists-only-longer-logs',
    wrong:
      'A follower persists its log where it has grown, not where entries have replaced others.',
    find: 'if (store(disk, message)) node.persist(disk);',
    replace:
      'const before = lastIndex(disk);\n    if (store(disk, message) && lastIndex(disk) > before) node.persist(disk);',
    caughtBy: 'conflict',
  },
  {
    id: 'takes-in-what-is-in-its-snapshot',
    wrong:
      'A follower does not find an entry that its snapshot stands for, and takes it for a conflict.',
    find: '    if (index < firstIndex(disk)) continue;\n',
    replace: '',
    caughtBy: 'snapshot',
    seen: 'A relative of it: a snapshot behind the end of the log took newer entries away (Camunda, issue 6092).',
  },
  ...ofLeaders,
]);
