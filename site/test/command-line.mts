// The command line in a checkout of its own, which a folder stands for: node --import tsx command-line.mts FOLDER ARGUMENTS...
import { paintFor } from '../../grader/cli/context.ts';
import { grading } from '../../grader/cli/grading.ts';
import { run } from '../../grader/cli/main.ts';
import { startTypeChecker } from '../../grader/cli/type-errors.ts';

const { argv, env, stdin, stdout, stderr } = process;
const [, , root = '', ...words] = argv;
const paint = paintFor(env, stdout);
const now = () => new Date();

process.exitCode = await run(words, {
  ...{ root, env, stdin, stdout, stderr, paint, grading, startTypeChecker, now },
});
