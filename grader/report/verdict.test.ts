import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CheckVerdict, ExerciseVerdict, OutcomeName } from '../judge/verdict.ts';
import { widthOf } from './fit.ts';
import { plainStyles } from './styles.ts';
import { randomStory } from './testing/random-story.ts';
import { newOldInversion } from './testing/stories.ts';
import { checked, judged } from './testing/verdicts.ts';
import { type VerdictOptions, verdictText } from './verdict.ts';

const printed = (verdict: ExerciseVerdict, options: Partial<VerdictOptions> = {}) =>
  `\n${verdictText(verdict, { width: 80, styles: plainStyles, ...options })}\n`;

const broken = (check: Partial<CheckVerdict> = {}) =>
  checked({
    id: 'linearizable',
    title: 'A value that was replaced is never read again',
    outcome: 'failed',
    work: { runs: 400, failed: 3 },
    ...check,
  });

test('the promise, the story, the memory, and where to go from here', () => {
  const verdict = judged(
    [
      checked({ id: 'quiet' }),
      broken({ story: newOldInversion() }),
      broken({
        id: 'crash',
        title: 'A write survives a crash',
        because: 'a was written, and lost',
      }),
      checked({ id: 'budget', kind: 'budget' }),
    ],
    { capped: true },
  );

  expect(printed(verdict)).toMatchInlineSnapshot(`
    "
    ✗ A value that was replaced is never read again
      c2 read "new", and then "old" again, which "new" had replaced.
      Broken in 3 of 400 worlds. The shortest story, of 13 messages, cut down from
      117; time runs down:

          client      replica
          c1    c2    r1    r2    r3    ┃ not yet answered
          │     │     │     │     │
      1   ▼     │     │     │     │     asked: write op=1 value=new
      2   ┠─────┼────►│     │     │     query op=1
      3   ┃◄────┼─────┤     │     │     holds op=1 stamp={time:0 by:""} value=old
      4   ┠╌╌╌╌╌┼╌╌╌╌╌┼╌╌╌╌►│     │     query op=1, sent in row 1
      5   ┃◄────┼─────┼─────┤     │     holds op=1 stamp={time:0 by:""} value=old
      6   ┠─────┼────►│     │     │     store op=1 stamp={time:1 by:c1} value=new
      7   ┃     │     ■     │     │     disk: value=new stamp={time:1 by:c1}
      8   ┃     ▼     │     │     │     asked: read op=2
      9   ┃     ┠────►│     │     │     query op=2
     10   ┃     ┃◄────┤     │     │     holds op=2 stamp={time:1 by:c1} value=new
     11   ┃     ┠╌╌╌╌╌┼╌╌╌╌►│     │     query op=2, sent in row 8
     12   ┃     ┃◄────┼─────┤     │     holds op=2 stamp={time:0 by:""} value=old
     13   ┃     ▲     │     │     │     tells: read op=2 value=new
     14   ┃     ▼     │     │     │     asked: read op=3
     15   ┃     ┠─────┼────►│     │     query op=3
     16   ┃     ┃◄────┼─────┤     │     holds op=3 stamp={time:0 by:""} value=old
     17   ┃     ┠╌╌╌╌╌┼╌╌╌╌╌┼╌╌╌╌►│     query op=3, sent in row 14
     18   ┃     ┃◄────┼─────┼─────┤     holds op=3 stamp={time:0 by:""} value=old
     19   ┃     ▲     │     │     │     tells: read op=3 value=old
     20   ┃     ✗     │     │     │     BROKEN: c2 read "new", and then "old" again,
          ┃     │     │     │     │     which "new" had replaced
    Still under way: query c1→r3 (row 1), store c1→r2 r3 (row 5), stored r1→c1 (row
    6), query c2→r3 (row 8), query c2→r1 (row 14).

      Memory, before → after the last step
      c2  operation: {phase:query op:3 answers:{r2→{time:0 by:""}}} → null
          last: new → old

      Read    chapters/02-quorums/register.mdx#write-back
      Replay  npm run replay -- last
      Hint    npm run hint -- 02-quorums/register

      ✗ A write survives a crash: a was written, and lost
      ✓ 2 promises kept

      02-quorums/register: 20 of 40 points (no more than half, since a promise of
      safety broke)
    "
  `);
});

test('all promises kept', () => {
  const explored = { states: 37_003, steps: 300_000, depth: 31, exhausted: true };
  const verdict = judged([
    checked({ id: 'worlds', title: 'An operation is answered' }),
    checked({ id: 'every', title: 'Every interleaving', kind: 'exploration', work: explored }),
  ]);

  expect(printed(verdict, { next: 'Next: npm start -- 03-raft/election' })).toMatchInlineSnapshot(`
    "
    ✓ 02-quorums/register: 2 promises kept
      ✓ An operation is answered                                          400 worlds
      ✓ Every interleaving                                         all 37,003 states

      02-quorums/register: 20 of 20 points
      Next: npm start -- 03-raft/election
    "
  `);
});

test('a property that broke has values, and no diagram', () => {
  const because = 'majority(4) is 2; two groups of 2 need not meet';
  const work = { runs: 12, failed: 1 };

  expect(printed(judged([broken({ kind: 'property', because, work })]))).toMatchInlineSnapshot(`
    "
    ✗ A value that was replaced is never read again
      majority(4) is 2; two groups of 2 need not meet.
      Broken in 1 of 12 cases.

      Read    chapters/02-quorums/register.mdx#write-back
      Hint    npm run hint -- 02-quorums/register

      02-quorums/register: 0 of 10 points
    "
  `);
});

test('a file that does not compile is shown where', () => {
  const at = {
    file: 'exercises/02-quorums/register.ts',
    line: 42,
    column: 21,
    source: '    node.send(from, ;',
  };
  const trouble = {
    outcome: 'does not compile',
    because: 'Expected an expression, found ";"',
    at,
  } as const;
  const checks = ['a', 'b', 'c'].map((id) => checked({ id, ...trouble }));

  expect(printed(judged(checks))).toMatchInlineSnapshot(`
    "
    ! 02-quorums/register: does not compile
      Expected an expression, found ";".
      at exercises/02-quorums/register.ts:42:21
      │ node.send(from, ;
      │                 ^

      Mend it in exercises/02-quorums/register.ts, and save. Nothing else is judged
      before.
      Read    chapters/02-quorums/register.mdx#write-back
      Hint    npm run hint -- 02-quorums/register

      ! 2 more, for the same reason

      02-quorums/register: 0 of 30 points
    "
  `);
});

const reasons: Record<Exclude<OutcomeName, 'passed' | 'failed' | 'does not compile'>, string> = {
  'not started': 'todo 2.3: the query phase',
  undecided: 'Bound reached after 200,000 states',
  'wrong export': 'The file must export `replica`; it exports nothing.',
  threw: 'r2, onMessage(store): TypeError: stamp is undefined',
  'did not return': 'onMessage(query) at r1 was still busy after 10,000,000 steps',
  'out of memory': 'The judge needed more than 512 MB',
  'not plain data': 'state.pending[3]: a function',
  'not deterministic': 'onTimer(retry) at c1 sent query, and then store',
};

test.each(Object.entries(reasons))('"%s" is a sentence and the next step', (outcome, because) => {
  const check = checked({ id: 'quiet', outcome: outcome as OutcomeName, because });

  expect(printed(judged([check]))).toMatchSnapshot();
});

test('where another file of the answer is not written yet, that one is named', () => {
  const at = { file: 'exercises/03-raft/reads.ts', line: 14, column: 5 };
  const check = checked({ id: 'quiet', outcome: 'not started', because: '3.6b reads.start', at });

  expect(printed(judged([check]))).toContain('exercises/03-raft/reads.ts.');
});

test('type errors stand beside the verdict, and what changed since the last one', () => {
  const before = judged([checked({ id: 'a', outcome: 'failed' }), checked({ id: 'b' })]);
  const now = judged([checked({ id: 'a' }), broken({ id: 'b', because: 'c2 read old' })]);
  const at = { file: 'exercises/02-quorums/register.ts', line: 7, column: 3 };
  const typeErrors = [{ at, text: "Property 'stmp' does not exist on type 'Stamp'." }];

  expect(printed(now, { typeErrors, last: before, lastStory: 'ends well' })).toMatchInlineSnapshot(`
    "
    ✗ A value that was replaced is never read again
      c2 read old.
      Broken in 3 of 400 worlds.

      Read    chapters/02-quorums/register.mdx#write-back
      Hint    npm run hint -- 02-quorums/register

      ✓ 1 promise kept

      The type checker disagrees; that costs nothing:
      exercises/02-quorums/register.ts:7:3 Property 'stmp' does not exist on type '…

      The last story now ends well.
      02-quorums/register: 10 of 20 points; +1 -1 checks since the last time
    "
  `);
});

test('what was never seen comes after what broke, and was not broken in any run', () => {
  const unseen = checked({
    id: 'unseen',
    outcome: 'failed',
    unseen: true,
    because: 'No run showed it.',
    kind: 'exploration',
    work: { states: 9, steps: 9, depth: 3, exhausted: true },
  });
  const text = printed(judged([unseen, broken({ id: 'b', because: 'c2 read old' })]));

  expect(text).toContain('c2 read old.');
  expect(text.indexOf('No run showed it.')).toBeGreaterThan(text.indexOf('c2 read old.'));
  expect(printed(judged([unseen]))).not.toContain('Broken');
});

test('a token is never cut: it is there to be copied', () => {
  const token = 'q1-'.padEnd(700, 'x');
  const verdict = judged([broken({ story: { ...newOldInversion(), token } })]);

  expect(printed(verdict, { replay: 'token' })).toContain(`npm run replay -- ${token}\n`);
  expect(printed(verdict)).toContain('npm run replay -- last\n');
});

test('no line is wider than the terminal, whatever a submission says', () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 });
  const source = fc.option(text, { nil: '' });
  fc.assert(
    fc.property(
      randomStory,
      text,
      source,
      fc.integer({ min: 40, max: 140 }),
      (story, because, source, width) => {
        const at = { file: 'exercises/02-quorums/register.ts', line: 1, column: 9, source };
        const checks = [
          broken({ story, because, at }),
          checked({ id: 'threw', outcome: 'threw', because, at }),
          checked({ id: 'other', outcome: 'failed', because }),
        ];
        const typeErrors = [{ at, text: because }];

        for (const line of printed(judged(checks), { width, typeErrors }).split('\n')) {
          expect(widthOf(line)).toBeLessThanOrEqual(width);
        }
      },
    ),
  );
});
