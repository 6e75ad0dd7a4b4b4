// The reader's text of an exercise, kept in the browser. A browser that keeps nothing costs the memory, never the text.
const keyOf = (exercise: string) => `quorate.text.${exercise}`;

export function keptText(exercise: string): string | undefined {
  try {
    return localStorage.getItem(keyOf(exercise)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Text that is the skeleton's is not kept: a newer skeleton takes its place. Returns whether the browser keeps it. */
export function keepText(exercise: string, text: string, skeleton: string): boolean {
  try {
    if (text === skeleton) localStorage.removeItem(keyOf(exercise));
    else localStorage.setItem(keyOf(exercise), text);
    return true;
  } catch {
    return false;
  }
}
