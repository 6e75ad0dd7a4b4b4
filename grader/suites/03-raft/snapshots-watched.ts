// The promises, sightings and goals of snapshots, put together for the checks.
import { raftProperties } from './promises.ts';
import { acknowledgedIsOnDisk, appliedIsOnMajority, appliesInOrder } from './servers-promises.ts';
import {
  acknowledgesWhatIsCommitted,
  keepsWhatItAcknowledged,
  neverGoesBack,
  snapshotPromises,
  snapshotsAreTrue,
} from './snapshots-promises.ts';
import { allCaughtUp, anInstall, aSnapshot } from './snapshots-sightings.ts';
import { allAnswered, linearizableStore } from './store.ts';

export const linearizable = { 'What clients see is linearizable': linearizableStore };
export const inOrder = { 'Every entry is applied once, in its order': appliesInOrder };
export const trueOnes = { 'A snapshot is what the entries up to its end make': snapshotsAreTrue };
export const kept = {
  'A leader never changes its log but by appending':
    raftProperties['A leader never changes its log but by appending']!,
  'What a server has acknowledged stays on its disk': keepsWhatItAcknowledged,
};
export const acknowledged = {
  'A server acknowledges what is on its disk': acknowledgedIsOnDisk,
  'A server acknowledges what is committed': acknowledgesWhatIsCommitted,
};
export const notBack = { 'A server never goes back': neverGoesBack };
export const finished = { 'Every operation is answered': allAnswered };
export const caughtUp = { 'Every server comes as far as all others': allCaughtUp };

export const everything = {
  ...raftProperties,
  ...inOrder,
  'What is applied is on the disks of a majority': appliedIsOnMajority,
  ...acknowledged,
  ...snapshotPromises,
  ...linearizable,
};

export const taken = { 'a server took a snapshot': aSnapshot };
export const installed = { 'a server installed a snapshot': anInstall };
