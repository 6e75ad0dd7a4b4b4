// Text that fits: measured in columns of a terminal, cut, padded and wrapped. What a submission wrote is made printable
// first: it must not move the cursor, change colours, or hide what stands beside it.
import stringWidth from 'string-width';

/** Most text is ASCII, whose width is its length: measuring it otherwise takes a thousand times as long. */
export const widthOf = (text: string): number =>
  /^[ -~]*$/.test(text) ? text.length : stringWidth(text);

/** Of printable text, whose characters hide few others in themselves: very long text is not measured. */
export const fits = (text: string, width: number): boolean =>
  text.length <= 4 * width && widthOf(text) <= width;

/** The same text on one line, without escape sequences, control and invisible characters. */
export function printable(text: string): string {
  return (
    text
      .slice(0, textLengthMax)
      // oxlint-disable-next-line no-control-regex -- escape sequences are what is looked for
      .replace(/\u001B(?:\[[\d:;<=>?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?)/g, '')
      .replace(/\s+/g, ' ')
      // Controls, directions of writing, what has no width, and halves of characters.
      .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029\u115F\u1160\u3164\uFFA0]/gu, '\uFFFD')
      // A letter may carry two marks; a tower of them would cover the lines above.
      .replace(/(\p{M}{2})\p{M}+/gu, '$1')
  );
}

/** No line that anybody reads is longer; a submission's strings may be. */
const textLengthMax = 5_000;

const graphemes = new Intl.Segmenter();

/** At most `width` columns of printable text. What is cut off leaves an ellipsis. */
export function cut(text: string, width: number): string {
  if (text.length <= width && widthOf(text) <= width) return text;
  let kept = '';
  let columns = 0;
  // Not measured whole: it may be many times as long as what is kept of it.
  for (const { segment } of graphemes.segment(text)) {
    columns += widthOf(segment);
    if (columns > width) return width < 1 ? '' : `${kept.trimEnd()}…`;
    if (columns <= width - 1) kept += segment;
  }
  return text;
}

export const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Lines of at most `width` columns, broken at spaces; a word that is longer is broken anywhere. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = broken(word, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1)!;
  }
  return [...lines, line];
}

function broken(word: string, width: number): string[] {
  const pieces = [''];
  for (const { segment } of graphemes.segment(word)) {
    const last = pieces.at(-1)!;
    if (last !== '' && widthOf(last + segment) > width) pieces.push(segment);
    else pieces[pieces.length - 1] = last + segment;
  }
  return pieces;
}
