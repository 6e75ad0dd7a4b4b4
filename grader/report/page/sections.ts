// What a page says around the picture: why it is a contradiction, which promises were kept, what would have saved it.
import type { Beside, Story, WhatIf } from '../../judge/verdict.ts';
import { messageText } from '../value-text.ts';
import type { Layout } from '../layout.ts';
import { escape } from './escape.ts';
import { likelyFrom, type Margin } from './margin.ts';

const rowLink = (row: number, text = `row ${row}`): string => `<a href="#row-${row}">${text}</a>`;

/** The contradiction in numbered steps; those of an order have the numbers of its operations in the picture. */
export function contradiction({ broke }: Story, { operations }: Margin): string {
  const { evidence = [] } = broke;
  if (evidence.length === 0) return '';
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const steps = evidence.map(({ text, operations: ids = [], place }) => {
    const links = ids.flatMap((id) => {
      const operation = byId.get(id);
      if (!operation) return [];
      const { askedIn, answeredIn } = operation;
      return answeredIn === undefined
        ? [`asked in ${rowLink(askedIn)}`]
        : [`${rowLink(askedIn)} to ${rowLink(answeredIn)}`];
    });
    const where = links.length === 0 ? '' : ` <span class="rows">${links.join('; ')}</span>`;
    const kind = place === 'none' ? 'misplaced' : place === undefined ? 'because' : 'placed';
    return `<li class="${kind}">${escape(text)}${where}</li>`;
  });
  const order = evidence.some(({ place }) => typeof place === 'number')
    ? '<p class="meta">First a longest order that a single copy could have answered in; then what has no place in it.</p>'
    : '';
  return `<section><h2>Why no order explains it</h2>${order}<ol class="why">${steps.join('')}</ol></section>`;
}

/** All promises of the check, as their lanes show them. */
export function promiseList({ promises }: Margin): string {
  const items = promises.map(({ name, brokeIn }) =>
    brokeIn === undefined
      ? `<li class="kept">${escape(name)}</li>`
      : `<li class="broke">${escape(name)}: broken in ${rowLink(brokeIn)}</li>`,
  );
  return `<ul class="promises" aria-label="Promises">${items.join('')}</ul>`;
}

/** From when on the promise was likely to break. */
export function likelihood(margin: Margin): string {
  const { risks } = margin;
  const from = likelyFrom(margin);
  const first = risks.find(({ broken }) => broken > 0);
  if (from === undefined || !first) return '';
  const { of } = first;
  const told = risks.find(({ row }) => row === from)!;
  const share = told.broken === of ? `all of ${of}` : `${told.broken} of ${of}`;
  return `<p class="meta">The bar at the left says how likely it had become: after ${rowLink(from)}, ${share} futures drawn at random break the promise.</p>`;
}

export function whatIfs(story: Story, layout: Layout): string {
  const { insights } = story;
  if (!insights || insights.whatIfs.length === 0) return '';
  const { of, endWell } = insights.neverArrived;
  const summary =
    of === 1
      ? 'One message never arrived.'
      : endWell === 0
        ? `${of} messages never arrived; none of them alone would have saved it.`
        : `${of} messages never arrived. ${endWell === 1 ? 'One of them' : `Each of ${endWell}`} alone, had it arrived at once, would have saved it.`;
  const items = insights.whatIfs.map((each) => whatIfItem(each, story, layout));
  return `<section><h2>What if this one message had arrived?</h2><p class="meta">${summary}</p><ul class="whatif">${items.join('')}</ul></section>`;
}

function whatIfItem({ sent, ends, what }: WhatIf, { trace }: Story, { rows }: Layout) {
  const send = trace[sent];
  if (send?.kind !== 'send') return '';
  const row = rows.findLast(({ event }) => event.id <= sent)?.number;
  const message = `<code>${escape(messageText(send.message, 60))}</code>`;
  const from = row === undefined ? '' : ` <span class="rows">sent in ${rowLink(row)}</span>`;
  const end =
    ends === 'well'
      ? '<b class="well">ends well</b>'
      : `<b class="badly">${what === undefined ? 'breaks all the same' : `breaks otherwise: ${escape(what)}`}</b>`;
  return `<li>${message} from ${escape(send.node)} to ${escape(send.to)}${from}: ${end}</li>`;
}

export const besideTitle = ({ broke }: Beside): string =>
  broke === undefined
    ? 'The same steps on the reference: no promise breaks'
    : `The same steps on the reference: ${escape(broke)}`;
