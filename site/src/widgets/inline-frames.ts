// First frames that need no script. React puts what a page renders late at the page's end, hidden, and moves it into place
// by a script. A page that is made ahead can have it in place at once: for readers without scripts, and for those who wait.

/** A hidden part, and the script that would have moved it. */
const latePart =
  /<div hidden id="?S:(\w+)"?>([^]*?)<\/div><script>((?:(?!<\/script>)[^])*)<\/script>/g;

/** The HTML with each late part where it belongs. A page with a part that is not understood stays as it is. */
export function inlineFrames(html: string): string {
  const parts = new Map<string, string>();
  const rest = html.replaceAll(latePart, (whole, id: string, content: string, script: string) => {
    const [, boundary, part] = /\(["']B:(\w+)["'],["']S:(\w+)["']\)/.exec(script) ?? [];
    if (boundary === undefined || part !== id) return whole;
    parts.set(boundary, content);
    return '';
  });
  const placed = [...parts].reduce((page, [id, content]) => place(page, id, content), rest);
  return /<template id="?B:|<div hidden id="?S:/.test(placed) ? html : placed;
}

/** `<!--$?--><template id=B:0></template>` up to the end of its boundary. */
function place(html: string, id: string, content: string): string {
  const opening = `<!--$?--><template id=B:${id}></template>`;
  const start = html.indexOf(opening);
  if (start < 0) return html;
  const after = start + opening.length;
  const end = endOfBoundary(html, after);
  return `${html.slice(0, start)}<!--$-->${content}${html.slice(end)}`;
}

/** Where `<!--/$-->` closes what was opened before, boundaries within it left out. */
function endOfBoundary(html: string, from: number): number {
  let depth = 0;
  for (const match of html.slice(from).matchAll(/<!--(\/?)\$[?!~]?-->/g)) {
    if (match[1] === '') depth++;
    else if (depth-- === 0) return from + match.index;
  }
  return html.length;
}
