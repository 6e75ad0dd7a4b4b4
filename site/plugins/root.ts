// Where the workbook is. Everything that is built from it is found from here.
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The path from the root, with slashes on every system. */
export const fromRoot = (path: string): string => relative(root, path).replaceAll('\\', '/');

/** The exercise (`02-quorums/register`) that a page explains, or would if there were one of its name. */
export function pageOf(path: string): string | undefined {
  const [, page] = /^chapters\/(\d\d-[\w-]+\/[\w-]+)\.mdx?$/.exec(fromRoot(path)) ?? [];
  return page;
}

/** `03-raft` makes "Raft", `type-aliases` makes "Type aliases": a name for a folder that has no page of its own. */
export const inWords = (folder: string): string =>
  folder
    .replace(/^\d\d-/, '')
    .replaceAll('-', ' ')
    .replace(/^./, (letter) => letter.toUpperCase());
