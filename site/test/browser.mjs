// Debian's Chromium, or the one that CHROMIUM names.
import { chromium } from 'playwright-core';

export const launch = (args = []) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // Chromium refuses its sandbox to root, who runs the tests in a container.
    args: process.getuid?.() === 0 ? ['--no-sandbox', ...args] : args,
  });

export const pages = {
  landing: '/',
  chapter: '/chapters/02-quorums/',
  brief: '/chapters/02-quorums/register/',
  warmUp: '/chapters/00-warm-up/tally/',
  part: '/chapters/03-raft/election/',
  allParts: '/chapters/03-raft/all-parts/',
  decision: '/guide/do-you-need-consensus/',
  questions: '/guide/questions/',
  glossary: '/guide/glossary/',
  references: '/guide/references/',
  judge: '/guide/the-judge/',
  wrongAnswers: '/guide/wrong-answers/',
  api: '/guide/api/sim/',
  progress: '/progress/',
  classView: '/class/',
  search: '/search/?q=majority',
  source: '/source/solutions/02-quorums/majority.ts/',
  missing: '/there-is-no-such-page/',
};
