// Right answers by recursion: each question is asked again with one node decided, up or down, in or out.
import type { NodeId } from '#sim';

type Group = readonly NodeId[];
type Family = readonly Group[];
type Numbers = Readonly<Record<NodeId, number>>;

const meet = (one: Group, other: Group) =>
  new Set([...one, ...other]).size < one.length + other.length;

export function isQuorumSystem([first, ...others]: Family): boolean {
  if (!first || first.length === 0) return false;
  return (
    others.every((other) => meet(first, other)) && (others.length === 0 || isQuorumSystem(others))
  );
}

export const isReadWriteSystem = (reads: Family, writes: Family): boolean =>
  isQuorumSystem(writes) && writes.every((write) => !reads.some((read) => !meet(read, write)));

export function minimalQuorums(family: Family): Family {
  const sets = family.map((group) => new Set(group));
  return family.filter((_, at) =>
    sets.every((inner, index) => {
      if (index === at || [...inner].some((node) => !sets[at]!.has(node))) return true;
      // The same nodes: the first one stays.
      return inner.size === sets[at]!.size && at < index;
    }),
  );
}

export function quorumsByVotes(votes: Numbers, needed: number): Family {
  // Heavy nodes first: a group is minimal if the node that came last was needed.
  const nodes = Object.keys(votes).toSorted((one, other) => votes[other]! - votes[one]!);
  const found: NodeId[][] = [];
  (function choose(at: number, group: NodeId[], left: number) {
    if (left <= 0) return void found.push(group);
    const node = nodes[at];
    if (node === undefined) return;
    choose(at + 1, [...group, node], left - votes[node]!);
    choose(at + 1, group, left);
  })(0, [], needed);
  return found.filter((group) => group.every((node) => votes[node]! > 0));
}

export function quorumsOfGrid(rows: Family): Family {
  const [first = []] = rows;
  return first.flatMap((_, column) =>
    rows.map((row) => [
      ...row,
      ...rows.filter((other) => other !== row).map((other) => other[column]!),
    ]),
  );
}

/** The fewest crashes that hit every quorum: one of the first one's nodes must be among them. */
const fewestToStop = ([first, ...others]: Family): number =>
  first
    ? 1 +
      Math.min(
        ...first.map((node) => fewestToStop(others.filter((group) => !group.includes(node)))),
      )
    : 0;

export const toleratedCrashes = (family: Family): number => fewestToStop(family) - 1;

export function availability(family: Family, failure: Numbers): number {
  if (family.length === 0) return 0;
  const node = family.find((group) => group.length > 0)?.[0];
  if (node === undefined || family.some((group) => group.length === 0)) return 1;
  const up = family.map((group) => group.filter((other) => other !== node));
  const down = family.filter((group) => !group.includes(node));
  return (
    (1 - failure[node]!) * availability(up, failure) + failure[node]! * availability(down, failure)
  );
}
