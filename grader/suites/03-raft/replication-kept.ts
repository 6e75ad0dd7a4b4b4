// The promises of replication by the names that a learner reads, as several checks state them.
import { leadersOnlyAppend, logsMatch, sameApplied } from './promises.ts';
import { sameLogs } from './replication-goals.ts';
import {
  acknowledgedStays,
  neverSentAgain,
  sendsItsLog,
  termsInOrder,
} from './replication-promises.ts';
import { anAcknowledgement } from './replication-sightings.ts';
import { acknowledgedIsOnDisk, appliedIsOnMajority } from './servers-promises.ts';

export const chapter = (section: string) => `03-raft/replication#${section}`;

export const onDisk = {
  'What a server acknowledges is on its disk, as its leader has it': acknowledgedIsOnDisk,
};
export const stays = { 'What a server has acknowledged stays': acknowledgedStays };
export const match = { 'Logs that agree on an entry agree on all before it': logsMatch };
export const ordered = { 'The terms in a log never go down': termsInOrder };
export const appendOnly = { 'A leader never changes its log but by appending': leadersOnlyAppend };
export const truthful = { 'A leader sends what its log holds': sendsItsLog };
export const counted = { 'What is applied is on the disks of a majority': appliedIsOnMajority };
export const once = { 'Nobody is sent again what it has acknowledged': neverSentAgain };
export const applied = { 'All servers apply the same entries': sameApplied };
export const equal = { 'In the end, all logs equal the log of the leader': sameLogs };
export const seenAppended = { 'entries were acknowledged': anAcknowledgement };

export const follows = { ...onDisk, ...stays, ...match, ...ordered, ...applied };
