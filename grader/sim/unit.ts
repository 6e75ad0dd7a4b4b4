// A unit test of a protocol in three lines: boot one node, hand it an event, look at what it asked for.
import { type AnyProtocol, type Cluster, nodesOf, placeOf } from './cluster.ts';
import type { Effect, Surroundings } from './effects.ts';
import { type Input, Machine } from './machine.ts';
import type { Message, NodeId } from './protocol.ts';

export interface BootOptions {
  /** The node to be, by default the first one of the first role. */
  readonly id?: NodeId;
  /** The cluster by role, by default three nodes: n1, n2 and n3. */
  readonly nodes?: Readonly<Record<string, readonly NodeId[]>>;
  readonly durable?: unknown;
}

/** One booted node. Every effect happens at once; `durable` is what the disk holds. */
export interface Unit {
  /** What `start` asked for. */
  readonly started: readonly Effect[];
  readonly state: object;
  readonly durable: unknown;
  receive(from: NodeId, message: Message): Effect[];
  request(request: Message): Effect[];
  timer(timer: string): Effect[];
  /** Memory is lost; the disk stays. Returns what `start` asks for. */
  restart(): Effect[];
}

/**
 * Boots one node of `protocol`, alone, for a test.
 * @throws HandlerError when a handler throws.
 */
export function boot(protocol: AnyProtocol, options: BootOptions = {}): Unit {
  const nodes = options.nodes ?? { node: ['n1', 'n2', 'n3'] };
  const roles = Object.entries(nodes).map(([name, ids]) => [
    name,
    { nodes: ids, protocol: () => protocol },
  ]);
  const cluster: Cluster = { roles: Object.fromEntries(roles) };
  const machine = new Machine(options.id ?? nodesOf(cluster)[0]!, () => protocol, placeOf(cluster));
  machine.durable = options.durable;

  function keep(effects: readonly Effect[]): Effect[] {
    for (const effect of effects) {
      if (effect.do === 'persist') machine.durable = effect.durable;
    }
    return [...effects];
  }
  const run = (input: Input) => keep(machine.handle(input, still));

  return {
    started: keep(machine.start(still)),
    get state() {
      return machine.state;
    },
    get durable() {
      return machine.durable;
    },
    receive: (from, message) => run({ kind: 'message', from, message }),
    request: (request) => run({ kind: 'request', request }),
    timer: (timer) => run({ kind: 'timer', timer }),
    restart() {
      machine.crash();
      return keep(machine.start(still));
    },
  };
}

/** A place where time stands still and every coin shows 0. */
const still: Surroundings = { now: () => 0, wallClock: () => 0, choose: () => 0 };
