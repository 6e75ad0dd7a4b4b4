// The judge in a browser's worker and the judge in Node give the same, byte for byte.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { knownAnswers } from '../../../grader/audit/answers.ts';
import type { Texts } from '../../../grader/mutants/mutant.ts';
import { fromWire } from '../../../grader/judge/wire.ts';
import { suites } from '../../../grader/suites/all.ts';
import type { Asked, Said } from './ask.ts';
import { buildWorker } from './build-worker.mts';
import { type JudgingPage, openJudgingPage } from './testing/browser.ts';
import { type NodeJudge, startNodeJudge } from './testing/node.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const tokensWanted = 30;

let page: JudgingPage;
let node: NodeJudge;
beforeAll(async () => {
  page = await openJudgingPage(await buildWorker(root, 'site/src/judge/testing/wire-worker.ts'));
  node = startNodeJudge(root);
});
afterAll(async () => {
  node.close();
  await page.close();
});

const alone = (source: string): Texts => ({ source, beside: {} });

/** What both say; they must not differ in a byte. */
async function agreed(asked: Asked, name: string): Promise<Said> {
  const [{ said: ours }, theirs] = await Promise.all([page.ask(asked), node.ask(asked)]);
  expect(ours, name).toBe(theirs);
  return fromWire(JSON.parse(theirs)) as Said;
}

const tokens: { readonly token: string; readonly texts: Texts }[] = [];

test.each(suites)('$exercise: the same verdicts', async (suite) => {
  const { exercise } = suite;
  const answers = await knownAnswers(root, suite);
  const wanted = [
    ...answers.filter(({ kind }) => kind === 'reference' || kind === 'skeleton'),
    ...answers.filter(({ kind }) => kind === 'mutant').slice(0, 1),
  ];
  for (const { id, source, beside } of wanted) {
    const texts = { source, beside };
    const said = await agreed({ ask: 'grade', exercise, texts }, id);
    if (said.said !== 'verdict') throw new Error(`${id}: ${said.said}`);
    for (const { story } of said.verdict.checks) {
      if (story) tokens.push({ token: story.token, texts });
    }
  }
});

test('thirty tokens bring back the same traces', async () => {
  expect(tokens.length).toBeGreaterThanOrEqual(tokensWanted);

  const every = Math.floor(tokens.length / tokensWanted);
  for (const { token, texts } of tokens.filter((_, index) => index % every === 0)) {
    const said = await agreed({ ask: 'replay', token, texts }, token);
    expect(said).toMatchObject({ said: 'replayed', replay: { replayed: { ends: 'broken' } } });
  }
});

test('a loop without end is stopped by its count', async () => {
  const source = await readFile(`${root}/solutions/00-warm-up/tally.ts`, 'utf8');
  const endless = source.replace(/(onMessage\([^)]*\) \{)/, '$1 for (;;);');
  expect(endless).not.toBe(source);

  const said = await agreed(
    { ask: 'grade', exercise: '00-warm-up/tally', texts: alone(endless) },
    '',
  );

  expect(said).toMatchObject({ verdict: { outcome: 'did not return' } });
});

test('a text that is no program says so, with its line', async () => {
  const source = 'const a = 1;\nlet b = ;';

  const said = await agreed(
    { ask: 'grade', exercise: '00-warm-up/tally', texts: alone(source) },
    '',
  );

  expect(said).toMatchObject({
    verdict: {
      outcome: 'does not compile',
      checks: expect.arrayContaining([
        expect.objectContaining({ at: expect.objectContaining({ line: 2 }) }),
      ]),
    },
  });
});
