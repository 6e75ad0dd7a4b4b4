// A story as one self-contained page: it loads nothing, works from a disk, and shows the end of the story before any
// script runs. All that a submission wrote is escaped, and the page's policy lets no script run but its own.
import type { Beside, Story } from '../judge/verdict.ts';
import { type Layout, layoutOf } from './layout.ts';
import { foldedText } from './event-text.ts';
import { chapterFile } from './outcome-text.ts';
import { codeCards, type Source } from './page/code.ts';
import { escape } from './page/escape.ts';
import { logLines } from './page/log.ts';
import { marginOf, noMargin } from './page/margin.ts';
import { memoryCards } from './page/memory.ts';
import { picture } from './page/picture.ts';
import { script, scriptHash } from './page/script.ts';
import { besideTitle, contradiction, likelihood, promiseList, whatIfs } from './page/sections.ts';
import { style } from './page/style.ts';

export interface StoryPageOptions {
  /** The promise, as the check's title states it. */
  readonly title: string;
  readonly exercise: string;
  /** What broke, in one sentence; the story's own words where absent. */
  readonly because?: string;
  /** How it is brought back: a command to paste. */
  readonly replay?: string;
  /** Where it is explained, as in `CheckVerdict`: `02-quorums/register#write-back`. */
  readonly chapter?: string;
  /** The same steps on the reference. */
  readonly beside?: Beside;
  /** The text of the answer's lines. */
  readonly source?: Source;
}

/** Rows of a page. Of a longer story, or one of very large values, the end is shown. */
const rowsMax = 250;

const bytesMax = 400_000;

/** The page, less than 400 KB. It is a value: a caller writes it to a file. */
export function storyHtml(story: Story, options: StoryPageOptions): string {
  for (let rows = rowsMax; ; rows = Math.floor(rows / 2)) {
    const html = pageOf(story, options, rows);
    if (rows <= 1 || bytesOf(html) < bytesMax) return html;
  }
}

/** In UTF-8, or a little more. */
const bytesOf = (text: string): number => text.length + 2 * (text.match(/[^ -~\n]/g)?.length ?? 0);

function pageOf(story: Story, options: StoryPageOptions, rowsMax: number): string {
  const { nodes: cast, missed = false } = story;
  const layout = layoutOf(story.trace, { nodes: cast, rowsMax, whole: true, missed });
  const margin = marginOf(story, layout);
  const { rows, nodes } = layout;
  const [first, last] = [rows[0]?.number ?? 1, rows.at(-1)?.number ?? 1];
  const earlier =
    layout.rowsLeftOut > 0 ? ` The first ${layout.rowsLeftOut} events are left out.` : '';

  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src '${scriptHash}'">
<title>${escape(options.title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${escape(options.title)}</h1>
<p class="what">${escape(options.because ?? story.broke.what)}</p>
<p class="meta">${escape(options.exercise)} · ${messagesText(story)} · time runs down.${earlier}${where(options)}</p>
</header>
<main>
<div>
${contradiction(story, margin)}
${promiseList(margin)}
${likelihood(margin)}
<div class="story">
${picture(layout, { name: 'wide', pitch: pitchOf(nodes.length, 390), margin })}
${picture(layout, { name: 'narrow', pitch: pitchOf(nodes.length, 132), margin })}
<ol class="log" start="${first}">
${logLines(layout, story.trace)}
</ol>
</div>
${underWay(layout)}
${leftOut(layout)}
</div>
<div class="memory">
${codeCards(story.trace, layout, options.source, story.at)}
<section>
<h2>Memory of the nodes</h2>
<div class="nodes">
${memoryCards(story.trace, layout)}
</div>
</section>
</div>
</main>
${whatIfs(story, layout)}
${beside(options)}
<nav class="controls" aria-label="The story, step by step">
${button('first', 'To the start', 'M1 2h2v12H1zM14 2v12L4 8z')}
${button('back', 'One step back', 'M12 2v12L3 8z')}
<button type="button" data-do="play" aria-label="Play"><svg viewBox="0 0 16 16" aria-hidden="true"><path class="start" d="M3 1v14l11-7z"/><path class="stop" d="M3 2h3.5v12H3zM9.5 2H13v12H9.5z"/></svg></button>
${button('on', 'One step on', 'M4 2v12l9-6z')}
${button('last', 'To the end', 'M2 2v12l10-6zM13 2h2v12h-2z')}
<input type="range" min="${first}" max="${last}" value="${last}" aria-label="Step of the story">
<output>${last} of ${last}</output>
<span class="keys"><kbd>←</kbd> <kbd>→</kbd> <kbd>space</kbd></span>
</nav>
<div class="said" aria-live="polite"></div>
<script>${script}</script>
</body>
</html>
`;
}

const button = (action: string, label: string, path: string): string =>
  `<button type="button" data-do="${action}" aria-label="${label}"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="${path}"/></svg></button>`;

/** As wide as there is room for, within what looks well. */
const pitchOf = (count: number, room: number): number =>
  Math.max(20, Math.min(92, Math.floor(room / count)));

const messagesText = ({ deliveries }: Story): string =>
  deliveries === 1 ? '1 message' : `${deliveries} messages`;

function where({ replay, chapter }: StoryPageOptions): string {
  const parts = [
    chapter === undefined ? '' : `<br>Read <code>${escape(chapterFile(chapter))}</code>`,
    replay === undefined ? '' : `<br>Replay <code class="command">${escape(replay)}</code>`,
  ];
  return parts.join('');
}

/** Rows of a run that is shown beside the story: it is there to be compared, not read to its end. */
const besideRowsMax = 80;

function beside({ beside: run }: StoryPageOptions): string {
  if (!run || run.trace.length === 0) return '';
  const { trace, nodes } = run;
  const layout = layoutOf(firstOf(trace, nodes), { nodes, whole: true });
  if (layout.rows.length === 0) return '';
  const count = layout.nodes.length;
  return `<details class="beside"><summary>${besideTitle(run)}</summary>
<div class="story">
${picture(layout, { name: 'wide', pitch: pitchOf(count, 460), margin: noMargin })}
${picture(layout, { name: 'narrow', pitch: pitchOf(count, 132), margin: noMargin })}
<ol class="log">
${logLines(layout)}
</ol>
</div></details>`;
}

/** The events of the first rows. */
function firstOf(trace: Beside['trace'], nodes: Beside['nodes']): Beside['trace'] {
  const { rows } = layoutOf(trace, { nodes, whole: true });
  const end = rows[besideRowsMax];
  return end ? trace.filter(({ id }) => id < end.event.id) : trace;
}

function leftOut(layout: Layout): string {
  const text = foldedText(layout);
  return text === '' ? '' : `<p class="meta">${escape(text)}</p>`;
}

function underWay({ underWay }: Layout): string {
  if (underWay.length === 0) return '';
  const texts = underWay.map(
    ({ type, from, to, sentIn }) => `${type} ${from}→${to.join(' ')} (row ${sentIn})`,
  );
  return `<p class="meta">Still under way: ${escape(texts.join(', '))}.</p>`;
}
