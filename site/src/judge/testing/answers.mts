// The judge in a process of its own, for tests: a question a line comes in, its answer as JSON on the wire goes out. A realm
// that is locked down is no place for other tools.
import { createInterface } from 'node:readline';
import { toWire } from '../../../../grader/judge/wire.ts';
import type { Asked, Said } from '../ask.ts';
import { serve } from '../serve.ts';

for await (const line of createInterface({ input: process.stdin })) {
  let last: Said | undefined;
  serve(JSON.parse(line) as Asked, (said) => (last = said));
  process.stdout.write(`${JSON.stringify(toWire(last))}\n`);
}
