// Two groups of members that a reader moves about, and how often a group of a size is up.

/** Chosen members, by index, ascending. */
export type Group = readonly number[];

/** The first `size` members, or the last. */
export const firstOf = (size: number): Group => Array.from({ length: size }, (_, index) => index);
export const lastOf = (members: number, size: number): Group =>
  firstOf(size).map((index) => index + members - size);

export const shared = (a: Group, b: Group): Group => a.filter((member) => b.includes(member));

/** What two groups of these sizes share at least, wherever they are. */
export const sharedAtLeast = (members: number, a: number, b: number): number =>
  Math.max(0, a + b - members);

export const majorityOf = (members: number): number => Math.floor(members / 2) + 1;

/** Moves one of a group to a place; where that is taken, nothing happens. */
export function moved(group: Group, from: number, to: number): Group {
  if (!group.includes(from) || group.includes(to)) return group;
  return group.map((member) => (member === from ? to : member)).toSorted((a, b) => a - b);
}

/** The next free place of the row in a direction, or where it is. */
export function nextFree(group: Group, from: number, by: 1 | -1, members: number): number {
  for (let place = from + by; place >= 0 && place < members; place += by) {
    if (!group.includes(place)) return place;
  }
  return from;
}

/** How often at least `needed` of the members are up, if each is down this share of the time, whatever the others do. */
export function availability(members: number, needed: number, down: number): number {
  let sum = 0;
  for (let up = needed; up <= members; up++) {
    sum += choose(members, up) * (1 - down) ** up * down ** (members - up);
  }
  return Math.min(1, sum);
}

function choose(count: number, taken: number): number {
  let ways = 1;
  for (let index = 1; index <= taken; index++) ways = (ways * (count - taken + index)) / index;
  return ways;
}

/** As many digits as it takes to see that it isn't all: 99.9 %, 99.9991 %. */
export function percent(share: number): string {
  if (share >= 1) return '100 %';
  const missing = 1 - share;
  const digits = missing >= 0.1 ? 0 : Math.min(8, Math.ceil(-Math.log10(missing)) - 1);
  const shown = (Math.floor(share * 100 * 10 ** digits) / 10 ** digits).toFixed(digits);
  return `${shown} %`;
}
