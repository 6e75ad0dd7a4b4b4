// Every widget in a real browser, by mouse and by keyboard; and an exercise from its first text to its verdict.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { launch, pages } from './browser.mjs';
import { serve } from './serve.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const textOf = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

let site;
let browser;

before(async () => {
  site = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  site?.stop();
});

async function open(path, options = {}) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.goto(site.url + path, { waitUntil: 'load' });
  return { page, close: () => context.close() };
}

/** Brings a widget near, so that its code is fetched; it is there when a script has taken it over. */
async function near(page, selector) {
  // What is above it may still grow: no waiting for it to stand still.
  await page
    .locator(selector)
    .first()
    .evaluate((element) => element.scrollIntoView());
  await page.waitForLoadState('networkidle');
  return page.locator(selector).first();
}

const node = (page, name) =>
  page.getByRole('button', { name: new RegExp(`^${name} .*take it down`) });

describe('a world', () => {
  test('agrees without two of its five nodes, waits without three, and goes on when one is back', async () => {
    const { page, close } = await open(pages.landing);
    const world = await near(page, '.q-world');
    await world.getByLabel('Time of the world').fill('400');
    for (const name of ['r1', 'r2']) await node(world, name).click();
    await world.getByText('c1 reaches 3 of 5').waitFor();
    await node(world, 'r4').focus();
    await page.keyboard.press('Enter');
    await world.getByText('c1 reaches 2 of 5: 3 are needed').waitFor();
    await world.getByLabel('Time of the world').fill('900');
    await world.getByText(/waiting for \d{3} ms/).waitFor();

    await world.getByRole('button', { name: /^r4 down/ }).press(' ');
    await world.getByText('c1 reaches 3 of 5').waitFor();
    await world.getByLabel('Time of the world').fill('1400');
    assert.equal(await world.getByText(/waiting for \d{3} ms/).count(), 0);
    await close();
  });

  test('is in the address, and opens from it', async () => {
    const { page, close } = await open(`${pages.brief}#register=1.0.24~crash.r2.50`);
    const world = await near(page, '.q-world');
    await world.getByLabel('Time of the world').fill('100');

    await world.getByRole('button', { name: /^r2 down/ }).waitFor();
    await node(world, 'r3').click();
    assert.match(page.url(), /#register=1\.0\.24~crash\.r2\.50~crash\.r3\.100$/);
    await close();
  });

  test('turned back and changed, it is another run, which can be undone', async () => {
    const { page, close } = await open(pages.brief);
    const world = await near(page, '.q-world');
    await world.getByLabel('Time of the world').fill('500');
    await node(world, 'r1').click();
    await world.getByLabel('Time of the world').fill('200');
    await node(world, 'r2').click();

    await world.getByText('You changed the past').waitFor();
    await world.getByRole('button', { name: 'Undo' }).click();
    await world.getByText('c1 reaches 5 of 5').waitFor();
    await close();
  });
});

describe('a story', () => {
  test('is stepped by keyboard and by mouse', async () => {
    const { page, close } = await open(pages.chapter);
    const story = await near(page, '.q-story');
    const count = story.locator('.q-transport output');
    await story.locator('.q-scroll').press('ArrowRight');
    assert.match(await count.innerText(), /^2 of/);
    await story.getByRole('button', { name: 'One step on' }).click();
    assert.match(await count.innerText(), /^3 of/);
    await story.locator('.q-scroll').press('End');
    assert.match(await count.innerText(), /^(\d+) of \1$/);
    await close();
  });

  test('shows its first frame without a script', async () => {
    const { page, close } = await open(pages.chapter, { javaScriptEnabled: false });

    assert.equal(await page.locator('.q-story .q-picture').isVisible(), true);
    assert.equal(await page.locator('.q-world .q-ring').isVisible(), true);
    await close();
  });
});

test('a rule that is deleted breaks its promise; put back, it is kept', async () => {
  const { page, close } = await open(pages.brief);
  const rule = await near(page, '.q-rule');
  await rule.locator('.q-promises .q-bad').waitFor();

  await rule.getByRole('switch').press(' ');

  await rule.getByText('nothing breaks').waitFor();
  assert.equal(await rule.locator('.q-promises .q-bad').count(), 0);
  await close();
});

test('a prediction is made before it is revealed, by keyboard', async () => {
  const { page, close } = await open(pages.brief);
  const predict = await near(page, '.q-predict');
  assert.equal(await predict.getByRole('button', { name: 'Reveal' }).isDisabled(), true);
  await predict.getByRole('radio').first().focus();
  await page.keyboard.press('ArrowDown');
  await predict.getByRole('button', { name: 'Reveal' }).press('Enter');

  await predict.getByText('As you said.').waitFor();
  await predict.getByText('Then c3 returns').waitFor();
  await close();
});

test('a question can be tried again', async () => {
  const { page, close } = await open('/chapters/02-quorums/majority/');
  const quiz = await near(page, '.q-quiz');
  await quiz.getByRole('radio').first().check();
  await quiz.getByRole('button', { name: 'Check' }).click();
  await quiz.getByText('Not yet.').waitFor();
  await quiz.getByRole('radio').last().check();
  await quiz.getByRole('button', { name: 'Check' }).click();
  await quiz.getByText('Right.').waitFor();
  await close();
});

test('two halves can be dragged apart, two majorities can not', async () => {
  const { page, close } = await open('/chapters/02-quorums/majority/');
  const overlap = await near(page, '.q-overlap');
  await overlap.getByText('They share nobody').waitFor();
  await overlap.getByRole('slider', { name: 'Group B, token 1' }).press('ArrowLeft');
  await overlap.getByText('They share n2.').waitFor();
  const [from, to] = await Promise.all(
    ['Group B, token 1', 'Group B, token 2'].map((name) =>
      overlap.getByRole('slider', { name }).boundingBox(),
    ),
  );
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x + to.width) / 2 + 8, from.y + 10, { steps: 8 });
  await page.mouse.up();
  await overlap.getByText('They share nobody').waitFor();
  await overlap.getByLabel('Group A', { exact: true }).fill('3');
  await overlap.getByText('they share at least 1').waitFor();
  await close();
});

describe('an exercise', () => {
  /** Gives the editor a text, as a reader does who has a checkout. */
  async function openWith(path, text, options) {
    const opened = await open(path, options);
    const exercise = await near(opened.page, '.q-exercise');
    await exercise.locator('.cm-editor').waitFor();
    await exercise
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.ts', mimeType: 'text/plain', buffer: Buffer.from(text) });
    return { ...opened, exercise };
  }
  const grade = (exercise) => exercise.getByRole('button', { name: 'Grade', exact: true }).click();

  test('passes with the reference, and the reader keeps text and progress', async () => {
    const { page, exercise, close } = await openWith(
      pages.brief,
      textOf('solutions/02-quorums/register.ts'),
    );
    await grade(exercise);
    await exercise.getByText('All 15 promises kept').waitFor();
    await page.reload();
    await near(page, '.q-exercise');
    await page.locator('.cm-editor').waitFor();

    assert.match(await page.locator('.cm-content').innerText(), /The atomic register/);
    assert.match(
      await page.evaluate(() => localStorage.getItem('quorate.progress')),
      /02-quorums\/register +best .* passed/,
    );
    await close();
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`shows the story of a wrong answer, without a barrier, ${colorScheme}`, async () => {
      const wrong = textOf('solutions/02-quorums/one-vote.ts').replace(
        '      node.persist(state);\n',
        '',
      );
      const options = { colorScheme };
      const path = '/chapters/02-quorums/one-vote/';
      const { page, exercise, close } = await openWith(path, wrong, options);
      await grade(exercise);
      await exercise.locator('.q-verdict .q-story').first().waitFor();
      await exercise.getByRole('button', { name: 'Give me one' }).click();
      await exercise.getByText('A question.').waitFor();

      await page.evaluate(axe);
      const found = await page.evaluate(() => globalThis.axe.run('main'));
      assert.deepEqual(
        found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].target}`),
        [],
      );
      await close();
    });
  }

  test('stops a loop without end, and is stopped by its reader', async () => {
    const text = textOf('solutions/00-warm-up/tally.ts');
    const { page, exercise, close } = await openWith(
      pages.warmUp,
      text.replace(/(onMessage\([^)]*\) \{)/, '$1 for (;;);'),
    );
    await grade(exercise);
    await exercise.getByText('still running after').waitFor();
    await grade(exercise);
    await exercise.getByRole('button', { name: 'Stop' }).click();
    await exercise.getByText('Stopped.').waitFor();
    await exercise.getByRole('button', { name: 'Reset' }).click();
    await exercise.getByRole('button', { name: 'Yes' }).click();
    assert.equal(
      await page.evaluate(() => localStorage.getItem('quorate.text.00-warm-up/tally')),
      null,
    );
    await close();
  });
});
