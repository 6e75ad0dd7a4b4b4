// Progress in this browser: the same text as a checkout's `.quorate/progress.txt`, in localStorage, read and merged by the
// same code as the command line's. Nothing of it leaves the browser.
import { useSyncExternalStore } from 'react';
import {
  type Fact,
  formatProgress,
  mergeProgress,
  noProgress,
  parseProgress,
  type Progress,
} from '../../../grader/cli/progress.ts';

const key = 'quorate.progress';
const changed = 'quorate:progress';

let read: { text: string; progress: Progress } = { text: '', progress: noProgress };

/** What is known, parsed once for each text. A browser that keeps nothing has no progress. */
export function loadProgress(): Progress {
  const text = stored();
  if (text !== read.text) read = { text, progress: parseProgress(text) };
  return read.progress;
}

function stored(): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

/** Returns whether the browser has kept it. */
export function saveProgress(progress: Progress): boolean {
  try {
    localStorage.setItem(key, formatProgress(progress));
  } catch {
    return false;
  }
  dispatchEvent(new Event(changed));
  return true;
}

/** Adds what happened. Older or worse results give way to what is known. */
export const addFacts = (facts: readonly Fact[]): boolean =>
  saveProgress(mergeProgress(loadProgress(), { ...noProgress, facts }));

/** Merges the text of another copy, such as a checkout's file. */
export const addText = (text: string): boolean =>
  saveProgress(mergeProgress(loadProgress(), parseProgress(text)));

export function forgetProgress(): void {
  localStorage.removeItem(key);
  dispatchEvent(new Event(changed));
}

/** The progress, and again whenever it changes, also in another tab. While a page is rendered ahead, there is none. */
export const useProgress = (): Progress =>
  useSyncExternalStore(subscribe, loadProgress, () => noProgress);

function subscribe(onChange: () => void): () => void {
  addEventListener(changed, onChange);
  addEventListener('storage', onChange);
  return () => {
    removeEventListener(changed, onChange);
    removeEventListener('storage', onChange);
  };
}
