// Messages of a story that were sent and never looked at: lost, held too long, or still under way when it ended.
import type { TraceEvent } from '../sim/index.ts';
import type { Broken } from '../sim/index.ts';
import type { Story, WhatIf } from './verdict.ts';

export type Send = Extract<TraceEvent, { kind: 'send' }>;

/** Of so many messages that never arrived, one after the other is tried. */
const triedMax = 60;

export function sendsThatNeverArrived(trace: readonly TraceEvent[]): Send[] {
  const arrived = new Set(trace.map((event) => (event.kind === 'receive' ? event.sent : -1)));
  return trace
    .filter((event) => event.kind === 'send')
    .filter(({ id }) => !arrived.has(id))
    .slice(0, triedMax);
}

/** How the story ends where this one arrived. */
export function endingOf(send: Send, story: Story, told: Broken | undefined): WhatIf {
  if (!told) return { sent: send.id, ends: 'well' };
  const isSame = told.promise === story.promise;
  return { sent: send.id, ends: 'broken', ...(isSame ? {} : { what: told.broke.what }) };
}
