// The judge of this page. Its code is one file, built apart from the site (see `generate.mts`): the same bundle of the same
// grader that the command line runs, not what a site's compiler makes of it.
import { judgeIn, type Labourer } from './client.ts';

const workerUrl = new URL('./generated/judge.worker-code', import.meta.url);

export const judgeClient = judgeIn(() => new Worker(workerUrl) as unknown as Labourer);

export type { JudgeClient } from './client.ts';
