// Stories that nobody would tell: any events in any order, with links in place and hostile texts.
import * as fc from 'fast-check';
import type { Story } from '../../judge/verdict.ts';
import { Telling } from './telling.ts';

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '\u001B[2J\u001B[31mred',
    'a\nb\tc',
    '漢字漢字',
    '\u202Eright to left',
    '👩‍👩‍👧‍👦',
    'e\u0301\u0301\u0301\u0301',
  ),
);

const value = fc.oneof(
  hostileText,
  fc.integer(),
  fc.constant(null),
  fc.array(fc.record({ term: fc.nat(9), text: hostileText }), { maxLength: 4 }),
);

const step = fc.record({
  kind: fc.constantFrom(
    ...(['request', 'timer', 'send', 'send', 'receive', 'receive', 'again', 'lose'] as const),
    ...(['persist', 'emit', 'note', 'crash', 'restart', 'network', 'pause', 'resume'] as const),
  ),
  node: fc.nat(20),
  peer: fc.nat(20),
  value,
  afterMs: fc.constantFrom(0, 0, 7, 1_000),
});

/** A story of one to seven nodes, in two roles. */
export const randomStory: fc.Arbitrary<Story> = fc
  .record({
    clients: fc.integer({ min: 1, max: 3 }),
    replicas: fc.integer({ min: 0, max: 4 }),
    steps: fc.array(step, { maxLength: 60 }),
    what: hostileText,
    named: fc.nat(3),
  })
  .map(({ clients, replicas, steps, what, named }) => {
    const ids = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
    const told = new Telling({ client: ids('c', clients), replica: ids('r', replicas) });
    for (const taken of steps) take(told, taken);
    const nodes = told.nodes.map(({ id }) => id).slice(0, named);
    return told.broken('a promise', what, nodes);
  });

type Taken = typeof step extends fc.Arbitrary<infer T> ? T : never;

function take(told: Telling, { kind, node: index, peer, value, afterMs }: Taken): void {
  const node = told.nodes[index % told.nodes.length]!.id;
  const to = told.nodes[peer % told.nodes.length]!.id;
  const sends = told.trace.filter((event) => event.kind === 'send').map(({ id }) => id);
  const sent = sends[peer % sends.length];
  told.atMs += afterMs;
  switch (kind) {
    case 'request':
      return told.request(node, { type: 'write', value }, { value });
    case 'timer':
      return told.timer(node, 'retry', peer % 2 === 0 ? {} : { value });
    case 'send':
      told.send(node, to, { type: 'store', value });
      return;
    case 'receive':
    case 'again':
      if (sent !== undefined) told.receive(sent, { value }, { repeated: kind === 'again' });
      return;
    case 'lose':
      if (sent !== undefined) told.lose(sent, JSON.stringify(value));
      return;
    case 'persist':
      return told.persist(node, { value });
    case 'emit':
      return told.emit(node, { type: 'read', value });
    case 'note':
      return told.note(node, JSON.stringify(value));
    case 'crash':
      return told.crash(node);
    case 'restart':
      return told.boot(node, { value: null }, { durable: { value } });
    case 'network':
      return told.network(JSON.stringify(value), [[node], [to]]);
    default:
      return told.pause(node, kind, JSON.stringify(value));
  }
}
