// Code in chapters is included from files that tests run, by region: a page can't show what doesn't work.

/**
 * The lines between `// #region name` and `// #endregion name`, without the markers of regions inside it.
 * @throws Error when there is no such region.
 */
export function region(source: string, name: string): string {
  const lines = source.split(/\r?\n/);
  const first = lines.findIndex((line) => line.trim() === `// #region ${name}`);
  const last = lines.findIndex((line) => line.trim() === `// #endregion ${name}`);
  if (first === -1 || last < first) throw new Error(`There is no region "${name}".`);
  return withoutMarkers(lines.slice(first + 1, last).join('\n')).trim();
}

export const withoutMarkers = (source: string): string =>
  source
    .split('\n')
    .filter((line) => !/^\s*\/\/ #(?:end)?region\b/.test(line))
    .join('\n');

/** What ```` ```ts file=solutions/02-quorums/register.ts#types ```` asks for. */
export function quoteOf(meta: string): { file: string; name: string } | undefined {
  const [, file, name] = /(?:^|\s)file=([^\s#]+)#([\w-]+)/.exec(meta) ?? [];
  return file === undefined || name === undefined ? undefined : { file, name };
}
