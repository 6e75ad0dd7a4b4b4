// The exercise that all of `attacks` and `innocents` answer: three nodes keep a common tally. A request
// `{ type: 'add', amount }` is told to the others as `{ type: 'added', amount }`; each node emits `{ type: 'total', total }`
// whenever its total changes, and one of them crashes on the way.
import { type AnyProtocol, defineGoal, named, type Schedule } from '../../../sim/index.ts';
import { type Answer, type Check, defineSuite } from '../../../suites/suite.ts';

const names = named('n', 3);

const cluster = (answer: Answer) => ({
  roles: { node: { nodes: names, protocol: () => answer()['tally'] as AnyProtocol } },
});

const add = (amount: number) => ({ node: names[amount % 3]!, request: { type: 'add', amount } });

const story: Schedule = [1, 2, 3, 4, 5, 6].flatMap((amount): Schedule => [
  { do: 'request', ...add(amount) },
  { do: 'settle' },
  ...(amount === 3
    ? ([
        { do: 'crash', node: 'n2' },
        { do: 'restart', node: 'n2' },
      ] as const)
    : []),
]);

const addsUp = defineGoal({
  listens: ['emitted'],
  start: () => ({ totals: {} as Record<string, unknown> }),
  observe({ totals }, seen) {
    if (seen.kind === 'emitted') totals[seen.node] = (seen.output as { total?: unknown }).total;
  },
  unmet({ totals }) {
    const shown = names.map((name) => JSON.stringify(totals[name] ?? 0)).join(' ');
    return shown === '21 21 21' ? undefined : { what: `totals ${shown}` };
  },
});

const shared = { cluster, always: {}, sometimes: {}, chapter: 'tally', points: 1 } as const;

const checks: Check[] = [
  {
    ...shared,
    id: 'story',
    title: 'The totals add up',
    kind: 'scenario',
    opens: true,
    stories: { story },
    finally: { 'The totals add up': addsUp },
  },
  {
    ...shared,
    id: 'worlds',
    title: 'The totals add up in a world with a clock',
    kind: 'simulation',
    runs: 2,
    plan: () => ({
      requests: [1, 2, 3, 4, 5, 6].map(add),
      healAtMs: 100,
      endAtMs: 2_000,
      faults: [],
    }),
    finally: { 'The totals add up': addsUp },
  },
];

export const tallySuite = defineSuite({
  exercise: 'tally',
  title: 'A common tally',
  exports: { tally: 'protocol' },
  hints: ['', '', '', ''],
  checks,
});
