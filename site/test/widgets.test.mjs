// Every widget in a real browser, by mouse and by keyboard.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pages } from './browser.mjs';
import { aReader, wake } from './reader.mjs';

const reader = aReader();

const majority = '/chapters/02-quorums/majority/';

const node = (page, name) =>
  page.getByRole('button', { name: new RegExp(`^${name} .*take it down`) });

/** Moves the focus on with Tab until it is on what a reader of the screen would call so. */
async function tabTo(page, target) {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there.');
}

describe('the landing cluster', () => {
  test('runs by itself, and reacts to a kill', async () => {
    const { page, close } = await reader.open(pages.landing, { reducedMotion: 'no-preference' });
    const world = await wake(page, '.q-world');
    const time = world.getByLabel('Time of the world');
    await assertGrows(() => time.inputValue());
    for (const name of ['r1', 'r2', 'r4']) await node(world, name).click();

    await world.getByText('c1 reaches 2 of 5: 3 are needed').waitFor();
    await world.getByText(/waiting for \d{2,} ms/).waitFor();
    await world.getByRole('button', { name: /^r4 down/ }).click();
    await world.getByText('c1 reaches 3 of 5').waitFor();
    await close();
  });

  test('agrees without two of its five nodes, waits without three, and goes on when one is back', async () => {
    const { page, close } = await reader.open(pages.landing);
    const world = await wake(page, '.q-world');
    const time = world.getByLabel('Time of the world');
    await time.fill('400');
    for (const name of ['r1', 'r2']) {
      await tabTo(page, node(world, name));
      await page.keyboard.press('Enter');
    }
    await world.getByText('c1 reaches 3 of 5').waitFor();
    await node(world, 'r4').press('Enter');
    await world.getByText('c1 reaches 2 of 5: 3 are needed').waitFor();
    await time.fill('900');
    await world.getByText(/waiting for \d{3} ms/).waitFor();

    await world.getByRole('button', { name: /^r4 down/ }).press(' ');
    await world.getByText('c1 reaches 3 of 5').waitFor();
    await time.fill('1400');
    assert.equal(await world.getByText(/waiting for \d{3} ms/).count(), 0);
    await close();
  });
});

async function assertGrows(read) {
  const before = Number(await read());
  for (let tries = 0; tries < 50; tries++) {
    if (Number(await read()) > before) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.fail(`it stays at ${before}`);
}

describe('a world', () => {
  test('is in the address, and opens from it', async () => {
    const { page, close } = await reader.open(`${pages.brief}#register=1.0.24~crash.r2.50`);
    const world = await wake(page, '.q-world');
    await world.getByLabel('Time of the world').fill('100');

    await world.getByRole('button', { name: /^r2 down/ }).waitFor();
    await node(world, 'r3').click();
    assert.match(page.url(), /#register=1\.0\.24~crash\.r2\.50~crash\.r3\.100$/);
    await close();
  });

  test('turned back and changed, it is another run, which can be undone', async () => {
    const { page, close } = await reader.open(pages.brief);
    const world = await wake(page, '.q-world');
    await world.getByLabel('Time of the world').fill('500');
    await node(world, 'r1').click();
    await world.getByLabel('Time of the world').fill('200');
    await node(world, 'r2').click();

    await world.getByText('You changed the past').waitFor();
    await world.getByRole('button', { name: 'Undo' }).click();
    await world.getByText('c1 reaches 5 of 5').waitFor();
    await close();
  });

  test('is paused, cut, and made to lose and delay', async () => {
    const { page, close } = await reader.open(pages.brief);
    const world = await wake(page, '.q-world');
    await world.getByText('Crash, pause, cut, lose, delay').click();
    await world.getByRole('button', { name: 'Pause r1', exact: true }).click();
    await world.getByRole('button', { name: /^r1 paused/ }).waitFor();
    await world.getByRole('button', { name: 'Resume r1', exact: true }).press('Enter');
    for (const name of ['r3', 'r4', 'r5']) {
      await world.getByRole('checkbox', { name: `other side of the cut: ${name}` }).press(' ');
    }
    await world.getByRole('button', { name: 'Cut off the other side' }).click();
    await world.getByText('c1 reaches 2 of 5').waitFor();
    await world.getByRole('button', { name: 'Mend it' }).click();
    await world.getByText('c1 reaches 5 of 5').waitFor();
    await world.getByLabel('Lost').fill('60');
    await world.getByLabel('Delay').press('Home');
    await world.getByRole('button', { name: 'Other chances' }).click();

    assert.match(
      page.url(),
      /#register=2\.60\.3~pause\.r1\.0~resume\.r1\.0~cut\.r3-r4-r5\.0~mend\.0/,
    );
    await close();
  });

  test('with candidates is asked for an election, and says who won', async () => {
    const { page, close } = await reader.open(pages.chapter);
    const world = await wake(page, '.q-world');
    await world.getByLabel('Time of the world').fill('10');
    await world.getByRole('button', { name: 'c1 stands' }).click();
    await world.getByLabel('Time of the world').fill('300');
    await world.getByRole('button', { name: /^c1 won/ }).waitFor();
    await close();
  });
});

describe('a story', () => {
  test('is stepped and played by keyboard and by mouse', async () => {
    const { page, close } = await reader.open(pages.chapter);
    const story = await wake(page, '.q-story');
    const count = story.locator('.q-transport output');
    const at = async () => Number(/^\d+/.exec(await count.innerText())[0]);
    const picture = story.locator('.q-scroll');
    await picture.press('Home');
    await picture.press('ArrowRight');
    assert.equal(await at(), 2);
    await story.getByRole('button', { name: 'One step on' }).click();
    assert.equal(await at(), 3);
    await story.getByRole('slider', { name: 'Step of the story' }).press('ArrowRight');
    assert.equal(await at(), 4);
    await story.locator('.q-log li').nth(1).click();
    assert.equal(await at(), 2);
    await picture.press(' ');
    await assertGrows(at);
    await story.getByRole('button', { name: 'Pause' }).click();
    await picture.press('End');
    assert.match(await count.innerText(), /^(\d+) of \1$/);
    await close();
  });

  test('turns its promise red where it breaks, and says so in words', async () => {
    const { page, close } = await reader.open(pages.brief);
    const rule = await wake(page, '.q-rule');
    const story = rule.locator('.q-story');
    await story.locator('.q-scroll').press('End');
    await story.locator('.q-lanes .q-breaks').waitFor();
    await story.locator('.q-promises .q-bad').getByText('broken here').waitFor();

    await story.locator('.q-scroll').press('ArrowLeft');
    assert.equal(await story.locator('.q-lanes .q-breaks').count(), 0);
    await close();
  });

  test('shows its first frame without a script, and so do the others', async () => {
    for (const [path, selector] of [
      [pages.landing, '.q-world .q-ring'],
      [pages.chapter, '.q-story .q-picture'],
      [pages.chapter, '.q-world .q-ring'],
      [pages.brief, '.q-rule .q-picture'],
      [pages.brief, '.q-predict [role=radio], .q-predict input[type=radio]'],
      [pages.brief, '.q-exercise pre'],
      [majority, '.q-overlap .q-rows'],
      [majority, '.q-quiz input[type=radio]'],
    ]) {
      const { page, close } = await reader.open(path, { javaScriptEnabled: false });
      assert.equal(await page.locator(selector).first().isVisible(), true, `${path} ${selector}`);
      await close();
    }
  });
});

for (const [how, flip] of [
  ['by mouse', (element) => element.click()],
  ['by keyboard', (element) => element.press(' ')],
]) {
  test(`a rule that is deleted breaks its promise; put back, it is kept: ${how}`, async () => {
    const { page, close } = await reader.open(pages.brief);
    const rule = await wake(page, '.q-rule');
    await rule.locator('.q-promises .q-bad').waitFor();

    await flip(rule.getByRole('switch'));
    await rule.getByText('nothing breaks').waitFor();
    assert.equal(await rule.locator('.q-promises .q-bad').count(), 0);

    await flip(rule.getByRole('switch'));
    await rule.locator('.q-promises .q-bad').waitFor();
    await close();
  });
}

describe('a prediction', () => {
  test('is made before it is revealed, by keyboard', async () => {
    const { page, close } = await reader.open(pages.brief);
    const predict = await wake(page, '.q-predict');
    assert.equal(await predict.getByRole('button', { name: 'Reveal' }).isDisabled(), true);
    await predict.getByRole('radio').first().focus();
    await page.keyboard.press('ArrowDown');
    await predict.getByRole('button', { name: 'Reveal' }).press('Enter');

    await predict.getByText('As you said.').waitFor();
    await predict.getByText('Then c3 returns').waitFor();
    await close();
  });

  test('that was wrong says so, by mouse', async () => {
    const { page, close } = await reader.open(pages.brief);
    const predict = await wake(page, '.q-predict');
    await predict.getByRole('radio').first().check();
    await predict.getByRole('button', { name: 'Reveal' }).click();

    await predict.getByText('Then c3 returns').waitFor();
    assert.equal(await predict.getByText('As you said.').count(), 0);
    await close();
  });
});

describe('a question', () => {
  test('can be tried again, by mouse', async () => {
    const { page, close } = await reader.open(majority);
    const quiz = await wake(page, '.q-quiz');
    await quiz.getByRole('radio').first().check();
    await quiz.getByRole('button', { name: 'Check' }).click();
    await quiz.getByText('Not yet.').waitFor();
    await quiz.getByRole('radio').last().check();
    await quiz.getByRole('button', { name: 'Check' }).click();
    await quiz.getByText('Right.').waitFor();
    await close();
  });

  test('is answered by keyboard', async () => {
    const { page, close } = await reader.open(majority);
    const quiz = await wake(page, '.q-quiz');
    await tabTo(page, quiz.getByRole('radio').first());
    for (let presses = 0; presses < 2; presses++) await page.keyboard.press('ArrowDown');
    await tabTo(page, quiz.getByRole('button', { name: 'Check' }));
    await page.keyboard.press('Enter');
    await quiz.getByText('Right.').waitFor();
    await close();
  });
});

describe('two quorums', () => {
  const token = (overlap, name) => overlap.getByRole('slider', { name: `Group B, token ${name}` });

  test('of half each are dragged apart and together, by mouse', async () => {
    const { page, close } = await reader.open(majority);
    const overlap = await wake(page, '.q-overlap');
    await overlap.getByText('They share nobody').waitFor();
    // The first token of B stands at n3, the second at n4: a place is as wide as they are apart.
    const [first, second] = await Promise.all(
      [1, 2].map((name) => token(overlap, name).boundingBox()),
    );
    const place = second.x - first.x;
    const drag = async (from, to) => {
      await page.mouse.move(from, first.y + first.height / 2);
      await page.mouse.down();
      await page.mouse.move(to, first.y + first.height / 2, { steps: 8 });
      await page.mouse.up();
    };
    const middle = first.x + first.width / 2;
    await drag(middle, middle - place);
    await overlap.getByText('They share n2.').waitFor();
    await drag(middle - place, middle);
    await overlap.getByText('They share nobody').waitFor();
    await close();
  });

  test('are moved by keyboard; majorities can not be moved apart', async () => {
    const { page, close } = await reader.open(majority);
    const overlap = await wake(page, '.q-overlap');
    await token(overlap, 1).press('ArrowLeft');
    await overlap.getByText('They share n2.').waitFor();
    await page.keyboard.press('ArrowRight');
    await overlap.getByText('They share nobody').waitFor();
    await overlap.getByLabel('Group A', { exact: true }).press('ArrowRight');
    await overlap.getByText('they share at least 1').waitFor();
    await close();
  });

  test('are up less often as each is down more often', async () => {
    const { page, close } = await reader.open(majority);
    const overlap = await wake(page, '.q-overlap');
    const shares = () => overlap.locator('.q-availability li b').allInnerTexts();
    const before = (await shares()).map(parseFloat);
    await overlap.getByRole('slider', { name: 'Each is down' }).press('End');
    const after = (await shares()).map(parseFloat);

    assert.ok(before.length > 0 && after.every((share, index) => share < before[index]));
    await close();
  });
});
