// What `start` says between the verdicts.
import { diffLines } from 'diff';

const keys = {
  h: 'hint',
  n: 'next',
  l: 'list',
  r: 'replay',
  e: 'examples',
  x: 'reset',
  q: 'quit',
};

/** The keys, on as many lines as the terminal needs. */
export function keysText(width: number, bold: (text: string) => string): string {
  const lines: string[] = [''];
  let used = 0;
  for (const [key, does] of Object.entries(keys)) {
    const needed = `${key} ${does}`.length + 3;
    if (used > 0 && used + needed - 3 > width) {
      lines.push('');
      used = 0;
    }
    lines[lines.length - 1] += `${used > 0 ? '   ' : ''}${bold(key)} ${does}`;
    used += needed;
  }
  return lines.join('\n');
}

/** A line across the terminal: what is below it is newer. */
export function ruleText(text: string, width: number): string {
  const lead = `── ${text} `;
  return lead + '─'.repeat(Math.max(0, width - lead.length));
}

/** `+2 -1`: lines that a save added and took away. */
export function changeText(before: string, after: string): string {
  if (before === after) return 'unchanged';
  let [added, removed] = [0, 0];
  for (const part of diffLines(before, after)) {
    if (part.added) added += part.count;
    if (part.removed) removed += part.count;
  }
  return `+${added} -${removed}`;
}

/** The texts of an answer, by the exercise whose file each is. */
export type Texts = ReadonlyMap<string, string>;

/** What was saved since: `03-raft/commit (+2 -1)`. A file that is new to the answer was not saved, but imported. */
export const changesSince = (before: Texts, now: Texts): string[] =>
  [...now]
    .map(([id, text]) => ({ id, text, was: before.get(id) ?? text }))
    .filter(({ text, was }) => text !== was)
    .map(({ id, text, was }) => `${id} (${changeText(was, text)})`);

export const timeText = (now: Date): string => now.toTimeString().slice(0, 8);
