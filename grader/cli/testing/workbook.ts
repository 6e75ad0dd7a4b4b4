// A small workbook on a disk of its own, and a judge that reads its verdict out of the answer: `passed` in the file passes.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { createColors } from 'picocolors';
import { onTestFinished } from 'vitest';
import type { ExerciseVerdict } from '../../judge/verdict.ts';
import type { Context } from '../context.ts';
import { answerFile } from '../exercise-file.ts';
import type { GradeOptions, Grading } from '../grading.ts';
import { run } from '../main.ts';
import type { ExitCode } from '../problem.ts';

export interface Trial {
  readonly root: string;
  readonly graded: { readonly id: string; readonly options: GradeOptions }[];
  readonly write: (path: string, text: string) => void;
  readonly read: (path: string) => string | undefined;
  readonly quorate: (...argv: string[]) => Promise<{ code: ExitCode; out: string; err: string }>;
}

/** Two chapters, three exercises; `02-two/late` is the first of its chapter by its position, not by its name. */
export function tryWorkbook(): Trial {
  const root = mkdtempSync(join(tmpdir(), 'quorate-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const graded: Trial['graded'] = [];

  let nowMs = Date.parse('2026-01-02T03:04:05Z');

  const trial: Trial = {
    root,
    graded,
    write(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    read: (path) =>
      existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined,
    async quorate(...argv) {
      const [stdout, stderr] = [new PassThrough(), new PassThrough()];
      const context = {
        root,
        env: {},
        stdin: new PassThrough(),
        stdout,
        stderr,
        paint: createColors(false),
        grading: gradingByText(graded),
        startTypeChecker: () => ({ check: () => Promise.resolve([]), close: () => {} }),
        now: () => new Date((nowMs += 1)),
      } as unknown as Context;
      const code = await run(argv, context);
      const text = (stream: PassThrough) => ((stream.read() as Buffer | null) ?? '').toString();
      return { code, out: text(stdout), err: text(stderr) };
    },
  };
  for (const [id, position] of [
    ['01-one/first', 1],
    ['02-two/early', 2],
    ['02-two/late', 1],
  ] as const) {
    trial.write(`chapters/${id}.mdx`, `---\ntitle: A page\nsidebar_position: ${position}\n---\n`);
    trial.write(`exercises/${id}.ts`, `// failed\n`);
    trial.write(`solutions/${id}.ts`, `// passed\n`);
    trial.write(`grader/suites/${id}.ts`, suiteText(id));
  }
  return trial;
}

const suiteText = (exercise: string): string => {
  const check = { id: 'quiet', title: 'It works in a quiet world', points: 10, kind: 'property' };
  const hints = ['Why?', 'Look there.', 'The rule.', 'So.'];
  return `export default ${JSON.stringify({ exercise, title: 'A title', checks: [check], hints })};`;
};

const gradingByText = (graded: Trial['graded']): Grading => ({
  async gradeExercise(id, options) {
    graded.push({ id, options });
    const file = answerFile(options.root, id, options.source);
    const text = file === undefined ? '' : readFileSync(file, 'utf8');
    if (text.includes('crash the judge')) throw new Error('the judge fell over');
    return verdictOf(id, text);
  },
  async replayStory() {
    throw new Error('not asked for');
  },
  tellStory: () => Promise.resolve({}),
  async auditSuites() {
    return { isRight: false, text: () => 'matrix\n', json: () => '{"answers":[]}\n' };
  },
});

function verdictOf(exercise: string, text: string): ExerciseVerdict {
  const outcome = text.includes('passed') ? 'passed' : text === '' ? 'not started' : 'failed';
  const score = { outcome, points: outcome === 'passed' ? 10 : 0, pointsMax: 10 } as const;
  return {
    exercise,
    title: 'A title',
    ...score,
    capped: false,
    checks: [
      {
        id: 'quiet',
        title: 'It works in a quiet world',
        kind: 'property',
        chapter: exercise,
        ...score,
        work: { runs: 1, failed: outcome === 'failed' ? 1 : 0 },
        sometimes: {},
        ...(outcome === 'failed' ? { because: 'it does not.' } : {}),
      },
    ],
  };
}
