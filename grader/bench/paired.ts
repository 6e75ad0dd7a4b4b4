// Times work beside a yardstick. Other programs share the machine, and it changes its pace: so the two take turns, only
// processor time counts, and of many rounds the median ratio stands.
import { Bench } from 'tinybench';

export interface Paired {
  /** Medians, of one call. */
  readonly ms: number;
  readonly yardstickMs: number;
  readonly ratio: number;
  /** The quartiles of the rounds' ratios. */
  readonly between: readonly [number, number];
}

export interface PairedOptions {
  readonly rounds?: number;
  /** Calls of each in a round. */
  readonly calls?: number;
}

/**
 * Both run for a round beforehand, unmeasured. The collector is never forced: it would throw compiled code away with the
 * rest, and what is measured then is the interpreter.
 */
export function measurePaired(
  subject: () => unknown,
  yardstick: () => unknown,
  { rounds = 9, calls = 3 }: PairedOptions = {},
): Paired {
  const bench = new Bench({
    now: cpuMs,
    iterations: calls,
    time: 0,
    warmup: false,
    throws: true,
  });
  bench.add('yardstick', yardstick).add('subject', subject);
  bench.runSync();

  const measured = Array.from({ length: rounds }, () => {
    bench.reset();
    const [yardstickMs, ms] = bench.runSync().map(({ result }) => {
      if (!('latency' in result))
        throw new Error(`Bug in the workbook: a benchmark ${result.state}.`);
      return result.latency.mean;
    });
    return { ms: ms!, yardstickMs: yardstickMs!, ratio: ms! / yardstickMs! };
  });
  const quantile = (of: 'ms' | 'yardstickMs' | 'ratio', share: number): number =>
    measured.map((each) => each[of]).toSorted((a, b) => a - b)[Math.floor((rounds - 1) * share)]!;
  return {
    ms: quantile('ms', 0.5),
    yardstickMs: quantile('yardstickMs', 0.5),
    ratio: quantile('ratio', 0.5),
    between: [quantile('ratio', 0.25), quantile('ratio', 0.75)],
  };
}

/** Of all threads: what the collector does beside the work is a part of its cost. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
