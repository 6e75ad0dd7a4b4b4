// The script of a story's page. It moves a cursor over what is already there: it draws nothing, and without it the page
// shows the story's end. As text, since it is no part of this program; `html.test.ts` holds it to its hash.
export const script = `'use strict';
const all = (selector) => [...document.querySelectorAll('main ' + selector)];
const parts = all('[data-row]:not(dl)').map((element) => ({ element, row: Number(element.dataset.row) }));
const pictures = all('.picture').map((element) => ({ element, veil: element.querySelector('.veil'), ...element.dataset }));
const nodes = all('.node').map((element) => ({ element, cards: [...element.querySelectorAll('dl')] }));
const figures = all('.code figure');
const lines = new Map(all('.log li').map((line) => [Number(line.dataset.row), line]));
const slider = document.querySelector('.controls input');
const count = document.querySelector('.controls output');
const said = document.querySelector('.said');
const play = document.querySelector('[data-do=play]');
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const first = Number(slider.min);
const last = Number(slider.max);
let cursor = last;
let timer;

function show(row, scrolls = true) {
  cursor = Math.min(Math.max(row, first), last);
  for (const part of parts) {
    part.element.classList.toggle('now', part.row === cursor);
    part.element.classList.toggle('future', part.row > cursor);
  }
  for (const { element, veil, head, skipped, rowHeight } of pictures) {
    const top = Number(head) + Number(rowHeight) * (cursor - Number(skipped));
    veil.setAttribute('y', top);
    veil.setAttribute('height', Math.max(0, element.height.baseVal.value - top));
  }
  for (const { element, cards } of nodes) {
    const shown = cards.findLast((card) => Number(card.dataset.row) <= cursor) ?? cards[0];
    for (const card of cards) {
      card.hidden = card !== shown;
      const changes = [card.dataset.row, card.dataset.also].includes(String(cursor));
      card.classList.toggle('now', card === shown && changes);
    }
    element.classList.toggle('now', shown !== undefined && shown.classList.contains('now'));
  }
  for (const figure of figures) figure.hidden = !figure.dataset.rows.split(' ').includes(String(cursor));
  slider.value = cursor;
  count.value = cursor + ' of ' + last;
  const line = lines.get(cursor);
  said.textContent = line ? cursor + ': ' + line.querySelector('a > span').innerText : '';
  if (scrolls && line) line.scrollIntoView({ block: 'center', behavior: calm.matches ? 'auto' : 'smooth' });
}

function stop() {
  clearInterval(timer);
  timer = undefined;
  document.body.classList.remove('playing');
  play.setAttribute('aria-label', 'Play');
}

function toggle() {
  if (timer !== undefined) return stop();
  if (cursor === last) show(first);
  document.body.classList.add('playing');
  play.setAttribute('aria-label', 'Pause');
  timer = setInterval(() => (cursor < last ? show(cursor + 1) : stop()), 900);
}

const actions = {
  first: () => show(first),
  back: () => show(cursor - 1),
  play: toggle,
  on: () => show(cursor + 1),
  last: () => show(last),
};
const keys = { ArrowLeft: 'back', k: 'back', ArrowRight: 'on', j: 'on', Home: 'first', End: 'last', ' ': 'play' };

document.addEventListener('keydown', (event) => {
  const action = keys[event.key];
  if (!action || event.ctrlKey || event.metaKey || event.altKey || event.target === slider) return;
  if (event.key === ' ' && event.target.closest('button, a, summary')) return;
  event.preventDefault();
  if (action !== 'play') stop();
  actions[action]();
});
document.querySelector('.controls').addEventListener('click', (event) => {
  const action = event.target.closest('button')?.dataset.do;
  if (!action) return;
  if (action !== 'play') stop();
  actions[action]();
});
slider.addEventListener('input', () => {
  stop();
  show(Number(slider.value));
});
document.querySelector('.story').addEventListener('click', (event) => {
  const row = event.target.closest('[data-row]')?.dataset.row;
  if (row === undefined) return;
  event.preventDefault();
  stop();
  show(Number(row), false);
  history.replaceState(null, '', '#row-' + row);
});
const fromAddress = () => Number(/^#row-(\\d+)$/.exec(location.hash)?.[1]);
addEventListener('hashchange', () => fromAddress() && show(fromAddress()));
document.documentElement.classList.add('scripted');
show(fromAddress() || last, Boolean(fromAddress()));
`;

/** What the page's policy lets run: this script and no other. */
export const scriptHash = 'sha256-ymIb7UfAC5kwUOkyEYUatZ9TXmKEiAVUNRiEHjfDkDM=';
