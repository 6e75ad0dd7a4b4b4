// The style sheet of a story's page: light and dark, from a telephone's width up.
import { rowHeight } from './picture.ts';

export const style = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --soft: #59636e; --line: #b9c1ca; --band: #f2f5f8; --now: #dbeafe; --busy: #7fb2e5; --red: #c1121f; --green: #1a7f37; --yellow: #8a5a00; --tint: #fff3d6; --wrong: #fde2e1; --accent: #0b62b8; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171c; --ink: #e8ebef; --soft: #9aa4b0; --line: #48515c; --band: #1b2027; --now: #1d3a5f; --busy: #3f78ad; --red: #ff7b72; --green: #56d364; --yellow: #e3b341; --tint: #3a2f14; --wrong: #4a1f1f; --accent: #7fb2e5; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1280px; padding: 1rem 1rem 6rem; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; }
h1::before { content: '✗ '; color: var(--red); }
h2 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
h3 { margin: 0 0 .25rem; font-size: .9rem; }
.what { margin: .25rem 0; font-size: 1.1rem; color: var(--red); font-weight: 600; overflow-wrap: anywhere; }
.meta, small, figcaption { color: var(--soft); font-weight: normal; }
.meta { margin: 0 0 .75rem; overflow-wrap: anywhere; }
main { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 2rem; }
@media (min-width: 1000px) { main { grid-template-columns: minmax(0, 1fr) 20rem; } .memory { position: sticky; top: .5rem; align-self: start; max-height: 92vh; overflow: auto; } }
.story { display: grid; grid-template-columns: auto minmax(0, 1fr); }
.wide { display: none; }
@media (min-width: 700px) { svg.wide { display: block; } span.wide { display: inline; } .narrow { display: none; } }
.log { margin: 0; padding: 44px 0 0; list-style: none; }
.log li { height: ${rowHeight}px; font: 12.5px/1.3 ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
.log a { display: flex; align-items: center; height: 100%; padding: 0 .4rem; color: inherit; text-decoration: none; border-radius: 0 6px 6px 0; }
.log a > span { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; overflow-wrap: anywhere; }
.log a:hover, .log a:focus-visible { background: var(--band); outline-offset: -2px; }
.log a > .at { display: none; margin-left: auto; padding-left: .6rem; color: var(--soft); font-size: 11px; flex: none; } @media (min-width: 700px) { .log a > .at { display: block; } }
.log .change { color: var(--soft); } .log .change::before { content: '· '; }
.log time { color: var(--soft); }
.log .broken, .log .lost, .log .crash { color: var(--red); } .log .broken { font-weight: 700; }
.log .aside { color: var(--soft); }
.now > a, .now > a:hover { background: var(--now); }
svg text { font: 13px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: var(--ink); text-anchor: middle; }
svg .name { font-weight: 700; } svg .role { font-size: 11px; fill: var(--soft); }
.band rect { fill: transparent; } .band:nth-of-type(even) rect { fill: var(--band); } .band.now rect { fill: var(--now); }
.band text { fill: var(--soft); font-size: 11px; text-anchor: end; }
.gap { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 1 5; stroke-linecap: round; } .log em { color: var(--soft); }
.partition { fill: var(--tint); opacity: .7; }
.life { stroke: var(--line); stroke-width: 1.5; } .life.busy { stroke: var(--busy); stroke-width: 6; }
.life.down { stroke: var(--red); stroke-width: 1.5; stroke-dasharray: 2 6; opacity: .8; } .life.paused { stroke: var(--yellow); stroke-width: 5; stroke-dasharray: 3 3; }
.event { fill: var(--ink); stroke: none; } .shaft { stroke: var(--ink); stroke-width: 1.6; }
.cross, .hand, .loop { fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; }
.hand { stroke: var(--paper); stroke-width: 1.5; } .loop { stroke: var(--ink); }
.receive.repeated .shaft { stroke-dasharray: 6 4; }
.request, .emit { fill: var(--busy); stroke: var(--ink); stroke-width: 1; }
.persist { fill: var(--green); } .boot { fill: var(--green); } .timer, .clock, .slow, .pause { fill: var(--yellow); }
.lost, .crash, .pause { color: var(--red); } .lost .shaft { stroke: var(--red); stroke-dasharray: 5 4; } .pause { color: var(--yellow); }
.cut { stroke: var(--yellow); stroke-width: 2; stroke-dasharray: 2 4; }
.event.broken { color: var(--red); fill: var(--paper); } .event.broken line, .event.broken circle { stroke: var(--red); stroke-width: 2; }
.lane .lost { stroke: var(--red); stroke-width: 4; stroke-linecap: round; } .lane .kept { stroke: var(--green); stroke-width: 4; stroke-linecap: round; } .lane .breaks { fill: var(--red); } .lane { color: var(--paper); }
svg .aside { opacity: .28; }
.veil { fill: var(--paper); opacity: .88; }
.log .future { opacity: .35; }
.nodes { display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); }
.node { padding: .5rem .7rem; border: 1px solid var(--line); border-radius: 8px; }
.node.now { border-color: var(--busy); box-shadow: inset 4px 0 var(--busy); }
dl { margin: 0; font: 12.5px/1.45 ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
dl > div { display: flex; gap: .5rem; } dt { color: var(--soft); flex: none; } dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
del { color: var(--soft); } ins { font-weight: 700; text-decoration: none; } ins::before { content: '→ '; }
dl:not(.now) del, dl:not(.now) ins::before { display: none; } dl:not(.now) ins { font-weight: inherit; }
.risk { fill: var(--red); opacity: .75; } .base { fill: var(--band); }
.operation rect { fill: var(--band); stroke: var(--soft); } .operation.placed rect { fill: var(--now); stroke: var(--busy); } .operation.misplaced rect { fill: var(--wrong); stroke: var(--red); }
.operation.open rect { stroke-dasharray: 4 3; } .operation text { font-size: 10.5px; } .operation .label { text-anchor: start; } .operation .badge { font-weight: 700; font-size: 11.5px; } .misplaced .badge { fill: var(--red); }
.why { margin: 0 0 1rem; padding-left: 1.6rem; } .why li { margin: .2rem 0; } .why li::marker { font-weight: 700; } .misplaced { font-weight: 600; } .why .misplaced { color: var(--red); }
.rows { color: var(--soft); font-weight: normal; font-size: .85rem; white-space: nowrap; } a { color: inherit; }
.promises { margin: 0 0 .5rem; padding: 0; list-style: none; } .promises li::before { content: '✓ '; color: var(--green); font-weight: 700; } .promises .broke::before { content: '✗ '; color: var(--red); } .promises .broke { font-weight: 600; }
.whatif { padding-left: 1.2rem; } .well { color: var(--green); } .badly { color: var(--red); }
.beside { margin: 1rem 0; } summary { cursor: pointer; font-weight: 700; padding: .4rem 0; }
figure { margin: 0; } .code figcaption, pre { font: 12px/1.5 ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; } pre { margin: 0 0 .3rem; overflow-x: auto; background: var(--band); border-radius: 6px; padding: .2rem 0; }
pre > * { display: block; padding: 0 .5rem 0 3rem; text-indent: -2.5rem; color: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere; } pre > mark { background: var(--now); color: var(--ink); } .n { display: inline-block; min-width: 2em; text-align: right; margin-right: .4em; color: var(--soft); user-select: none; }
.code figure:not([hidden]) ~ .none { display: none; }
.down { color: var(--red); } .disk { border-top: 1px dotted var(--line); margin-top: .2rem; padding-top: .2rem; }
.controls { display: none; } .scripted .controls { position: fixed; inset: auto 0 0; display: flex; gap: .4rem; align-items: center; padding: .6rem max(1rem, calc(50vw - 620px)); background: var(--paper); border-top: 1px solid var(--line); }
.controls svg { display: block; width: 1rem; height: 1rem; margin: auto; fill: currentColor; } .playing .start, body:not(.playing) .stop { display: none; }
.controls button { font: inherit; min-width: 2.6rem; min-height: 2.4rem; color: inherit; background: var(--band); border: 1px solid var(--line); border-radius: 8px; cursor: pointer; }
.controls input { flex: 1; min-width: 4rem; accent-color: var(--accent); } .controls output { min-width: 4.2rem; text-align: right; font-variant-numeric: tabular-nums; }
:focus-visible { outline: 2px solid var(--busy); outline-offset: 2px; }
@media (max-width: 480px) { body { padding-inline: .5rem; } .log li { font-size: 11px; } .log a { padding: 0 .2rem; } .why { padding-left: 1.4rem; } .controls [data-do=first], .controls [data-do=last] { display: none; } }
.keys { color: var(--soft); font-size: .85rem; white-space: nowrap; } @media (max-width: 800px) { .keys { display: none; } }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
kbd { padding: 0 .3em; border: 1px solid var(--line); border-radius: 4px; font-size: .85em; }
code { overflow-wrap: anywhere; }
.command { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; user-select: all; }
.log li { transition: opacity .15s; } @media (prefers-reduced-motion: reduce) { * { transition: none !important; scroll-behavior: auto !important; } }
@media print { .controls { display: none !important; } }
`;
