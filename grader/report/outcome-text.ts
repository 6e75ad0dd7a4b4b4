// Every outcome as a plain sentence, with the next step.
import type { CheckVerdict, ExerciseVerdict, OutcomeName, Work } from '../judge/verdict.ts';
import type { Style } from './styles.ts';

export interface OutcomeText {
  readonly glyph: string;
  readonly style: Style;
  /** Follows the name of a check or an exercise: "register threw an error". */
  readonly says: string;
  /** What to do about it. `FILE` and `BRIEF` stand for the exercise's own. */
  readonly next: string;
}

const texts: Readonly<Record<OutcomeName, OutcomeText>> = {
  passed: { glyph: '✓', style: 'green', says: 'passed', next: '' },
  failed: { glyph: '✗', style: 'red', says: 'a promise broke', next: '' },
  'not started': {
    glyph: '○',
    style: 'dim',
    says: 'not started',
    next: 'Read BRIEF, then look for TODO in FILE.',
  },
  undecided: {
    glyph: '?',
    style: 'yellow',
    says: 'undecided',
    next: 'This is neither a pass nor a failure: the judge stopped at a bound. An answer that does less work gets an answer.',
  },
  'does not compile': {
    glyph: '!',
    style: 'red',
    says: 'does not compile',
    next: 'Mend it in FILE, and save. Nothing else is judged before.',
  },
  'wrong export': {
    glyph: '!',
    style: 'red',
    says: 'does not export what the exercise asks for',
    next: 'Give it the name and the kind that the brief gives, as in `export const NAME`: BRIEF',
  },
  threw: {
    glyph: '!',
    style: 'red',
    says: 'threw an error',
    next: 'Mend it in FILE, and save. The other promises are judged then.',
  },
  'did not return': {
    glyph: '!',
    style: 'red',
    says: 'did not return',
    next: 'Look for a loop in FILE that never ends. To wait, set a timer and return.',
  },
  'out of memory': {
    glyph: '!',
    style: 'red',
    says: 'ran out of memory',
    next: 'Look for something in FILE that only ever grows.',
  },
  'not plain data': {
    glyph: '!',
    style: 'red',
    says: 'something that is not plain data',
    next: 'Messages, memory and disk hold plain objects, arrays, strings and numbers; memory and disk also Map and Set.',
  },
  'not deterministic': {
    glyph: '!',
    style: 'red',
    says: 'not deterministic',
    next: 'The same state and event must lead to the same effects. Take time from `node.now()`, chance from `node.choose(n)`.',
  },
};

export const outcomeText = (outcome: OutcomeName): OutcomeText => texts[outcome];

/** True where the answer could not be judged at all. */
export const isTrouble = (outcome: OutcomeName): boolean => texts[outcome].glyph === '!';

const fileOf = (exercise: string): string => `exercises/${exercise}.ts`;
const briefOf = (exercise: string): string => `chapters/${exercise}.mdx`;

/** What to do about an outcome of this exercise; `file` is where it came about, if that is another one than its own. */
export const nextStep = (
  outcome: OutcomeName,
  exercise: string,
  file: string = fileOf(exercise),
): string => texts[outcome].next.replace('FILE', file).replace('BRIEF', briefOf(exercise));

/** `02-quorums/register#write-back` as a place in a file. */
export function chapterFile(anchor: string): string {
  const [page, section] = anchor.split('#');
  return section ? `chapters/${page}.mdx#${section}` : `chapters/${page}.mdx`;
}

const runNouns: Readonly<Record<CheckVerdict['kind'], string>> = {
  property: 'cases',
  tester: 'implementations',
  scenario: 'stories',
  simulation: 'worlds',
  exploration: 'states',
  budget: 'worlds',
};

/** Thousands are set apart: 37,003. */
const counted = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** What a check did, where it passed: "400 worlds"; "all 37,003 states". */
export function workText(kind: CheckVerdict['kind'], work: Work): string {
  if ('runs' in work) {
    return `${counted(work.runs)} ${work.runs === 1 ? singular(runNouns[kind]) : runNouns[kind]}`;
  }
  return work.exhausted
    ? `all ${counted(work.states)} states`
    : `${counted(work.states)} states, not all`;
}

/** In how many runs a promise broke, or how many states it took. */
export function failedText(kind: CheckVerdict['kind'], work: Work): string {
  if ('runs' in work) {
    const nouns = runNouns[kind];
    if (work.runs === 1) return `in the only ${singular(nouns)}`;
    if (work.runs === work.failed) return `in all ${counted(work.runs)} ${nouns}`;
    return `in ${counted(work.failed)} of ${counted(work.runs)} ${nouns}`;
  }
  return `after ${counted(work.states)} states`;
}

const singular = (noun: string): string => (noun === 'stories' ? 'story' : noun.slice(0, -1));

export const pointsText = ({ points, pointsMax }: Pick<ExerciseVerdict, 'points' | 'pointsMax'>) =>
  `${points} of ${pointsMax} points`;
