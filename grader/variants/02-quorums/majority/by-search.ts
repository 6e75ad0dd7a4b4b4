// Right answers that count up or down to a size instead of computing it.
import type { NodeId } from '#sim';

type Group = readonly NodeId[];

export function majorityOf(members: Group): number {
  let size = 1;
  while (members.length - size >= size) size++;
  return size;
}

export function toleratedFailures(members: Group): number {
  let failures = 0;
  while (members.length - (failures + 1) > failures + 1) failures++;
  return failures;
}

export function hasMajority(members: Group, answered: Group): boolean {
  let lead = 0;
  for (const member of members) lead += answered.includes(member) ? 1 : -1;
  return lead > 0;
}

export function alwaysMeet(reads: readonly Group[], writes: readonly Group[]): boolean {
  for (const read of reads) {
    for (const write of writes) {
      if (new Set([...read, ...write]).size === read.length + write.length) return false;
    }
  }
  return true;
}

export function areSafeSizes(
  members: Group,
  { read, write }: { readonly read: number; readonly write: number },
): boolean {
  if (Math.min(read, write) < 1 || Math.max(read, write) > members.length) return false;
  const silent = members.length - write;
  return read > silent && write > silent;
}
