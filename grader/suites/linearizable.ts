// The promise that clients see: what they asked and were answered is a history, and some legal order explains it.
import {
  checkLinearizable,
  type Model,
  type Operation,
  precedes,
  type Violation,
} from '../history/index.ts';
import {
  type AnyMonitor,
  defineMonitor,
  type EvidenceStep,
  type Message,
  type NodeId,
} from '../sim/index.ts';

/** How requests and outputs become operations of a model. What is `undefined` is none. */
export interface HistoryOf<Input, Output> {
  readonly asked: (request: Message) => { readonly id: string; readonly input: Input } | undefined;
  readonly answered: (
    output: Message,
  ) => { readonly id: string; readonly output: Output } | undefined;
}

interface Recorded<Input, Output> {
  readonly node: NodeId;
  readonly input: Input;
  readonly calledAt: number;
  returned?: { readonly output: Output; readonly at: number };
}

interface Recording<Input, Output> {
  /** Even while calls come, odd while answers do: it moves on only where one follows the other. */
  tick: number;
  readonly operations: Map<string, Recorded<Input, Output>>;
}

/**
 * Each operation counts as a client of its own, so that a node may have several under way, and crash with them. Only
 * the first answer to an operation counts. The state holds no more than the order of calls and answers, so that an
 * explorer meets few of them.
 */
export const linearizable = <State, Input, Output>(
  model: Model<State, Input, Output>,
  { asked, answered }: HistoryOf<Input, Output>,
  { stepsMax }: { readonly stepsMax: number } = { stepsMax: 200_000 },
): AnyMonitor =>
  defineMonitor<Recording<Input, Output>>({
    listens: ['requested', 'emitted'],
    operations: {
      asked: (request) => asked(request)?.id,
      answered: (output) => answered(output)?.id,
      describe: (request, output) =>
        model.describe(asked(request)!.input, output && answered(output)?.output),
    },
    start: () => ({ tick: 0, operations: new Map() }),

    observe(state, seen) {
      if (seen.kind === 'requested') {
        const call = asked(seen.request);
        if (!call || state.operations.has(call.id)) return undefined;
        if (state.tick % 2 === 1) state.tick++;
        const { id, input } = call;
        state.operations.set(id, { node: seen.node, input, calledAt: state.tick });
      }
      if (seen.kind === 'emitted') {
        const answer = answered(seen.output);
        const operation = answer && state.operations.get(answer.id);
        if (!operation || operation.returned) return undefined;
        if (state.tick % 2 === 0) state.tick++;
        operation.returned = { output: answer.output, at: state.tick };
      }
      return undefined;
    },

    judge({ operations }) {
      const history = [...operations].map(([client, { input, calledAt, returned }]) =>
        returned
          ? { client, input, calledAt, output: returned.output, returnedAt: returned.at }
          : { client, input, calledAt },
      );
      const verdict = checkLinearizable(model, history, { stepsMax });
      if (verdict.verdict === 'linearizable') return undefined;
      if (verdict.verdict === 'unknown') {
        return { what: `No order was found in ${stepsMax} steps, nor ruled out.`, undecided: true };
      }
      if (verdict.verdict === 'malformed') {
        throw new Error(`Bug in the workbook: a history without "${verdict.assumption}".`);
      }
      return describeViolation(model, verdict, (id) => operations.get(id)!.node);
    },
  });

function describeViolation<State, Input, Output>(
  model: Model<State, Input, Output>,
  violation: Violation<Input, Output>,
  nodeOf: (client: string) => NodeId,
) {
  const { history, stuck } = violation;
  const inOrder = history.toSorted((a, b) => a.calledAt - b.calledAt);
  const told = inOrder.map(({ client, input, output, returnedAt }) => {
    const ending = returnedAt === undefined ? ' (not answered)' : '';
    return `${nodeOf(client)}: ${model.describe(input, output)}${ending}`;
  });
  const because = stuck.map(({ operation, because }) => `${nodeOf(operation.client)} ${because}`);
  return {
    what: `No order explains “${told.join('”, “')}”. ${because.join(', ')}.`,
    nodes: [...new Set(inOrder.map(({ client }) => nodeOf(client)))],
    evidence: evidenceOf(model, violation, nodeOf),
  };
}

/** The contradiction step by step: an order as long as it gets, what can't come next, and why it can't come earlier. */
function evidenceOf<State, Input, Output>(
  model: Model<State, Input, Output>,
  { longest, stuck }: Violation<Input, Output>,
  nodeOf: (client: string) => NodeId,
): EvidenceStep[] {
  const name = ({ client, input, output }: Operation<Input, Output>) =>
    `${nodeOf(client)}: ${model.describe(input, output)}`;
  const order = longest.map((operation, index) => ({
    text: `${name(operation)}${operation.returnedAt === undefined ? ' (not answered, yet it took effect)' : ''}`,
    operations: [operation.client],
    place: index + 1,
  }));
  const contradictions = stuck.flatMap(({ operation, because }): EvidenceStep[] => {
    const bound = longest.findLast((other) => precedes(other, operation));
    const next = longest.length > 0 ? "can't come next" : 'has no place';
    const steps: EvidenceStep[] = [
      {
        text: `“${name(operation)}” ${next}: ${nodeOf(operation.client)} ${because}.`,
        operations: [operation.client],
        place: 'none',
      },
    ];
    if (bound) {
      steps.push({
        text: `Nor can it come before “${name(bound)}”: that was answered before it was asked.`,
        operations: [bound.client, operation.client],
      });
    }
    return steps;
  });
  return [...order, ...contradictions];
}
