// An edit as lines: what stays at its beginning and its end is context, what differs in between was taken out and put in.

export interface ChangedLine {
  readonly is: 'del' | 'ins' | 'span';
  readonly text: string;
}

export function changedLines({
  find,
  replace,
}: {
  readonly find: string;
  readonly replace: string;
}): ChangedLine[] {
  const before = find.split('\n');
  const after = replace === '' ? [] : replace.split('\n');
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;

  const lines = (is: ChangedLine['is'], texts: readonly string[]) =>
    texts.map((text): ChangedLine => ({ is, text }));
  return [
    ...lines('span', before.slice(0, head)),
    ...lines('del', before.slice(head, before.length - tail)),
    ...lines('ins', after.slice(head, after.length - tail)),
    ...lines('span', before.slice(before.length - tail)),
  ].filter(({ text }, index, all) => text !== '' || (index > 0 && index < all.length - 1));
}
