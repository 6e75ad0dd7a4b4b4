// What running one check has found, before it becomes a verdict with points.
import type { Answer, Suite } from '../suites/suite.ts';
import { type Loaded, troubleOf } from './answer.ts';
import type { OutcomeName, Position, Story, Work } from './verdict.ts';

export interface CheckContext {
  readonly suite: Suite;
  readonly loaded: Loaded;
  readonly answer: Answer;
  readonly salt: string;
  readonly quick: boolean;
  readonly untold: boolean;
  readonly sampleOnly: boolean;
  readonly onProgress: (done: number, total: number) => void;
}

export interface Finding {
  readonly outcome: OutcomeName;
  readonly because?: string;
  readonly story?: Story;
  readonly token?: string;
  readonly at?: Position;
  readonly unseen?: true;
  readonly sample?: number;
  readonly work: Work;
  readonly sometimes: Readonly<Record<string, number>>;
}

const noWork: Work = { runs: 0, failed: 0 };

export const finding = (
  outcome: OutcomeName,
  rest: Partial<Omit<Finding, 'outcome'>> = {},
): Finding => ({
  outcome,
  work: noWork,
  sometimes: {},
  ...rest,
});

/** Runs a check; what the answer threw outside of any handler (while its module was loading, say) is a finding too. */
export function guarded(loaded: Loaded, run: () => Finding): Finding {
  try {
    return run();
  } catch (error) {
    return fromThrown(error, loaded);
  }
}

function fromThrown(error: unknown, loaded: Loaded): Finding {
  const { outcome, ...rest } = troubleOf(error, loaded);
  return finding(outcome, rest);
}

/** A `sometimes` that no run showed: the check proved nothing. */
export function vacuous(
  missing: readonly string[],
  rest: Pick<Finding, 'work' | 'sometimes'>,
): Finding {
  const names = missing.map((name) => `“${name}”`).join(', ');
  const because = `No run showed that ${names}. An answer that does nothing keeps every promise, so this must be seen.`;
  return finding('failed', { because, unseen: true, ...rest });
}
