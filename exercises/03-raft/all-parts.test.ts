import { boot, type Effect, type NodeId, type Unit } from '#sim';
import { client, type ClientRequest, raft } from '#raft';
import { expect, test } from 'vitest';
import { commit, election, keyValue, reads, replication, snapshots } from './all-parts.ts';

const nodes = { server: ['n1', 'n2', 'n3'], client: ['c1'] };

/** Three servers and a client. What they send arrives at once, in order, but at those who are away. */
function aCluster() {
  const server = raft(
    { election, replication, commit, keyValue, snapshots, reads },
    { snapshotEntries: 4 },
  );
  const units = new Map<NodeId, Unit>([
    ...nodes.server.map((id): [NodeId, Unit] => [id, boot(server, { id, nodes })]),
    ['c1', boot(client, { id: 'c1', nodes })],
  ]);
  const at = (id: NodeId): Unit => units.get(id)!;
  const away = new Set<NodeId>();
  const answers: unknown[] = [];

  /** All that comes of what a node did. */
  function settle(node: NodeId, effects: readonly Effect[]): void {
    const waiting = effects.map((effect) => ({ node, effect }));
    for (const { node: from, effect } of waiting) {
      if (effect.do === 'emit' && effect.output.type === 'answered') {
        answers.push((effect.output as unknown as { answer: string | null }).answer);
      }
      if (effect.do !== 'send' || away.has(from) || away.has(effect.to)) continue;
      const next = at(effect.to).receive(from, effect.message);
      waiting.push(...next.map((each) => ({ node: effect.to, effect: each })));
    }
  }
  return {
    answers,
    away,
    durable: (id: NodeId) => at(id).durable as { snapshot: { lastIndex: number } },
    timer: (id: NodeId, name: string) => settle(id, at(id).timer(name)),
    asks: (request: ClientRequest) => settle('c1', at('c1').request(request)),
    restart: (id: NodeId) => settle(id, at(id).restart()),
  };
}

const appends = (operation: string, value: string): ClientRequest => ({
  type: 'append',
  operation,
  key: 'x',
  value,
});
const gets = (operation: string): ClientRequest => ({ type: 'get', operation, key: 'x' });

test('a client reads what it has written', () => {
  const cluster = aCluster();
  cluster.timer('n1', 'election');
  cluster.asks(appends('1', 'a'));
  cluster.asks(gets('2'));

  expect(cluster.answers).toEqual([null, 'a']);
});

test('two of three are enough, and one is not', () => {
  const cluster = aCluster();
  cluster.away.add('n3');
  cluster.timer('n1', 'election');
  cluster.asks(appends('1', 'a'));
  expect(cluster.answers).toEqual([null]);

  cluster.away.add('n2');
  cluster.asks(gets('2'));
  expect(cluster.answers).toEqual([null]);

  cluster.away.delete('n2');
  cluster.timer('n1', 'heartbeat');
  expect(cluster.answers).toEqual([null, 'a']);
});

test('the next leader knows what was written', () => {
  const cluster = aCluster();
  cluster.timer('n1', 'election');
  cluster.asks(appends('1', 'a'));
  cluster.away.add('n1');
  cluster.timer('n2', 'election');
  cluster.asks(gets('2'));
  cluster.timer('c1', 'retry');

  expect(cluster.answers).toEqual([null, 'a']);
});

test('what was written outlives a crash of all servers', () => {
  const cluster = aCluster();
  cluster.timer('n1', 'election');
  for (const operation of ['1', '2', '3', '4']) cluster.asks(appends(operation, operation));
  for (const id of nodes.server) cluster.restart(id);
  cluster.timer('n1', 'election');
  cluster.asks(gets('5'));

  expect(cluster.answers).toEqual([null, null, null, null, '1234']);
});

test('who was away is sent a snapshot, and leads', () => {
  const cluster = aCluster();
  cluster.away.add('n3');
  cluster.timer('n1', 'election');
  for (const operation of ['1', '2', '3', '4']) cluster.asks(appends(operation, operation));
  cluster.away.delete('n3');
  cluster.timer('n1', 'heartbeat');
  cluster.timer('n1', 'heartbeat');
  expect(cluster.durable('n3').snapshot.lastIndex).toBeGreaterThan(0);

  cluster.away.add('n1');
  cluster.timer('n3', 'election');
  cluster.asks(gets('5'));
  cluster.timer('c1', 'retry');
  expect(cluster.answers).toEqual([null, null, null, null, '1234']);
});
