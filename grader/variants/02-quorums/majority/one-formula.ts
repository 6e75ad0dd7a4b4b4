// Right answers in as few words as will do: every question is turned into one about those that may be left out.
import type { NodeId } from '#sim';

type Group = readonly NodeId[];

export const toleratedFailures = ({ length }: Group) => (length - 1) >> 1;

export const majorityOf = (members: Group) => members.length - toleratedFailures(members);

export const hasMajority = (members: Group, answered: Group) =>
  members.filter((member) => !answered.includes(member)).length <= toleratedFailures(members);

const apart = (one: Group, other: Group) => one.every((node) => !other.includes(node));

export const alwaysMeet = (reads: readonly Group[], writes: readonly Group[]) =>
  !reads.some((read) => writes.some((write) => apart(read, write)));

export const areSafeSizes = (
  { length }: Group,
  { read, write }: { readonly read: number; readonly write: number },
) => read > 0 && read <= length && write <= length && Math.min(read, write) + write > length;
