// Wrong leases: of a wrong length, from a wrong moment, of too few servers, by a wrong clock, or without the promise that
// they rest on.
import { mutantsOf } from '../mutant.ts';

const length = '(electionTimeoutMs.min * (1 - driftMax)) / (1 + driftMax);';
const isCurrent =
  'const isCurrent = termAt(disk, commitIndex) === disk.currentTerm && lastApplied >= commitIndex;';

export default mutantsOf('03-raft/leases', [
  {
    id: 'never-reads',
    wrong: 'Never answers by its lease: each read asks a majority.',
    find: 'return sentAtMs !== undefined && node.now() < sentAtMs + leaseMs(settings);',
    replace: 'return sentAtMs !== undefined && node.now() < sentAtMs;',
    caughtBy: 'quiet',
  },
  {
    id: 'never-renews',
    wrong: 'Takes a lease when it is elected, and never renews it.',
    find: '    own.sentAtMs.set(round, node.now());',
    replace: '    if (round <= 2) own.sentAtMs.set(round, node.now());',
    caughtBy: 'quiet',
  },
  {
    id: 'never-ends',
    wrong: 'Believes in its lease for as long as it leads.',
    find: 'return sentAtMs !== undefined && node.now() < sentAtMs + leaseMs(settings);',
    replace: 'return sentAtMs !== undefined;',
    caughtBy: 'end',
    seen: 'etcd 0.4 answered from the leader’s memory without asking anybody: Jepsen, 2014.',
  },
  {
    id: 'the-longest-timeout',
    wrong:
      'Takes the longest election timeout for the length of the lease; the shortest is what is promised.',
    find: length,
    replace: '(electionTimeoutMs.max * (1 - driftMax)) / (1 + driftMax);',
    caughtBy: 'end',
  },
  {
    id: 'counts-from-the-answer',
    wrong: 'Counts the lease from when an answer comes, however late.',
    find: '    own.acknowledged.set(from, Math.max(round, own.acknowledged.get(from) ?? 0));',
    replace: `    own.acknowledged.set(from, Math.max(round, own.acknowledged.get(from) ?? 0));
    own.sentAtMs.set(round, node.now());`,
    caughtBy: 'sent',
  },
  {
    id: 'every-answer-is-of-the-last-round',
    wrong: 'Takes each answer for one to the last round that was sent.',
    find: '    own.acknowledged.set(from, Math.max(round, own.acknowledged.get(from) ?? 0));',
    replace: '    own.acknowledged.set(from, Math.max(round, server.round));',
    caughtBy: 'rounds',
    seen: 'The same mistake as to count any heartbeat’s answer for a read, without an identity of its own.',
  },
  {
    id: 'keeps-old-answers',
    wrong: 'Keeps the answers of an earlier term, whose rounds had the same numbers.',
    find: '    own.acknowledged.clear();\n',
    replace: '',
    caughtBy: 'rounds',
  },
  {
    id: 'one-answer-is-enough',
    wrong: 'Renews the lease as soon as one follower has answered.',
    find: '    return hasQuorum(server.configuration, [node.id, ...peers]);',
    replace: '    return hasQuorum(server.configuration, [node.id, ...peers]) || peers.length > 0;',
    caughtBy: 'majority',
  },
  {
    id: 'needs-no-answer',
    wrong: 'Renews the lease with each round that it sends.',
    find: 'return rounds.find(isConfirmed) ?? 0;',
    replace: 'return rounds.find(isConfirmed) === undefined ? 0 : server.round;',
    caughtBy: 'end',
  },
  {
    id: 'no-drift',
    wrong: 'A lease as long as the promise, as if all clocks ran alike.',
    find: length,
    replace: 'electionTimeoutMs.min + 0 * driftMax;',
    caughtBy: 'drift',
  },
  {
    id: 'half-the-drift',
    wrong: 'Allows for its own clock, and not for that of the follower.',
    find: length,
    replace: 'electionTimeoutMs.min * (1 - driftMax);',
    caughtBy: 'drift',
  },
  {
    id: 'drift-the-wrong-way',
    wrong: 'Makes the lease longer by the drift, not shorter.',
    find: length,
    replace: '(electionTimeoutMs.min * (1 + driftMax)) / (1 - driftMax);',
    caughtBy: 'drift',
  },
  {
    id: 'by-the-time-of-day',
    wrong: 'The leader reads the time of day, which somebody may set.',
    edits: [
      {
        find: 'own.sentAtMs.set(round, node.now());',
        replace: 'own.sentAtMs.set(round, node.wallClock());',
      },
      {
        find: 'node.now() < sentAtMs + leaseMs(settings);',
        replace: 'node.wallClock() < sentAtMs + leaseMs(settings);',
      },
    ],
    caughtBy: 'time-of-day',
    seen: 'TiKV’s issue 964: what is measured by a clock that can be set.',
  },
  {
    id: 'promises-by-the-time-of-day',
    wrong: 'The followers measure their promise by the time of day.',
    edits: [
      { find: 'heardAtMs: node.now(),', replace: 'heardAtMs: node.wallClock(),' },
      { find: 'own.heardAtMs = node.now();', replace: 'own.heardAtMs = node.wallClock();' },
      {
        find: 'return node.now() < own.heardAtMs +',
        replace: 'return node.wallClock() < own.heardAtMs +',
      },
    ],
    caughtBy: 'time-of-day',
  },
  {
    id: 'never-refuses',
    wrong: 'A follower votes whenever it is asked, whatever a leader counts on.',
    find: 'return node.now() < own.heardAtMs + settings.electionTimeoutMs.min;',
    replace: 'return node.now() < own.heardAtMs - settings.electionTimeoutMs.min;',
    caughtBy: 'promise',
    seen: 'etcd’s raft refuses to start with leases but without CheckQuorum, for this.',
  },
  {
    id: 'promises-at-boot-only',
    wrong: 'A follower promises when it boots, and not with each message of the leader.',
    find: '    own.heardAtMs = node.now();\n',
    replace: '',
    caughtBy: 'promise',
  },
  {
    id: 'half-a-promise',
    wrong: 'A follower keeps its promise for half of the shortest timeout.',
    find: 'own.heardAtMs + settings.electionTimeoutMs.min;',
    replace: 'own.heardAtMs + settings.electionTimeoutMs.min / 2;',
    caughtBy: 'promise',
  },
  {
    id: 'forgets-its-promise',
    wrong: 'A server that has just booted votes at once: what it had promised is forgotten.',
    find: '    heardAtMs: node.now(),',
    replace: '    heardAtMs: -1_000,',
    caughtBy: 'restart',
  },
  {
    id: 'promises-for-ever',
    wrong: 'Once it has heard from a leader, a follower never votes for anybody again.',
    find: 'return node.now() < own.heardAtMs + settings.electionTimeoutMs.min;',
    replace: `if (node.now() < own.heardAtMs + settings.electionTimeoutMs.min) return true;
    return own.heardAtMs > 0;`,
    caughtBy: 'progress',
  },
  {
    id: 'anybody-reads',
    wrong: 'Every server answers reads from its machine, whether it leads or not.',
    find: "if (role !== 'leader' || !isCurrent || own.givenUp) return false;",
    replace: `if (role !== 'leader') return true;
    if (!isCurrent || own.givenUp) return false;`,
    caughtBy: 'worlds',
  },
  {
    id: 'reads-before-its-own-term',
    wrong:
      'Reads before it has committed an entry of its own term: it may not know what is committed.',
    find: isCurrent,
    replace:
      'const isCurrent = commitIndex <= lastApplied && termAt(disk, commitIndex) !== undefined;',
    caughtBy: 'own-term',
    seen: 'etcd#7331 and TiKV#9239, for ReadIndex.',
  },
  {
    id: 'reads-before-it-has-applied',
    wrong: 'Reads from a machine that is behind what is committed.',
    find: isCurrent,
    replace:
      'const isCurrent = termAt(disk, commitIndex) === disk.currentTerm || lastApplied > commitIndex;',
    caughtBy: 'applied',
  },
  {
    id: 'reads-when-deposed',
    wrong: 'Goes on to answer by its lease when it has stepped down.',
    find: "if (role !== 'leader' || !isCurrent || own.givenUp) return false;",
    replace: "if ((role !== 'leader' && !isCurrent) || !isCurrent || own.givenUp) return false;",
    caughtBy: 'deposed',
  },
  {
    id: 'keeps-its-lease-in-a-transfer',
    wrong: 'Goes on to answer by its lease while a successor is being elected by its own wish.',
    find: '    own.givenUp = true;\n',
    replace: '    own.givenUp = false;\n',
    caughtBy: 'transfer',
    seen: 'openraft#1748: a leader that still answered by its lease after a transfer.',
  },
  {
    id: 'takes-its-lease-back',
    wrong: 'Takes the lease back with the next round, although the successor may still be asked.',
    find: '    own.sentAtMs.set(round, node.now());',
    replace: `    own.sentAtMs.set(round, node.now());
    own.givenUp = false;`,
    caughtBy: 'transfer',
  },
  {
    id: 'renews-its-promise-when-asked',
    wrong:
      'Each request for a vote renews the promise, so that those who ask keep each other from being elected.',
    find: 'return node.now() < own.heardAtMs + settings.electionTimeoutMs.min;',
    replace: `const refuses = node.now() < own.heardAtMs + settings.electionTimeoutMs.min;
    if (refuses) own.heardAtMs = node.now();
    return refuses;`,
    caughtBy: 'gone',
  },
]);
