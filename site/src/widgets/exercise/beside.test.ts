import { expect, test } from 'vitest';
import { besideOf, exercisesBeside, textsOf, type Texting } from './beside.ts';

const raft = [
  "export { commit } from './commit.ts';",
  'export { election } from "./election";',
  "import '../02-quorums/majority.js';",
  "import { todo } from '#sim';",
].join('\n');

test('the exercises beside a text are those that it imports', () => {
  expect(exercisesBeside('03-raft/all-parts', raft)).toEqual([
    '03-raft/commit',
    '03-raft/election',
    '02-quorums/majority',
  ]);
});

const written: Record<string, string> = {
  '03-raft/commit': "import { median } from './median.ts';",
  '03-raft/median': "import { a } from './all-parts.ts'; import './commit.ts';",
  '02-quorums/majority': '',
};
const textOf: Texting = async (id) =>
  written[id] === undefined ? undefined : { text: written[id], isWritten: true };

test('what is imported in turn comes along, each once, and what is no exercise does not', async () => {
  const beside = await besideOf('03-raft/all-parts', raft, textOf);

  expect(textsOf('03-raft/all-parts', raft, beside)).toEqual({
    source: raft,
    beside: {
      'commit.ts': written['03-raft/commit'],
      'median.ts': written['03-raft/median'],
      '../02-quorums/majority.ts': '',
    },
  });
});

test('a text that imports no other has none beside it', async () => {
  expect(await besideOf('03-raft/commit', "import { todo } from '#sim';", textOf)).toEqual([]);
});
