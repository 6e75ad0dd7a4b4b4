// Hints on the checks of whole servers. A part's own exercise has the hints on its rules: these lead to the part.
import type { Hints } from '../suite.ts';

export const crashes: Hints = [
  'What did the server in this story promise before it crashed, and what is left of that when it is back?',
  'Look at the disk of that server in the story: which part changed the record last, and did it write it before it sent anything?',
  'Votes, terms and entries are on disk before anybody hears of them. At a boot, memory begins with what the snapshot stands for, and with no more.',
  'election: persist the vote, then send it. replication: persist entries, then acknowledge. commit.start: commitIndex and lastApplied are disk.snapshot.lastIndex.',
];

export const late: Hints = [
  'Which message in this story is of the past, and which part took it for a new one?',
  'If it holds entries: what did onAppendEntries do to the log beyond them? If it is a call: what did apply compare its sequence with?',
  'A message that says less than the log holds takes nothing away. A call whose sequence is not above the last of its session has been done.',
  'replication: truncate only where termAt(disk, index) is another term than the entry’s. keyValue: skip where sequence <= last.sequence, in apply.',
];

export const figureEight: Hints = [
  'The entry that was lost in this story was on the disks of a majority. Who of that majority voted for the next leader, and was the vote right?',
  'Compare what commit counts with what election compares: where would the two disagree about an entry?',
  'Voters prefer the later term, so that an entry of an earlier term can be outvoted wherever it is. Only an entry of the leader’s own term protects what is before it.',
  'commit.onProgress: an index counts only if termAt(disk, index) is disk.currentTerm. election: the later last term wins, then the longer log.',
];

export const away: Hints = [
  'What does the server that was away know of the time that it has missed, and from where?',
  'Look at what is in the snapshot, at what becomes of it in onInstallSnapshot, and at every place where an index picks an entry from a list.',
  'A snapshot holds the values, the sessions, its last index and the term of that. Whoever installs it goes on behind it: machine, commitIndex, lastApplied and log.',
  'snapshots: copyOfMachine(server.machine) goes in whole; on arrival persist, set commitIndex and lastApplied, call restore. Elsewhere use lastIndex, termAt, entryAt and entriesFrom, never disk.log[index].',
];

export const cutOff: Hints = [
  'How could the old leader in this story know that it has been replaced?',
  'Look at each reply of the old leader: which part sent it, and what had a majority said since the call came?',
  'A write is answered when its own entry is applied, a read when a majority has answered a round that began after it came.',
  'keyValue.apply replies, for the call that the entry holds; onCall does not. reads: remember the round that broadcast() returns, and count answers to it or to a later one.',
];

export const newLeader: Hints = [
  'What does the new leader in this story know to be committed, and what would tell it more?',
  'Look at commit.onElected, and at what reads waits for before it takes a read index.',
  'A term begins with an entry of its own, whether anybody writes or not. Until that is committed, reads wait. They are not forgotten, and not answered.',
  'commit.onElected: append a no-op, persist. reads: wait while termAt(disk, commitIndex) !== disk.currentTerm; in onApplied, begin the round for those who wait.',
];
