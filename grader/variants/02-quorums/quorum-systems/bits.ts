// Right answers in which a group is a number, one bit a node.
import type { NodeId } from '#sim';

type Family = readonly (readonly NodeId[])[];
type Numbers = Readonly<Record<NodeId, number>>;

const maskOf = (group: readonly NodeId[], nodes: readonly NodeId[]) => {
  let mask = 0;
  for (const node of group) mask |= 1 << nodes.indexOf(node);
  return mask;
};

const namesIn = (mask: number, nodes: readonly NodeId[]) => {
  const names: NodeId[] = [];
  for (let at = nodes.length - 1; at >= 0; at--) if ((mask >> at) & 1) names.push(nodes[at]!);
  return names;
};

const masksOf = (...families: Family[]) => {
  const nodes = [...new Set(families.flat(2))];
  return { nodes, masks: families.map((family) => family.map((group) => maskOf(group, nodes))) };
};

const allMeet = (ones: readonly number[], others: readonly number[]) =>
  !ones.some((one) => others.some((other) => (one & other) === 0));

const minimalOf = (masks: Iterable<number>) => {
  const all = [...new Set(masks)];
  return all.filter((mask) => all.every((inner) => inner === mask || (inner & mask) !== inner));
};

export function isQuorumSystem(family: Family): boolean {
  const [masks] = masksOf(family).masks;
  return masks!.length > 0 && allMeet(masks!, masks!);
}

export function isReadWriteSystem(reads: Family, writes: Family): boolean {
  const [read, write] = masksOf(reads, writes).masks;
  return allMeet(read!, write!) && allMeet(write!, write!);
}

export function minimalQuorums(family: Family): Family {
  const { nodes, masks } = masksOf(family);
  return minimalOf(masks[0]!).map((mask) => namesIn(mask, nodes));
}

export function quorumsByVotes(votes: Numbers, needed: number): Family {
  const nodes = Object.keys(votes);
  const enough: number[] = [];
  for (let mask = 0; mask < 1 << nodes.length; mask++) {
    let sum = 0;
    for (const node of namesIn(mask, nodes)) sum += votes[node]!;
    if (sum >= needed) enough.push(mask);
  }
  return minimalOf(enough).map((mask) => namesIn(mask, nodes));
}

export function quorumsOfGrid(rows: Family): Family {
  const quorums: NodeId[][] = [];
  for (const [at, row] of rows.entries()) {
    for (const [column] of row.entries()) {
      const others = rows.filter((_, index) => index !== at);
      quorums.push([...others.map((other) => other[column]!), ...row]);
    }
  }
  return quorums;
}

export function toleratedCrashes(family: Family): number {
  const { nodes, masks } = masksOf(family);
  let fewest = nodes.length;
  for (let crashed = 0; crashed < 1 << nodes.length; crashed++) {
    if (masks[0]!.every((mask) => mask & crashed)) {
      fewest = Math.min(fewest, namesIn(crashed, nodes).length);
    }
  }
  return fewest - 1;
}

export function availability(family: Family, failure: Numbers): number {
  const { nodes, masks } = masksOf(family);
  let down = 0;
  for (let up = 0; up < 1 << nodes.length; up++) {
    if (masks[0]!.some((mask) => (mask & up) === mask)) continue;
    let likelihood = 1;
    for (const [at, node] of nodes.entries())
      likelihood *= (up >> at) & 1 ? 1 - failure[node]! : failure[node]!;
    down += likelihood;
  }
  return 1 - down;
}
