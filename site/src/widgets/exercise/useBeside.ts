// The reader's texts beside this one, as this browser has them now: another page may write them meanwhile.
import { useEffect, useMemo, useState } from 'react';
import { type Beside, besideOf, exercisesBeside } from './beside.ts';
import { fetchExercise } from './load.ts';
import { keptText } from './text.ts';

export interface BesideNow {
  /** Exercises that the text imports. */
  readonly exercises: readonly string[];
  /** These and what they import, as they were when last looked at. */
  readonly beside: readonly Beside[] | undefined;
}

export function useBeside(exercise: string, text: string): BesideNow {
  const key = useMemo(() => exercisesBeside(exercise, text).join(' '), [exercise, text]);
  const [beside, setBeside] = useState<readonly Beside[]>();

  useEffect(() => {
    let isGone = false;
    const look = async () => {
      const found = await readBeside(exercise, text).catch(() => undefined);
      if (found && !isGone) setBeside(found);
    };
    void look();
    addEventListener('storage', look);
    addEventListener('focus', look);
    return () => {
      isGone = true;
      removeEventListener('storage', look);
      removeEventListener('focus', look);
    };
    // Of the text, only what it imports matters here.
  }, [exercise, key]);

  return { exercises: key === '' ? [] : key.split(' '), beside };
}

/** Looks once more, for the judge. */
export const readBeside = (exercise: string, text: string): Promise<readonly Beside[]> =>
  besideOf(exercise, text, async (id) => {
    try {
      const { skeleton } = await fetchExercise(id);
      const kept = keptText(id);
      return { text: kept ?? skeleton, isWritten: kept !== undefined };
    } catch (error) {
      if ((error as { code?: unknown }).code === 'MODULE_NOT_FOUND') return undefined;
      throw error;
    }
  });
