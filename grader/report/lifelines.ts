// What each node of a story is like as its events go by.
import type { NodeId, TraceEvent } from '../sim/index.ts';
import { isHandler } from './relevant.ts';

/** `busy` lasts from a request of the application to the answer, `down` from a crash to the restart. */
export type Lifeline = 'up' | 'busy' | 'down' | 'paused';

export interface Held {
  readonly durable?: unknown;
  readonly memory?: object | undefined;
}

export class Lifelines {
  readonly #index: ReadonlyMap<NodeId, number>;
  readonly #nodes: {
    asked: number;
    down: boolean;
    paused: boolean;
    durable: unknown;
    memory: object | undefined;
  }[];

  constructor(nodes: readonly { readonly id: NodeId }[]) {
    this.#index = new Map(nodes.map(({ id }, index) => [id, index]));
    this.#nodes = nodes.map(() => ({
      asked: 0,
      down: false,
      paused: false,
      durable: undefined,
      memory: undefined,
    }));
  }

  indexOf(node: NodeId): number {
    const index = this.#index.get(node);
    if (index === undefined) throw new Error(`Bug in the workbook: a story without "${node}".`);
    return index;
  }

  now(): Lifeline[] {
    return this.#nodes.map(({ asked, down, paused }) =>
      down ? 'down' : paused ? 'paused' : asked > 0 ? 'busy' : 'up',
    );
  }

  /** What the node of an event holds, on disk and in memory. */
  held(event: TraceEvent): Held {
    if (!('node' in event)) return {};
    const { durable, memory } = this.#nodes[this.indexOf(event.node)]!;
    return { durable, memory };
  }

  see(event: TraceEvent): void {
    if (!('node' in event)) return;
    const node = this.#nodes[this.indexOf(event.node)]!;
    if (isHandler(event)) node.memory = event.state;
    switch (event.kind) {
      case 'request':
        node.asked += 1;
        break;
      case 'emit':
        node.asked = Math.max(0, node.asked - 1);
        break;
      case 'crash':
        Object.assign(node, { asked: 0, down: true, paused: false, memory: undefined });
        break;
      case 'boot':
        node.down = false;
        if (event.wiped) node.durable = undefined;
        break;
      case 'persist':
        node.durable = event.durable;
        break;
      case 'pause':
      case 'resume':
        node.paused = event.kind === 'pause';
        break;
      default:
    }
  }
}
