// Wrong commits. Each breaks a rule that the chapter gives a section to.
import { mutantsOf } from '../mutant.ts';

const countsOwnTermOnly = `      // An entry of an earlier term can still be overwritten, on however many servers it is (Figure 8).
      if (termAt(disk, index) !== disk.currentTerm) return;
`;

const counts = 'if (!hasQuorum(configuration, holdersOf(node, server, index))) continue;';

const untilCommitted = `    while (server.lastApplied < server.commitIndex) {
      server.lastApplied++;
      apply(server.lastApplied, entryAt(server.disk, server.lastApplied)!);
    }`;

export default mutantsOf('03-raft/commit', [
  {
    id: 'counts-earlier-terms',
    wrong: 'Commits entries of earlier terms by counting their copies.',
    find: countsOwnTermOnly,
    replace: '',
    caughtBy: 'figure-8',
    seen: 'LogCabin issue 44 (2013, “critical data corruption”), goraft pull request 27, async-raft issue 108, PySyncObj issue 169, canonical/raft issue 220, NATS pull request 7955.',
  },
  {
    id: 'looks-at-the-last-term',
    wrong:
      'Asks whether the last entry of the log is of its own term, not the one that it commits.',
    find: 'if (termAt(disk, index) !== disk.currentTerm) return;',
    replace: 'if (termAt(disk, lastIndex(disk)) !== disk.currentTerm) return;',
    caughtBy: 'two-rivals',
  },
  {
    id: 'half-is-a-majority',
    wrong: 'Takes half of the voters for a majority.',
    find: counts,
    replace:
      'if (holdersOf(node, server, index).length < configuration.voters.length / 2) continue;',
    caughtBy: 'majority',
  },
  {
    id: 'two-are-enough',
    wrong: 'Waits for two servers, however many there are.',
    find: counts,
    replace:
      'if (holdersOf(node, server, index).length < Math.min(2, configuration.voters.length)) continue;',
    caughtBy: 'majority',
  },
  {
    id: 'counts-itself-twice',
    wrong: 'Counts the leader twice: once by name, and once more.',
    find: counts,
    replace:
      'if (1 + holdersOf(node, server, index).length <= configuration.voters.length / 2) continue;',
    caughtBy: 'majority',
  },
  {
    id: 'does-not-count-itself',
    wrong: 'Counts followers only, so that one that is down holds up everything.',
    find: `  node.id,
  ...[...matchIndex]`,
    replace: '  ...[...matchIndex]',
    caughtBy: 'majority',
  },
  {
    id: 'waits-for-all',
    wrong: 'Waits for all servers, so that one that is down holds up everything.',
    find: counts,
    replace: 'if (holdersOf(node, server, index).length < configuration.voters.length) continue;',
    caughtBy: 'round-trip',
  },
  {
    id: 'counts-whoever-has-answered',
    wrong: 'Counts followers that have ever acknowledged anything, whatever it was.',
    find: 'match >= index)',
    replace: 'match >= Math.min(index, 1))',
    caughtBy: 'majority',
  },
  {
    id: 'one-behind-counts',
    wrong: 'Counts followers whose match index is one short of the entry.',
    find: 'match >= index)',
    replace: 'match >= index - 1)',
    caughtBy: 'majority',
  },
  {
    id: 'needs-one-more',
    wrong: 'Counts followers only if they hold the entry and one more.',
    find: 'match >= index)',
    replace: 'match > index)',
    caughtBy: 'quiet',
  },
  {
    id: 'sorts-indexes-as-text',
    wrong:
      'Takes the median of the match indexes after a sort without a comparison: 10 comes before 9.',
    find: `    for (let index = lastIndex(disk); index > server.commitIndex; index--) {
${countsOwnTermOnly}      ${counts}
      server.commitIndex = index;
      return;
    }`,
    replace: `    const matches = configuration.voters.map((voter) =>
      voter === node.id ? lastIndex(disk) : (server.matchIndex.get(voter) ?? 0),
    );
    const median = [...matches].sort().at(Math.ceil(matches.length / 2) - 1)!;
    if (median > server.commitIndex && termAt(disk, median) === disk.currentTerm) {
      server.commitIndex = median;
    }
    void hasQuorum;
    void holdersOf;`,
    caughtBy: 'majority',
  },
  {
    id: 'counts-learners',
    wrong: 'Counts every server that it replicates to, also those without a vote.',
    find: counts,
    replace:
      'if (holdersOf(node, server, index).length <= configuration.voters.length / 2) continue;',
    caughtBy: 'learners',
  },
  {
    id: 'commits-what-matches',
    wrong: 'A follower commits all that matches, whatever its leader has committed.',
    find: 'Math.min(leaderCommit, matchIndex)',
    replace: 'matchIndex',
    caughtBy: 'majority',
  },
  {
    id: 'commits-what-the-leader-has',
    wrong: 'A follower takes its leader’s commit index as it is, whatever matches.',
    find: 'Math.min(leaderCommit, matchIndex)',
    replace: 'leaderCommit',
    caughtBy: 'follower',
    seen: 'The “Students’ Guide to Raft” warns of it: a heartbeat is no special message, and needs its consistency check.',
  },
  {
    id: 'commits-to-the-end-of-its-log',
    wrong: 'A follower commits up to the leader’s commit index or the end of its own log.',
    find: 'Math.min(leaderCommit, matchIndex)',
    replace: 'Math.min(leaderCommit, lastIndex(server.disk))',
    caughtBy: 'follower',
    seen: 'A literal reading of Figure 2, whose “index of last new entry” is not the last one of the log.',
  },
  {
    id: 'only-the-leader-commits',
    wrong: 'Followers never commit anything.',
    find: 'server.commitIndex = Math.max(server.commitIndex, Math.min(leaderCommit, matchIndex));',
    replace: '',
    caughtBy: 'quiet',
  },
  {
    id: 'commit-index-falls',
    wrong: 'A follower takes over whatever commit index a message says, also from an old one.',
    find: 'Math.max(server.commitIndex, Math.min(leaderCommit, matchIndex))',
    replace: 'Math.min(leaderCommit, matchIndex)',
    caughtBy: 'stays',
    seen: 'PySyncObj issue 166.',
  },
  {
    id: 'begins-again-from-0',
    wrong: 'A new leader forgets what it knew to be committed.',
    find: '  onElected(node, { disk }) {',
    replace: `  onElected(node, server) {
    const { disk } = server;
    server.commitIndex = disk.snapshot.lastIndex;`,
    caughtBy: 'stays',
  },
  {
    id: 'no-no-op',
    wrong: 'A leader begins its term with nothing: what it inherits waits for a client.',
    find: `    append(disk, { term: disk.currentTerm, command: { type: 'no-op' } });
    node.persist(disk);`,
    replace: `    void append;
    void disk;
    void node;`,
    caughtBy: 'inherited',
    seen: 'RedisRaft pull request 22: stale reads, since a leader had no entry of its own term to commit.',
  },
  {
    id: 'no-op-of-the-last-term',
    wrong: 'The no-op carries the term of the entry before it, and so commits nothing.',
    find: 'append(disk, { term: disk.currentTerm,',
    replace: 'append(disk, { term: termAt(disk, lastIndex(disk))!,',
    caughtBy: 'inherited',
  },
  {
    id: 'forgets-what-is-not-committed',
    wrong: 'A new leader drops what it does not know to be committed, and begins from there.',
    find: '  onElected(node, { disk }) {',
    replace: `  onElected(node, { disk, commitIndex }) {
    disk.log.length = commitIndex - disk.snapshot.lastIndex;`,
    caughtBy: 'inherited',
  },
  {
    id: 'stops-at-an-inherited-entry',
    wrong: 'Looks for what to commit from below, and stops at the first entry of an earlier term.',
    find: 'for (let index = lastIndex(disk); index > server.commitIndex; index--) {',
    replace: 'for (let index = server.commitIndex + 1; index <= lastIndex(disk); index++) {',
    caughtBy: 'progress',
  },
  {
    id: 'no-op-in-memory',
    wrong: 'The no-op is in memory only, and the leader counts itself among those who hold it.',
    find: `    node.persist(disk);
  },
  // #endregion on-elected`,
    replace: `    void node;
  },
  // #endregion on-elected`,
    caughtBy: 'alone',
    seen: 'etcd issue 14370: a cluster of one told its clients of commits that were not on its disk yet.',
  },
  {
    id: 'applies-before-its-disk',
    wrong: 'The no-op is written after it has been applied.',
    edits: [
      {
        find: `    node.persist(disk);
  },
  // #endregion on-elected`,
        replace: `    void node;
  },
  // #endregion on-elected`,
      },
      {
        find: '  applyCommitted(_node, server, _own, apply) {',
        replace:
          '  applyCommitted(node, server, _own, apply) {\n    const before = server.lastApplied;',
      },
      {
        find: untilCommitted,
        replace: `${untilCommitted}
    if (server.lastApplied > before) node.persist(server.disk);`,
      },
    ],
    caughtBy: 'alone',
    seen: 'etcd issue 14370: a cluster of one told its clients of commits that were not on its disk yet.',
  },
  {
    id: 'applies-one-at-a-time',
    wrong: 'Applies one entry for each event, so that a server that is behind stays behind.',
    find: 'while (server.lastApplied < server.commitIndex) {',
    replace: 'if (server.lastApplied < server.commitIndex) {',
    caughtBy: 'order',
  },
  {
    id: 'applies-the-newest-first',
    wrong: 'Applies what is newly committed from the end.',
    find: untilCommitted,
    replace: `    for (let index = server.commitIndex; index > server.lastApplied; index--) {
      apply(index, entryAt(server.disk, index)!);
    }
    server.lastApplied = server.commitIndex;`,
    caughtBy: 'worlds',
  },
  {
    id: 'applies-the-newest-only',
    wrong: 'Where several entries are committed at once, applies only the last of them.',
    find: untilCommitted,
    replace: `    if (server.lastApplied === server.commitIndex) return;
    server.lastApplied = server.commitIndex;
    apply(server.lastApplied, entryAt(server.disk, server.lastApplied)!);`,
    caughtBy: 'order',
  },
  {
    id: 'applies-the-last-one-again',
    wrong: 'Begins with the entry that was applied last: it is applied twice.',
    find: untilCommitted,
    replace: `    for (let index = Math.max(1, server.lastApplied); index <= server.commitIndex; index++) {
      apply(index, entryAt(server.disk, index)!);
    }
    server.lastApplied = server.commitIndex;`,
    caughtBy: 'quiet',
  },
  {
    id: 'starts-from-0',
    wrong: 'A server that boots beside a snapshot wants to apply what the snapshot stands for.',
    find: `    server.commitIndex = server.disk.snapshot.lastIndex;
    server.lastApplied = server.commitIndex;`,
    replace: `    server.commitIndex = 0;
    server.lastApplied = 0;`,
    caughtBy: 'restart',
    seen: 'etcd issue 13766: after a crash, entries were applied to a database that had seen them.',
  },
  {
    id: 'starts-at-the-end-of-its-log',
    wrong: 'A server that boots takes all of its log for applied: its machine never sees it.',
    find: `    server.commitIndex = server.disk.snapshot.lastIndex;`,
    replace: `    server.commitIndex = lastIndex(server.disk);`,
    caughtBy: 'restart',
  },
  {
    id: 'trusts-its-disk',
    wrong: 'A server that boots takes all of its log for committed.',
    find: `    server.commitIndex = server.disk.snapshot.lastIndex;
    server.lastApplied = server.commitIndex;`,
    replace: `    server.commitIndex = lastIndex(server.disk);
    server.lastApplied = server.disk.snapshot.lastIndex;`,
    caughtBy: 'restart',
  },
  {
    id: 'counts-for-itself',
    wrong: 'Counts what it has applied for itself, and does not notice that a snapshot went ahead.',
    edits: [
      {
        find: '    return {};',
        replace: '    return { applied: server.lastApplied };',
      },
      {
        find: '  applyCommitted(_node, server, _own, apply) {',
        replace:
          '  applyCommitted(_node, server, own, apply) {\n    const mine = own as { applied: number };',
      },
      {
        find: untilCommitted,
        replace: `    while (mine.applied < server.commitIndex) {
      mine.applied++;
      server.lastApplied = mine.applied;
      apply(mine.applied, entryAt(server.disk, mine.applied)!);
    }`,
      },
    ],
    caughtBy: 'restart',
  },
  {
    id: 'forgets-the-offset',
    wrong:
      'Takes the index of the paper for a place in the list, where a snapshot stands before it.',
    find: 'entryAt(server.disk, server.lastApplied)!',
    replace: 'server.disk.log[server.lastApplied - 1]!',
    caughtBy: 'restart',
  },
  {
    id: 'commits-all-or-nothing',
    wrong: 'Commits only when a majority holds the whole log: under load, that may take for ever.',
    find: counts,
    replace: 'if (!hasQuorum(configuration, holdersOf(node, server, index))) return;',
    caughtBy: 'round-trip',
  },
  {
    id: 'writes-what-it-commits',
    wrong: 'Writes the disk with every commit, although nothing on it has changed.',
    find: `      server.commitIndex = index;
      return;`,
    replace: `      server.commitIndex = index;
      node.persist(disk);
      return;`,
    caughtBy: 'cost',
  },
  {
    id: 'two-no-ops',
    wrong: 'A leader begins its term with two no-ops, to be sure.',
    find: `    append(disk, { term: disk.currentTerm, command: { type: 'no-op' } });
`,
    replace: `    append(disk, { term: disk.currentTerm, command: { type: 'no-op' } });
    append(disk, { term: disk.currentTerm, command: { type: 'no-op' } });
`,
    caughtBy: 'cost',
  },
]);
