// The way to a state, told as a schedule: the format in which every story of the workbook is kept, replayed and shrunk.
import { canonicalText } from '../sim/plain.ts';
import { hashText } from '../sim/random.ts';
import type { Schedule, Step } from '../sim/schedule.ts';
import type { Origin } from './moves.ts';

export const scheduleOf = (path: readonly Origin[]): Schedule => path.map(stepOf);

function stepOf({ node, input, choices, cut }: Origin): Step {
  if (input === 'crash') return { do: 'crash', node };
  const run = {
    ...(choices.length > 0 ? { choices } : {}),
    ...(cut === undefined ? {} : { cut }),
  };
  if (input === 'start') return { do: 'restart', node, ...run };
  switch (input.kind) {
    case 'message': {
      const { from, message } = input;
      const content = hashText(canonicalText(message));
      return { do: 'deliver', from, to: node, type: message.type, content, ...run };
    }
    case 'request':
      return { do: 'request', node, request: input.request, ...run };
    case 'timer':
      return { do: 'timer', node, timer: input.timer, ...run };
  }
}
