// Tester checks: a test that the learner wrote is tried on implementations of the judge. A right one must be spared, a
// wrong one refused. Right ones first: a test that refuses those says nothing about the others.
import { canonicalText, copyPlain, HandlerError, hashText } from '../sim/index.ts';
import type { Subject, SubjectCall, TesterCheck } from '../suites/suite.ts';
import { OutOfTicks, type Tester, type Trouble, troubleOf } from './answer.ts';
import { describeValue } from './console.ts';
import { countSteps, underTest } from './fast-check.ts';
import { type CheckContext, type Finding, finding } from './finding.ts';
import { isInstance } from './is-instance.ts';
import { seedOf } from './seeds.ts';

export function checkTester(check: TesterCheck, context: CheckContext): Finding {
  const right = check.subjects.filter(({ is }) => is === 'right');
  const wrong = check.subjects.filter(({ is }) => is === 'wrong');
  let runs = 0;
  const tried = (subject: Subject): Try => {
    context.onProgress(runs++, check.subjects.length);
    return tryOn(check, subject, context);
  };

  for (const subject of right) {
    const { refused, asked } = tried(subject);
    if (subject === right[0] && asked !== tryOn(check, subject, context).asked) {
      const because = `\`${check.tester}\` went another way when it was tried once more on the same implementation.`;
      return finding('not deterministic', { because, work: { runs, failed: 1 } });
    }
    if (!refused) continue;
    const { because, at } = refused;
    return finding('failed', {
      because: `A right implementation is refused: ${because}`,
      ...(at ? { at } : {}),
      work: { runs, failed: 1 },
    });
  }

  const spared: Try[] = [];
  for (const subject of wrong) {
    const trial = tried(subject);
    if (!trial.refused) spared.push(trial);
    if (spared.length > 0 && context.quick) break;
  }
  const work = { runs, failed: spared.length };
  if (spared.length === 0) return finding('passed', { work });
  const caught =
    wrong.length > 1 ? ` Caught: ${wrong.length - spared.length} of ${wrong.length}.` : '';
  return finding('failed', { because: `${whySpared(check, spared[0]!)}${caught}`, work });
}

/** What became of one implementation. */
interface Try {
  readonly calls: number;
  /** What was asked of it and how it ended, as one number. */
  readonly asked: number;
  /** A wrong answer that it gave: the one with the shortest arguments. */
  readonly mistake?: SubjectCall;
  /** Why the test threw. */
  readonly refused?: Trouble;
}

/** @throws HandlerError when the test did not come to an end, or could not be run. */
function tryOn(check: TesterCheck, subject: Subject, context: CheckContext): Try {
  const { suite, answer, salt, loaded } = context;
  // A fresh module for each: what a test saw of one implementation it can't know when it meets the next.
  const tester = answer()[check.tester] as Tester;
  const seen: Seen = { calls: 0, asked: 0 };
  const seed = seedOf(salt, suite.exercise, check.id);
  try {
    const { endless } = underTest(seed, () => tester(handOver(check, subject, seen)));
    if (endless !== undefined) throw new HandlerError('', check.tester, new OutOfTicks(endless));
    return seen;
  } catch (error) {
    if (!isInstance(error, HandlerError)) throw error;
    const trouble = troubleOf(error, loaded);
    if (trouble.outcome !== 'threw') throw error;
    return { ...seen, asked: hashText(`${seen.asked} ${trouble.because}`), refused: trouble };
  }
}

type Seen = { -readonly [Key in keyof Omit<Try, 'refused'>]: Try[Key] };

/** What a subject is asked, as text: what it does with that is not counted, and may take the square of it. */
const charsMax = 10_000;

/** The functions of a subject, as a test gets them: plain data goes in and comes out, copied, counted and written down. */
function handOver(check: TesterCheck, subject: Subject, seen: Seen): object {
  let shortest = Infinity;
  const handed = Object.entries(subject.make()).map(([name, implementation]) => [
    name,
    (...given: unknown[]) => {
      const args = copyPlain(given, 'memory', `arguments of ${name}`);
      const text = canonicalText(args);
      if (text.length > charsMax)
        throw new RangeError(`${name} was asked with more than any node has to do with.`);
      countSteps(1 + Math.floor(text.length / 20));
      seen.calls++;
      seen.asked = hashText(`${seen.asked} ${name} ${text}`);
      let result: unknown;
      try {
        result = Reflect.apply(implementation, undefined, copyPlain(args, 'memory', ''));
      } finally {
        const call = { name, args, result };
        if (text.length < shortest && check.isMistake(call)) {
          seen.mistake = call;
          shortest = text.length;
        }
      }
      return copyPlain(result, 'memory', '');
    },
  ]);
  return Object.freeze(Object.fromEntries(handed) as object);
}

/** Tells two faults of a test apart: it did not ask, or it did not mind the answer. */
function whySpared({ tester }: TesterCheck, { calls, mistake }: Try): string {
  if (calls === 0) return `A wrong implementation passes: \`${tester}\` never called it.`;
  if (!mistake) {
    return `A wrong implementation passes: in ${calls} ${calls === 1 ? 'call' : 'calls'} it gave no wrong answer. \`${tester}\` does not ask for what it gets wrong.`;
  }
  const { name, args, result } = mistake;
  return `A wrong implementation passes: ${name}(${args.map(describeValue).join(', ')}) was ${describeValue(result)}, and \`${tester}\` did not mind.`;
}
