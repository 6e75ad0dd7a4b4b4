// Plays a story under a debugger: the learner's own module, unconfined, so that breakpoints in it work. No mark depends
// on it. Arguments: the checkout, the token.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { suites } from '../../suites/all.ts';
import { replayStory } from '../replay.ts';
import { decodeToken } from '../token.ts';
import { unconfined } from '../unconfined.ts';

const [root = '', text = ''] = process.argv.slice(2);
const { exercise, check: id, replay } = decodeToken(text)!;
const suite = suites.find((candidate) => candidate.exercise === exercise)!;
const check = suite.checks.find((candidate) => candidate.id === id)!;
const file = pathToFileURL(join(root, 'exercises', `${exercise}.ts`)).href;
const answer = unconfined((await import(file)) as Record<string, unknown>);

// A function that is called right before the story begins: the debugger stops here first.
// oxlint-disable-next-line no-debugger -- to stop here is what this file is for
debugger;
const { ends } = replayStory(suite, check, replay, answer);
process.stdout.write(`The story ends: ${ends}.\n`);
