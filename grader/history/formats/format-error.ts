// What the readers of all formats throw.

/** A text is not a history in the expected format. The message names the place and what it expects. */
export class HistoryFormatError extends Error {
  override readonly name = 'HistoryFormatError';

  /** `place` is a line or a field: "Line 12", "operations[3].client". */
  constructor(place: string, expected: string, found: string) {
    super(`${place}: expected ${expected}, found ${found === '' ? 'nothing' : found}.`);
  }
}
