// One sitting at the workbook: which exercise is current, and what each key does. It only ever adds lines: what a learner is
// reading stays where it is, and nothing moves on by itself.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isCancel, select } from '@clack/prompts';
import type { ExerciseVerdict } from '../../judge/verdict.ts';
import { readCatalogue } from '../catalogue.ts';
import { giveHint } from '../commands/hint.ts';
import { replay } from '../commands/replay.ts';
import { reset } from '../commands/reset.ts';
import { type Context, print, widthOf } from '../context.ts';
import { exerciseFile, idsOfAnswer, textOf } from '../exercise-file.ts';
import { learnersSalt } from '../grading.ts';
import { remember } from '../learner.ts';
import { gradeOne } from '../one-grading.ts';
import { printDoubts, printRecap, printVerdict } from '../print.ts';
import { findFact, hasPassed, moment } from '../progress.ts';
import { readProgress } from '../progress-file.ts';
import { readStandings } from '../standings.ts';
import { type Doubt, doubtsOf, soFar, type TypeChecker } from '../type-errors.ts';
import type { Wish } from './events.ts';
import type { Keyboard } from './keyboard.ts';
import { changesSince, changeText, keysText, ruleText, type Texts, timeText } from './texts.ts';

export class Session {
  readonly #context: Context;
  readonly #keyboard: Keyboard;
  readonly #types: TypeChecker;
  /** By exercise: the texts of all files of its answer, by the exercise that each is of. */
  readonly #gradedTexts = new Map<string, Texts>();
  readonly #verdicts = new Map<string, ExerciseVerdict>();
  #exercise: string;
  /** Counts gradings, so that what comes late is known to be of an older one. */
  #gradings = 0;

  constructor(context: Context, keyboard: Keyboard, first: string) {
    this.#context = context;
    this.#keyboard = keyboard;
    this.#exercise = first;
    this.#types = context.startTypeChecker(context.root);
  }

  get exercise(): string {
    return this.#exercise;
  }

  /** True where a file of the answer is not what was graded last. */
  get isOutdated(): boolean {
    const graded = this.#gradedTexts.get(this.#exercise);
    return graded !== undefined && changesSince(graded, this.#texts()).length > 0;
  }

  /** Whether the file of this exercise belongs to what is judged now: it is the current one's, or is imported by it. */
  judges(id: string): boolean {
    return idsOfAnswer(join(this.#context.root, 'exercises'), this.#exercise).includes(id);
  }

  #texts(): Texts {
    const { root } = this.#context;
    const ids = idsOfAnswer(join(root, 'exercises'), this.#exercise);
    return new Map(ids.map((id) => [id, textOf(exerciseFile(root, id)) ?? '']));
  }

  open(): void {
    const { root } = this.#context;
    const [catalogue, progress] = [readCatalogue(root), readProgress(root)];
    const passed = catalogue.filter((id) => hasPassed(progress, id)).length;
    if (passed > 0) print(this.#context, `${passed} of ${catalogue.length} exercises passed.`);
    this.#printHeading();
  }

  close(): void {
    this.#types.close();
  }

  /** A file was saved that is none of the current exercise's. */
  mentionSave(id: string): void {
    print(this.#context, `exercises/${id}.ts was saved. To turn to it, press l.`);
  }

  async handle(wish: Wish, signal: AbortSignal): Promise<void> {
    if (wish.kind === 'saved') return this.#grade(signal);
    switch (wish.key) {
      case 'h':
        await giveHint(this.#context, this.#exercise, 'One more: press h');
        return this.printKeys();
      case 'n':
        return this.#turnToNext(signal);
      case 'l':
        return this.#choose(signal);
      case 'r':
        return this.#replay();
      case 'e':
        return this.#runExamples(signal);
      case 'x':
        await this.#keyboard.lend(() => reset(this.#context, this.#exercise, {}));
        return;
      default:
        this.printKeys();
    }
  }

  async #grade(signal: AbortSignal): Promise<void> {
    const id = this.#exercise;
    const { root } = this.#context;
    if (textOf(exerciseFile(root, id)) === undefined) {
      print(this.#context, `exercises/${id}.ts is gone. To put the skeleton back, press x.`);
      return;
    }
    const number = ++this.#gradings;
    const asked = doubtsOf(this.#types, root, id, 'exercises');
    this.#printSave(id, this.#texts());

    const last = this.#verdicts.get(id);
    const verdict = await gradeOne(this.#context, id, {
      source: 'exercises',
      salt: learnersSalt,
      signal,
    });
    this.#verdicts.set(id, verdict);
    const doubts = await soFar(asked);
    const lines = printVerdict(this.#context, verdict, {
      ...(last ? { last } : {}),
      ...(doubts ? { doubts } : {}),
      next: this.#nextText(),
      replay: 'last',
    });
    printRecap(this.#context, verdict, lines);
    if (doubts === undefined) void this.#printLate(asked, number);
    this.printKeys();
  }

  /** A first check takes longer than most verdicts. After the next save, nobody wants to know any more. */
  async #printLate(asked: Promise<readonly Doubt[]>, number: number): Promise<void> {
    const doubts = await asked;
    if (doubts.length === 0 || number !== this.#gradings) return;
    printDoubts(this.#context, doubts);
    this.printKeys();
  }

  /** What changed since the verdict before, where there was one. */
  #printSave(id: string, texts: Texts): void {
    const before = this.#gradedTexts.get(id);
    this.#gradedTexts.set(id, texts);
    if (before === undefined) return;
    const when = timeText(this.#context.now());
    const changes = changesSince(before, texts);
    const saved = changes.length > 0 ? changes.join(', ') : `${id} (${changeText('', '')})`;
    this.#printRule(`${when} · saved ${saved}`);
  }

  #nextText(): string {
    const next = this.#next();
    return next === undefined
      ? 'That was the last exercise.'
      : `Next, when you like: press n for ${next}`;
  }

  /** The first exercise after this one that has not passed; from the end, the search begins anew. */
  #next(): string | undefined {
    const { root } = this.#context;
    const [catalogue, progress] = [readCatalogue(root), readProgress(root)];
    const here = catalogue.indexOf(this.#exercise);
    return [...catalogue.slice(here + 1), ...catalogue.slice(0, here)].find(
      (id) => !hasPassed(progress, id),
    );
  }

  async #turnToNext(signal: AbortSignal): Promise<void> {
    const next = this.#next();
    if (next !== undefined) return this.#turnTo(next, signal);
    print(this.#context, 'There is no other exercise that has not passed. To choose one, press l.');
  }

  async #turnTo(id: string, signal: AbortSignal): Promise<void> {
    this.#exercise = id;
    this.#gradedTexts.delete(id);
    await remember(this.#context, [
      { exercise: id, kind: 'opened', at: moment(this.#context.now()) },
    ]);
    this.#printHeading();
    await this.#grade(signal);
  }

  async #choose(signal: AbortSignal): Promise<void> {
    const { root, stdin: input, stdout: output } = this.#context;
    const standings = await readStandings(root, readProgress(root));
    const chosen = await this.#keyboard.lend(() =>
      select({
        message: 'Turn to which exercise? (Escape stays here.)',
        options: standings.map(({ exercise: id, outcome, points, pointsMax }) => ({
          value: id,
          label: `${outcome === 'passed' ? '✓' : ' '} ${id}`,
          hint: `${points} of ${pointsMax} points`,
        })),
        initialValue: this.#exercise,
        input,
        output,
      }),
    );
    if (isCancel(chosen) || chosen === this.#exercise) return this.printKeys();
    await this.#turnTo(chosen, signal);
  }

  async #replay(): Promise<void> {
    const story = findFact(readProgress(this.#context.root), this.#exercise, 'story');
    if (story === undefined) print(this.#context, 'There is no story of this exercise yet.');
    else await replay(this.#context, story.token, {});
    this.printKeys();
  }

  /** In a process of its own: vitest would like to own the terminal. */
  async #runExamples(signal: AbortSignal): Promise<void> {
    const bin = fileURLToPath(new URL('../quorate.js', import.meta.url));
    const child = spawn(process.execPath, [bin, 'examples', this.#exercise], {
      stdio: ['ignore', 'inherit', 'inherit'],
      signal,
    });
    await once(child, 'exit');
    this.printKeys();
  }

  #printHeading(): void {
    const id = this.#exercise;
    this.#printRule(id);
    print(this.#context, `Read  chapters/${id}.mdx`);
    print(this.#context, `Edit  exercises/${id}.ts\n`);
  }

  #printRule(text: string): void {
    const { paint } = this.#context;
    print(this.#context, `\n${paint.bold(ruleText(text, widthOf(this.#context)))}`);
  }

  printKeys(): void {
    const { paint } = this.#context;
    print(this.#context, keysText(widthOf(this.#context), paint.bold));
  }
}
