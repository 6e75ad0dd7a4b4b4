// A small judge for the submissions in `attacks` and `innocents`, which all answer one small exercise: three nodes keep
// a common tally. A request `{ type: 'add', amount }` is told to the others as `{ type: 'added', amount }`; each node
// emits `{ type: 'total', total }` whenever its total changes, and one of them crashes on the way.
import type { AnyProtocol } from '../../../sim/cluster.ts';
import { Handle, Misuse, type Effect } from '../../../sim/effects.ts';
import { HandlerError, Machine, type Input } from '../../../sim/machine.ts';
import { canonicalText, NotPlain } from '../../../sim/plain.ts';
import { NotStarted, todo } from '../../../sim/todo.ts';
import { isInstance, type Submission } from '../../compartment.ts';
import { serve } from '../worker.ts';

const names = ['n1', 'n2', 'n3'];
const place = { nodes: { node: names }, known: new Set(names) };
const ticksMax = 1_000_000;
const stepsMax = 2_000;

class TooLong extends Error {}

class Cluster {
  readonly #submission: Submission;
  readonly #machines = new Map<string, Machine>();
  readonly #queue: { to: string; input: Input }[] = [];
  readonly totals = new Map<string, unknown>();
  readonly effects: Effect[] = [];
  #steps = 0;

  constructor(submission: Submission) {
    this.#submission = submission;
    for (const id of names) {
      this.#machines.set(id, new Machine(id, () => this.#boot(), place));
      this.start(id);
    }
  }

  #boot(): AnyProtocol {
    const { tally } = this.#submission.boot();
    if (typeof (Object(tally) as Partial<AnyProtocol>).start !== 'function') {
      throw new TypeError('There is no `tally` with a `start`.');
    }
    return tally as AnyProtocol;
  }

  start(id: string): void {
    this.#call(id, (machine) => machine.start(surroundings));
  }

  restart(id: string): void {
    this.#machines.get(id)!.crash();
    this.start(id);
  }

  request(id: string, amount: number): void {
    const request = { type: 'add', amount };
    this.#queue.push({ to: id, input: { kind: 'request', request } });
  }

  settle(): void {
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      if (++this.#steps > stepsMax) throw new TooLong();
      const { to, input } = next;
      this.#call(to, (machine) => machine.handle(input, surroundings));
    }
  }

  #call(id: string, run: (machine: Machine) => readonly Effect[]): void {
    const machine = this.#machines.get(id)!;
    this.#submission.renew(ticksMax);
    const effects = run(machine);
    // What was thrown may have been caught.
    if (this.#submission.exhausted) throw new HandlerError(id, 'a handler', undefined);
    machine.snapshot('start');
    for (const effect of effects) this.#happen(id, machine, effect);
  }

  #happen(id: string, machine: Machine, effect: Effect): void {
    this.effects.push(effect);
    if (effect.do === 'persist') machine.durable = effect.durable;
    if (effect.do === 'emit') this.totals.set(id, (effect.output as { total?: unknown }).total);
    if (effect.do === 'setTimer') {
      this.#queue.push({ to: id, input: { kind: 'timer', timer: effect.timer } });
    }
    if (effect.do === 'send') {
      const input = { kind: 'message', from: id, message: effect.message } as const;
      this.#queue.push({ to: effect.to, input });
    }
  }
}

const surroundings = { now: () => 0, wallClock: () => 0, choose: () => 0 };

function run(submission: Submission): Cluster {
  const cluster = new Cluster(submission);
  for (let amount = 1; amount <= 6; amount++) {
    cluster.request(names[amount % 3]!, amount);
    cluster.settle();
    if (amount === 3) cluster.restart('n2');
  }
  return cluster;
}

interface Verdict {
  outcome: string;
  because: string;
}

function judge(submission: Submission): Verdict {
  try {
    const first = run(submission);
    const second = run(submission);
    if (canonicalText(first.effects) !== canonicalText(second.effects)) {
      return { outcome: 'not deterministic', because: 'Two runs differ.' };
    }
    const shown = names.map((id) => JSON.stringify(first.totals.get(id))).join(' ');
    return { outcome: shown === '21 21 21' ? 'passed' : 'failed', because: `totals ${shown}` };
  } catch (error) {
    if (error instanceof TooLong) return { outcome: 'undecided', because: 'It goes on and on.' };
    return verdictOn(submission, error instanceof HandlerError ? error.cause : error);
  }
}

function verdictOn(submission: Submission, cause: unknown): Verdict {
  const { kind, name, message, at } = submission.explain(cause);
  const because = `${name}: ${message}${at ? ` (${at.file} line ${at.line})` : ''}`;
  if (kind === 'did not return') return { outcome: kind, because };
  if (isInstance(cause, NotStarted)) return { outcome: 'not started', because };
  if (isInstance(cause, NotPlain)) return { outcome: 'not plain data', because };
  return { outcome: 'threw', because };
}

void serve({
  optionsFor: () => ({
    modules: { '#sim': { NotStarted, todo } },
    shared: [Handle.prototype, Misuse, NotPlain, place],
  }),
  judge: (_task, submission, emit) => {
    const lines: string[] = [];
    submission.listen(({ text }) => lines.push(text));
    emit({ ...judge(submission), lines });
  },
});
