// Wrong servers: five right parts, and one with a mistake of its own exercise. Only what catches it here is new.
import { type Mutant, mutantsOf, type WrongAnswers } from '../mutant.ts';
import commit from './commit.ts';
import election from './election.ts';
import keyValue from './key-value.ts';
import reads from './reads.ts';
import replication from './replication.ts';
import snapshots from './snapshots.ts';

/** The mistakes of one part, and which check of whole servers must catch each. */
const of = (
  { exercise, mutants }: WrongAnswers,
  caughtBy: Readonly<Record<string, string>>,
): Mutant[] =>
  Object.entries(caughtBy).map(([id, check]) => {
    const mutant = mutants.find((each) => each.id === id);
    if (!mutant) throw new Error(`${exercise} has no wrong answer "${id}".`);
    const file = `${exercise.slice(exercise.indexOf('/') + 1)}.ts`;
    return { ...mutant, edits: mutant.edits.map((edit) => ({ ...edit, file })), caughtBy: check };
  });

export default mutantsOf('03-raft/all-parts', [
  ...of(election, {
    'vote-not-persisted': 'crashes',
    'forgets-the-snapshot': 'away',
    'leader-ignores-higher-terms': 'cut-off',
    'compares-terms-only': 'worlds-3',
    'no-up-to-date-check': 'worlds-5',
    'campaigns-once': 'progress',
  }),
  ...of(replication, {
    'keeps-entries-in-memory': 'crashes',
    'truncates-always': 'late',
    'counts-from-the-first-entry-of-its-list': 'away',
    'checks-only-that-there-is-an-entry': 'worlds-5',
    'gives-up-after-a-rejection': 'progress',
    'sends-twice': 'idle',
  }),
  ...of(commit, {
    'starts-from-0': 'crashes',
    'counts-earlier-terms': 'figure-8',
    'looks-at-the-last-term': 'figure-8',
    'no-no-op': 'new-leader',
    'applies-the-newest-first': 'worlds-3',
    'two-are-enough': 'worlds-5',
  }),
  ...of(snapshots, {
    'forgets-the-sessions': 'away',
    'restores-no-sessions': 'away',
    'does-not-restore': 'away',
    'log-first-then-snapshot': 'worlds-3',
    'never-compacts': 'cost',
  }),
  ...of(keyValue, {
    'no-sessions': 'late',
    'compares-with-the-last-only': 'late',
    'sessions-beside-the-machine': 'away',
    'only-the-leader-executes': 'crashes',
    'answers-when-proposed': 'cut-off',
    'an-index-is-a-name': 'cut-off',
    'proposes-twice': 'cost',
  }),
  ...of(reads, {
    'asks-nobody': 'cut-off',
    'any-answer-counts': 'cut-off',
    'reads-before-it-has-committed': 'new-leader',
    'waits-for-its-round-for-ever': 'progress',
    'writes-an-entry': 'cost',
  }),
]);
