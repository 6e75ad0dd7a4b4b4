// What a learner has reached, as text that people and git can merge. Every line stands alone: an exercise, what is said of
// it, when, and the details. Two lines that speak of the same thing are settled by a rule that doesn't depend on their
// order, so a merge is right when it keeps the lines of both sides.
import type { OutcomeName } from '../judge/verdict.ts';

/** One line. */
export type Fact = { readonly exercise: string; readonly at: string } & (
  | ({ readonly kind: 'best' } & Result)
  /** `check` is the first that did not pass. */
  | ({ readonly kind: 'last'; readonly check?: string } & Result)
  /** The learner turned to this exercise. */
  | { readonly kind: 'opened' }
  /** So many hints were shown, of this check or (where it is `all`) of the exercise. */
  | { readonly kind: 'hints'; readonly check: string; readonly shown: number }
  /** The newest story of how the answer fails. */
  | { readonly kind: 'story'; readonly check: string; readonly token: string }
);

interface Result {
  readonly outcome: OutcomeName;
  readonly points: number;
  readonly pointsMax: number;
}

type FactOf<Kind extends Fact['kind']> = Extract<Fact, { kind: Kind }>;

export interface Progress {
  readonly facts: readonly Fact[];
  /** Lines that mean nothing to this version of the workbook. They are kept as they are. */
  readonly kept: readonly string[];
  /** Those among them that look like a slip of the keyboard. */
  readonly broken: readonly { readonly line: number; readonly text: string }[];
}

export const noProgress: Progress = { facts: [], kept: [], broken: [] };

const header = [
  '# Your progress in the workbook. Plain text: you may read it, edit it, and keep it in git.',
  '# One line a fact, in any order: EXERCISE, WHAT, WHEN, DETAILS.',
  '#   best    the best result so far          last   the newest result, and the check that stopped it',
  '#   hints   how many hints were shown       story  the newest story of a failure: npx quorate replay TOKEN',
  '#   opened  when you turned to it',
  '# To merge two copies, keep the lines of both. Lines that are not understood are kept.',
];

export function parseProgress(text: string): Progress {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const facts: Fact[] = [];
  const kept: string[] = [];
  const broken: { line: number; text: string }[] = [];

  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || header.includes(line) || isConflictMarker(line)) continue;
    const fact = parseFact(line);
    if (typeof fact === 'object') {
      facts.push(fact);
      continue;
    }
    kept.push(line);
    if (fact === 'broken') broken.push({ line: index + 1, text: line });
  }
  return { facts: settle(facts), kept, broken };
}

/** What git leaves in a file that it could not merge. The lines between are those of both sides: just what is wanted. */
const isConflictMarker = (line: string): boolean => /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(line);

export function formatProgress({ facts, kept }: Progress): string {
  return `${[...header, ...settle(facts).map(formatFact), ...kept].join('\n')}\n`;
}

/** What both say. Of lines that are kept without being understood, each is kept once. */
export function mergeProgress(one: Progress, other: Progress): Progress {
  return {
    facts: settle([...one.facts, ...other.facts]),
    kept: [...new Set([...one.kept, ...other.kept])],
    broken: one.broken,
  };
}

/** One fact for each thing that is spoken of, in a fixed order. */
function settle(facts: readonly Fact[]): Fact[] {
  const settled = new Map<string, Fact>();
  for (const fact of facts) {
    const subject = `${fact.exercise} ${fact.kind} ${fact.kind === 'hints' ? fact.check : ''}`;
    const rival = settled.get(subject);
    if (rival === undefined || outranks(fact, rival)) settled.set(subject, fact);
  }
  return [...settled].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => fact);
}

/** A total order over the facts of one subject, so that a merge does not depend on who merges first. */
function outranks(fact: Fact, rival: Fact): boolean {
  const [higher, lower] = [rankOf(fact), rankOf(rival)];
  const decisive = higher.findIndex((value, index) => value !== lower[index]);
  if (decisive === -1) return formatFact(fact) > formatFact(rival);
  return higher[decisive]! > lower[decisive]!;
}

function rankOf(fact: Fact): readonly number[] {
  const at = Date.parse(fact.at);
  switch (fact.kind) {
    case 'best':
      // The first time that it was reached, not the last.
      return [merit(fact.outcome), fact.points, -at];
    case 'hints':
      return [fact.shown, -at];
    default:
      return [at];
  }
}

const merit = (outcome: OutcomeName): number =>
  outcome === 'passed' ? 2 : outcome === 'not started' ? 0 : 1;

export function findFact<Kind extends Fact['kind']>(
  { facts }: Progress,
  exercise: string,
  kind: Kind,
): FactOf<Kind> | undefined {
  return facts.find(
    (fact): fact is FactOf<Kind> => fact.exercise === exercise && fact.kind === kind,
  );
}

export const hasPassed = (progress: Progress, exercise: string): boolean =>
  findFact(progress, exercise, 'best')?.outcome === 'passed';

/** A moment as progress writes it. To the millisecond: two saves in one second are two results. */
export const moment = (date: Date): string => date.toISOString();

function formatFact(fact: Fact): string {
  return [fact.exercise, fact.kind.padEnd(6), fact.at, ...detailsOf(fact)].join('  ').trimEnd();
}

function detailsOf(fact: Fact): string[] {
  switch (fact.kind) {
    case 'best':
      return formatResult(fact);
    case 'last':
      return [...formatResult(fact), ...(fact.check === undefined ? [] : [fact.check])];
    case 'opened':
      return [];
    case 'hints':
      return [fact.check, String(fact.shown)];
    case 'story':
      return [fact.check, fact.token];
    default:
      return fact satisfies never;
  }
}

const formatResult = ({ outcome, points, pointsMax }: Result): string[] => [
  outcome.replaceAll(' ', '-'),
  `${points}/${pointsMax}`,
];

/** The fact; or `unknown` where a newer workbook, or a note of the learner's, may have written it; else `broken`. */
function parseFact(line: string): Fact | 'unknown' | 'broken' {
  if (line.startsWith('#')) return 'unknown';
  const [exercise = '', kind = '', at = '', ...details] = line.trim().split(/\s+/);
  if (!/^[\w-]+\/[\w-]+$/.test(exercise) || !isMoment(at)) return 'broken';

  const about = { exercise, at };
  switch (kind) {
    case 'best': {
      const result = parseResult(details);
      return result && details.length === 2 ? { ...about, kind, ...result } : 'broken';
    }
    case 'last': {
      const result = parseResult(details);
      const [, , check, ...rest] = details;
      if (!result || rest.length > 0) return 'broken';
      return { ...about, kind, ...result, ...(check === undefined ? {} : { check }) };
    }
    case 'opened':
      return details.length === 0 ? { ...about, kind } : 'broken';
    case 'hints': {
      const [check, shown = '', ...rest] = details;
      if (check === undefined || !/^\d{1,4}$/.test(shown) || rest.length > 0) return 'broken';
      return { ...about, kind, check, shown: Number(shown) };
    }
    case 'story': {
      const [check, token, ...rest] = details;
      if (check === undefined || token === undefined || rest.length > 0) return 'broken';
      return { ...about, kind, check, token };
    }
    default:
      return 'unknown';
  }
}

const isMoment = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/.test(text) && !Number.isNaN(Date.parse(text));

const outcomes: Readonly<Record<OutcomeName, true>> = {
  passed: true,
  failed: true,
  'not started': true,
  undecided: true,
  'does not compile': true,
  threw: true,
  'did not return': true,
  'out of memory': true,
  'not plain data': true,
  'wrong export': true,
  'not deterministic': true,
};

function parseResult([word = '', score = '']: readonly string[]): Result | undefined {
  const outcome = word.replaceAll('-', ' ');
  const [, points, pointsMax] = /^(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(score) ?? [];
  if (!Object.hasOwn(outcomes, outcome) || points === undefined) return undefined;
  return {
    outcome: outcome as OutcomeName,
    points: Number(points),
    pointsMax: Number(pointsMax),
  };
}
