// The checks of the tests that learners write: each tries one of them on implementations, of which some are right.
import { defineSuite, type Hints, type Subject, type TesterCheck } from '../suite.ts';
import { isMistake, majorities, pickers, readers } from './write-the-test-subjects.ts';

interface Trial {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly chapter: string;
  readonly opens?: true;
  readonly hints?: Hints;
}

/** All right implementations are tried in every check: a test that refuses them proves nothing about the others. */
const trialOf =
  (tester: string, right: readonly Subject[]) =>
  ({ chapter, ...trial }: Trial, wrong: readonly Subject[]): TesterCheck => ({
    kind: 'tester',
    tester,
    subjects: [...right, ...wrong],
    isMistake,
    chapter: `02-quorums/write-the-test#${chapter}`,
    ...trial,
  });

const ofHasMajority = trialOf('checkHasMajority', majorities.right);
const ofPickQuorum = trialOf('checkPickQuorum', pickers.right);
const ofNewest = trialOf('checkNewest', readers.right);

export default defineSuite({
  exercise: '02-quorums/write-the-test',
  title: 'Write the test',
  exports: { checkHasMajority: 'tester', checkPickQuorum: 'tester', checkNewest: 'tester' },
  imports: ['fast-check'],
  hints: [
    'Which arguments would you try by hand, if you suspected this mistake?',
    'Look at what your test generates: put a console.log into the property, and run the visible examples.',
    'A test needs two things: arguments for which wrong answers differ from right ones, and a statement that all right answers make true and wrong ones do not.',
    'Generate the arguments from a few names, so that they coincide often. State when the answer is right, from the brief and in both directions, and let the property return that.',
  ],
  checks: [
    ofHasMajority(
      {
        id: 'spares-the-right',
        title: 'A right hasMajority is spared, a yes-man is refused',
        opens: true,
        points: 1,
        chapter: 'what-a-test-has-to-do',
        hints: [
          'Does your test ask for something that the brief does not promise?',
          'Read the counterexample in the sentence above: is the answer really wrong?',
          'There is at least one member. Those who answered may be nobody, strangers, or the same node twice.',
          'hasMajority must be true exactly if more than half of the members are among those who answered.',
        ],
      },
      [majorities.alwaysAgrees],
    ),
    ofHasMajority(
      {
        id: 'every-size',
        title: 'A hasMajority that is wrong for some sizes is refused',
        points: 2,
        chapter: 'arguments-that-tell-apart',
        hints: [
          'With how many members does half of them differ from a majority?',
          'How many members does your test generate? Each number from one to nine?',
          'Mistakes hide at the edges: one member, an even number, more than five.',
          'fc.integer({ min: 1, max: 9 }) for the number of members, and answers from all of their names.',
        ],
      },
      [majorities.half, majorities.threeAreEnough, majorities.neverAlone],
    ),
    ofHasMajority(
      {
        id: 'repeats-and-strangers',
        title: 'A hasMajority that minds repeats or strangers is refused',
        points: 2,
        chapter: 'arguments-that-tell-apart',
        hints: [
          'Who may be among those who answered?',
          'Does your generator ever name a node twice? Does it ever name one that is no member?',
          'A subset of the members is too tidy: answers repeat, and come from nodes that are no members.',
          'fc.array over all names and one or two that are never members. Lists with repeated names come by themselves.',
        ],
      },
      [
        majorities.countsAnswers,
        majorities.countsStrangers,
        majorities.strangersSpoil,
        majorities.ofThoseInReach,
      ],
    ),
    ofHasMajority(
      {
        id: 'too-careful',
        title: 'A hasMajority that refuses real majorities is refused',
        points: 1,
        chapter: 'both-directions',
        hints: [
          'Would your test notice a function that always says no?',
          'Is your statement "if it says yes, then ..." or "it says yes exactly if ..."?',
          'A wrong no is a mistake like a wrong yes: the system stops where it could go on.',
          'Compare with ===: the answer, and what you found out about the members that answered.',
        ],
      },
      [majorities.twoThirds, majorities.all, majorities.neverAgrees],
    ),
    ofPickQuorum(
      {
        id: 'quorum-members',
        title: 'Any right quorum is spared, one of wrong nodes is refused',
        points: 1,
        chapter: 'more-than-one-right-answer',
        hints: [
          'Is there only one right quorum? What do all right ones have in common?',
          'Does your test compare with a quorum of its own? Does it look at each node that is named?',
          'Every node of a quorum is up, and is named once. The order and the choice are free.',
          'every node is in `up`, and a Set of the quorum is as large as the quorum.',
        ],
      },
      [pickers.takesThoseThatAreDown, pickers.namesOneTwice, pickers.namesAStranger],
    ),
    ofPickQuorum(
      {
        id: 'quorum-size',
        title: 'A pickQuorum whose picks need not meet is refused',
        points: 1,
        chapter: 'more-than-one-right-answer',
        hints: [
          'How many nodes must be in a quorum? Of how many?',
          'Does your test count over all members, or over those that are up?',
          'A majority is one of all members. Larger quorums are right as well.',
          'Twice the size of the quorum exceeds the number of members.',
        ],
      },
      [pickers.half, pickers.ofThoseThatAreUp],
    ),
    ofPickQuorum(
      {
        id: 'quorum-found',
        title: 'A pickQuorum that gives up too early is refused',
        points: 1,
        chapter: 'both-directions',
        hints: [
          'When is `null` the right answer?',
          'What does your test do with `null`? Does it ever ask with just enough nodes up?',
          'Null is right only if those that are up are no majority.',
          'If the answer is null, then twice the number of nodes that are up is at most the number of members.',
        ],
      },
      [pickers.firstOrNothing, pickers.oneToSpare, pickers.givesUp],
    ),
    ofNewest(
      {
        id: 'newest-round',
        title: 'Any of the newest answers is spared, an older is refused',
        points: 1,
        chapter: 'generate-what-can-happen',
        hints: [
          'Which write is newer: that of round 9, or that of round 10?',
          'Which rounds does your test generate? Can one value be told by more nodes than the newest?',
          'Rounds are numbers. Nothing that was told may be newer than what was found.',
          'Rounds from 0 to 12, and no `told` with a higher round than the one that was found.',
        ],
      },
      [readers.first, readers.last, readers.oldest, readers.roundsAsText, readers.mostTold],
    ),
    ofNewest(
      {
        id: 'newest-tie',
        title: 'A newest that forgets the writer is refused',
        points: 1,
        chapter: 'generate-what-can-happen',
        hints: [
          'What decides between two writes of the same round?',
          'How often do two answers of your lists have the same round, and different writers?',
          'In the same round, the later name of a writer wins. From a million rounds two hardly ever tie.',
          'A dozen rounds, three writers, and lists of up to six: ties come often. Compare the writer where the rounds are equal.',
        ],
      },
      [readers.firstOfRound, readers.lowerWriter, readers.writerFirst],
    ),
    ofNewest(
      {
        id: 'newest-told',
        title: 'A newest that makes its answer up is refused',
        points: 1,
        chapter: 'generate-what-can-happen',
        hints: [
          'Could an answer have the right round, and still be one that nobody gave?',
          'Does your test look at all four fields of what was found?',
          'What is found must be one of those that were told, field by field.',
          'told.some(...) with all four fields equal.',
        ],
      },
      [readers.mixesStamps, readers.valueOfTheFirst],
    ),
  ],
});
