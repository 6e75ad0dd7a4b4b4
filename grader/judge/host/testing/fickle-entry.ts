// A judging process in which worlds depend on the process: what a cross-check must notice.
import { serveSuites } from '../serve-suites.ts';
import { tallySuite } from './tally-suite.ts';

const fickle = tallySuite.checks.map((check) =>
  check.kind === 'simulation'
    ? {
        ...check,
        plan: (cluster: Parameters<typeof check.plan>[0]) => ({
          ...check.plan(cluster),
          healAtMs: 100 + process.pid,
          endAtMs: 1_000_000_000,
        }),
      }
    : check,
);

void serveSuites([{ ...tallySuite, checks: fickle }]);
