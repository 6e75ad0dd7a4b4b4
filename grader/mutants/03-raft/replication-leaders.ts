// Leaders that count what they may not count, or that take too long, or say too much.
import type { mutantsOf } from '../mutant.ts';

export const ofLeaders: Parameters<typeof mutantsOf>[1] = [
  {
    id: 'counts-what-it-sends',
    wrong: 'A leader takes entries for replicated as soon as it has sent them.',
    find: '    const next = nextFor(own, to);\n    node.send(to, {',
    replace: `    const next = nextFor(own, to);
    server.matchIndex.set(to, next - 1 + entriesFrom(disk, next, settings.entriesPerMessageMax).length);
    node.send(to, {`,
    caughtBy: 'match',
  },
  {
    id: 'counts-its-own-log',
    wrong: 'Whatever a follower acknowledges, the leader takes it for all that its own log holds.',
    find: 'const match = Math.max(matchIndex, server.matchIndex.get(from) ?? 0);',
    replace:
      'const match = matchIndex > 0 ? lastIndex(server.disk) : (server.matchIndex.get(from) ?? 0);',
    caughtBy: 'match',
  },
  {
    id: 'counts-what-it-sent-last',
    wrong:
      'A leader takes an answer for the answer to its last message, and counts all up to nextIndex - 1.',
    edits: [
      {
        find: '      round: server.round,\n    });\n  },\n  // #endregion replicate',
        replace: `      round: server.round,
    });
    own.next.set(to, next + entriesFrom(disk, next, settings.entriesPerMessageMax).length);
  },
  // #endregion replicate`,
      },
      {
        find: 'const match = Math.max(matchIndex, server.matchIndex.get(from) ?? 0);',
        replace:
          'const match = Math.max(nextFor(own, from) - 1, matchIndex, server.matchIndex.get(from) ?? 0);',
      },
    ],
    caughtBy: 'match',
  },
  {
    id: 'goes-back-with-an-old-answer',
    wrong: 'A leader takes the answer that comes last for the newest.',
    find: 'const match = Math.max(matchIndex, server.matchIndex.get(from) ?? 0);',
    replace: 'const match = matchIndex;',
    caughtBy: 'match',
  },
  {
    id: 'goes-back-with-an-old-rejection',
    wrong:
      'A leader goes back when a rejection comes a second time, behind what was acknowledged since.',
    edits: [
      {
        find: '    if (prevLogIndex !== nextFor(own, from) - 1) return false;\n',
        replace: '',
      },
      {
        find: 'own.next.set(from, Math.max(next, (server.matchIndex.get(from) ?? 0) + 1));',
        replace: 'own.next.set(from, next);',
      },
    ],
    caughtBy: 'match',
  },
  {
    id: 'repeats-the-last-entry',
    wrong: 'A leader takes matchIndex for the next entry to send, and sends the last one for ever.',
    find: 'own.next.set(from, match + 1);\n    return match + 1 > before',
    replace: 'own.next.set(from, Math.max(1, match));\n    return match > before',
    caughtBy: 'match',
  },
  {
    id: 'counts-answers-of-old-terms',
    wrong: 'A leader counts what a follower acknowledged to it in an earlier term.',
    find: `    if (server.role !== 'leader' || term !== server.disk.currentTerm) return false;
    // An old answer may come late`,
    replace: `    if (server.role !== 'leader' || term > server.disk.currentTerm) return false;
    // An old answer may come late`,
    caughtBy: 'old-answer',
  },
  {
    id: 'keeps-what-it-knew-in-an-earlier-term',
    wrong:
      'A server that leads once more begins where it stood with its followers in its earlier term.',
    find: '    own.next.clear();\n',
    replace: '',
    caughtBy: 'old-answer',
  },
  {
    id: 'counts-from-the-first-entry-of-its-list',
    wrong:
      'A leader takes an index for a place in its list of entries, whatever was compacted away.',
    find: 'entries: entriesFrom(disk, next, settings.entriesPerMessageMax),',
    replace: 'entries: disk.log.slice(next - 1, next - 1 + settings.entriesPerMessageMax),',
    caughtBy: 'snapshot',
  },
  {
    id: 'says-its-own-term',
    wrong: 'A leader says of the entry at prevLogIndex that it is of the current term.',
    find: 'prevLogTerm: termAt(disk, next - 1)!,',
    replace: 'prevLogTerm: next === 1 ? 0 : disk.currentTerm,',
    caughtBy: 'quiet',
  },
  {
    id: 'sends-all-at-once',
    wrong: 'A leader sends all that a follower lacks in one message.',
    find: 'entriesFrom(disk, next, settings.entriesPerMessageMax)',
    replace: 'entriesFrom(disk, next)',
    caughtBy: 'catch-up',
  },
  {
    id: 'sends-old-entries-at-once',
    wrong: 'A leader keeps to the size of a message for entries of its own term only.',
    find: 'entriesFrom(disk, next, settings.entriesPerMessageMax)',
    replace: 'entriesFrom(disk, next, next < own.first ? Infinity : settings.entriesPerMessageMax)',
    caughtBy: 'worlds',
  },
  {
    id: 'waits-for-the-next-heartbeat',
    wrong:
      'A leader sends the next batch with the next heartbeat, not with the answer to the last one.',
    find: 'return match + 1 > before && match < lastIndex(server.disk);',
    replace: 'return match < 0;',
    caughtBy: 'catch-up',
  },
  {
    id: 'backs-up-with-heartbeats',
    wrong: 'A leader that was rejected asks again with the next heartbeat.',
    find: '    own.next.set(from, Math.max(next, (server.matchIndex.get(from) ?? 0) + 1));\n    return true;',
    replace:
      '    own.next.set(from, Math.max(next, (server.matchIndex.get(from) ?? 0) + 1));\n    return prevLogIndex < 0;',
    caughtBy: 'back-up',
  },
  {
    id: 'backs-up-one-by-one',
    wrong:
      'A leader goes back by one entry with each rejection: fifty round trips for fifty entries.',
    find: 'own.next.set(from, Math.max(next, (server.matchIndex.get(from) ?? 0) + 1));',
    replace:
      'own.next.set(from, Math.max(Math.max(next, prevLogIndex), (server.matchIndex.get(from) ?? 0) + 1));',
    caughtBy: 'back-up',
    seen: 'The plain protocol of Figure 2. Section 5.3 doubts that it matters in practice.',
  },
  {
    id: 'names-one-entry',
    wrong:
      'A follower names the entry before prevLogIndex as the place to look, not the beginning of its term.',
    find: 'while (conflictIndex > firstIndex(disk) && termAt(disk, conflictIndex - 1) === conflictTerm) {',
    replace: 'while (conflictIndex > firstIndex(disk) && conflictIndex > prevLogIndex) {',
    caughtBy: 'back-up',
  },
  {
    id: 'backs-up-to-the-beginning',
    wrong: 'A leader that is rejected once sends its whole log again.',
    find: 'own.next.set(from, Math.max(next, (server.matchIndex.get(from) ?? 0) + 1));',
    replace:
      'own.next.set(from, Math.max(Math.min(next, 1), (server.matchIndex.get(from) ?? 0) + 1));',
    caughtBy: 'sparing',
  },
  {
    id: 'begins-at-the-beginning',
    wrong: 'A new leader sends everybody its whole log.',
    find: 'while (termAt(disk, own.first - 1) === disk.currentTerm) own.first--;',
    replace: 'while (own.first > firstIndex(disk)) own.first--;',
    caughtBy: 'sparing',
  },
  {
    id: 'sends-only-what-is-new',
    wrong: 'A leader that has nothing new says nothing, and its followers take it for dead.',
    find: '    const next = nextFor(own, to);\n    node.send(to, {',
    replace: `    const next = nextFor(own, to);
    if (next > lastIndex(disk)) return;
    node.send(to, {`,
    caughtBy: 'quiet',
  },
  {
    id: 'answers-every-answer',
    wrong:
      'A leader sends the next message with each answer, whether there is anything to send or not.',
    find: 'return match + 1 > before && match < lastIndex(server.disk);',
    replace: 'return match + 1 >= before;',
    caughtBy: 'quiet',
  },
  {
    id: 'sends-twice',
    wrong: 'A leader sends each message twice, in case one of them is lost.',
    edits: [
      {
        find: "    node.send(to, {\n      type: 'appendEntries',",
        replace: "    const message = {\n      type: 'appendEntries' as const,",
      },
      {
        find: '      round: server.round,\n    });\n  },\n  // #endregion replicate',
        replace:
          '      round: server.round,\n    };\n    node.send(to, message);\n    node.send(to, message);\n  },\n  // #endregion replicate',
      },
    ],
    caughtBy: 'cost',
  },
  {
    id: 'gives-up-after-a-rejection',
    wrong: 'A leader that is rejected stays where it is, and asks for the same entry for ever.',
    find: '    own.next.set(from, Math.max(next, (server.matchIndex.get(from) ?? 0) + 1));\n    return true;',
    replace: '    return next < 0;',
    caughtBy: 'progress',
  },
];
