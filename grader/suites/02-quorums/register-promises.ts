// What is promised of the register, and what must have come of a run, judged on requests, messages, disks and answers.
import { register, type RegisterInput, type Value } from '../../history/index.ts';
import {
  canonicalText,
  defineGoal,
  defineMonitor,
  type NodeId,
  type Observed,
} from '../../sim/index.ts';
import { linearizable } from '../linearizable.ts';
import {
  formatNodes,
  formatStamp,
  formatValue,
  formatVersion,
  isAtLeast,
  operationOf,
  type Stamp,
  stampOf,
  valueOf,
} from './register-fields.ts';

export const linearizableRegister = linearizable<Value, RegisterInput, Value>(register, {
  asked(request) {
    const id = operationOf(request);
    if (id === undefined) return undefined;
    const value = valueOf(request) as Value;
    return { id, input: request.type === 'write' ? { type: 'write', value } : { type: 'read' } };
  },
  answered(output) {
    const id = operationOf(output);
    return id === undefined ? undefined : { id, output: (valueOf(output) ?? null) as Value };
  },
});

export const answeredOnce = defineMonitor({
  listens: ['requested', 'emitted'],
  start: () => ({
    asked: new Map<string, { node: NodeId; type: string }>(),
    answered: new Set<string>(),
  }),
  observe(state, seen) {
    if (seen.kind === 'requested') {
      const { node, request } = seen;
      state.asked.set(operationOf(request)!, { node, type: request.type });
    }
    if (seen.kind !== 'emitted') return undefined;

    const { node, output } = seen;
    const id = operationOf(output) ?? 'without a name';
    const asked = state.asked.get(id);
    const broken = (what: string) => ({ what, nodes: [node] });
    if (asked?.node !== node) {
      return broken(`${node} answered an operation ${id}, which nobody had asked of it.`);
    }
    if (output.type !== `${asked.type}-done`) {
      return broken(`${node} answered the ${asked.type} ${id} with ${output.type}.`);
    }
    const value = valueOf(output);
    if (asked.type === 'read' && value !== null && typeof value !== 'string') {
      return broken(`${node} answered the read ${id} without a value.`);
    }
    if (state.answered.has(id)) return broken(`${node} answered ${id} twice.`);
    state.answered.add(id);
    return undefined;
  },
});

export const majorityReplied = defineMonitor({
  listens: ['requested', 'received', 'emitted', 'crashed'],
  start: ({ roles }) => ({
    replicas: [...roles['replica']!.nodes],
    /** By operation under way: its client, and the replicas that have replied to its query. */
    open: new Map<string, { node: NodeId; replied: NodeId[] }>(),
  }),
  observe({ replicas, open }, seen) {
    const { node } = seen;
    switch (seen.kind) {
      case 'requested':
        open.set(operationOf(seen.request)!, { node, replied: [] });
        return undefined;
      case 'received': {
        const operation = open.get(operationOf(seen.message) ?? '');
        const isReply = seen.message.type === 'reply' && operation?.node === node;
        if (!isReply || operation.replied.includes(seen.peer)) return undefined;
        operation.replied = [...operation.replied, seen.peer].toSorted();
        return undefined;
      }
      case 'crashed':
        for (const [id, operation] of open) if (operation.node === node) open.delete(id);
        return undefined;
      case 'emitted': {
        const id = operationOf(seen.output) ?? '';
        const replied = open.get(id)?.replied ?? [];
        open.delete(id);
        if (replied.length > replicas.length / 2) return undefined;
        return {
          what: `${node} answered ${id} when its query had a reply of ${formatNodes(replied)}: ${replied.length} of ${replicas.length} replicas.`,
          nodes: [node],
        };
      }
      default:
        return undefined;
    }
  },
});

export const writeOnMajority = defineMonitor({
  listens: ['sent', 'persisted', 'emitted'],
  start: ({ roles }) => ({
    replicas: [...roles['replica']!.nodes],
    disks: new Map<NodeId, Stamp>(),
    /** The stamp under which each operation stores. */
    stores: new Map<string, Stamp>(),
  }),
  observe({ replicas, disks, stores }, seen) {
    if (seen.kind === 'sent' && seen.message.type === 'store') {
      const stamp = stampOf(seen.message);
      if (stamp) stores.set(operationOf(seen.message) ?? '', stamp);
    }
    if (seen.kind === 'persisted' && replicas.includes(seen.node)) {
      const stamp = stampOf(seen.durable);
      if (stamp) disks.set(seen.node, stamp);
    }
    if (seen.kind !== 'emitted' || seen.output.type !== 'write-done') return undefined;

    const id = operationOf(seen.output) ?? '';
    const stamp = stores.get(id);
    const holders = replicas.filter((replica) => stamp && isAtLeast(disks.get(replica), stamp));
    if (holders.length > replicas.length / 2) return undefined;
    return {
      what: `${seen.node} said that ${id} is done while ${formatNodes(holders)} had it on disk: ${holders.length} of ${replicas.length} replicas.`,
      nodes: [seen.node],
    };
  },
});

interface Version {
  readonly stamp: Stamp;
  readonly value: unknown;
}

/** The version that a message or a disk holds; `undefined` where there is no stamp in it. */
function versionOf(holder: unknown): Version | undefined {
  const stamp = stampOf(holder);
  return stamp && { stamp, value: valueOf(holder) };
}

export const acknowledgedOnDisk = defineMonitor({
  listens: ['received', 'persisted', 'sent'],
  start: () => ({
    disks: new Map<NodeId, Version>(),
    /** What each replica was told to store, by replica and operation. */
    stores: new Map<string, Version>(),
  }),
  observe({ disks, stores }, seen) {
    const { node } = seen;
    if (seen.kind === 'persisted') {
      const version = versionOf(seen.durable);
      if (version) disks.set(node, version);
    }
    if (seen.kind === 'received' && seen.message.type === 'store') {
      const version = versionOf(seen.message);
      if (version) stores.set(`${node} ${operationOf(seen.message)}`, version);
    }
    if (seen.kind !== 'sent' || seen.message.type !== 'stored') return undefined;

    const id = operationOf(seen.message);
    const asked = stores.get(`${node} ${id}`);
    if (!asked) {
      return {
        what: `${node} acknowledged ${id}, which it had not been told to store.`,
        nodes: [node],
      };
    }
    const held = disks.get(node);
    if (isAtLeast(held?.stamp, asked.stamp)) return undefined;
    // Before the first write, an empty disk and the stamp 0 are the same.
    if (!held && asked.stamp.count === 0) return undefined;
    return {
      what: `${node} acknowledged ${formatVersion(asked)} while its disk held ${held ? formatVersion(held) : 'nothing'}.`,
      nodes: [node],
    };
  },
});

export const neverOlder = defineMonitor({
  listens: ['persisted', 'sent'],
  start: ({ roles }) => ({
    replicas: [...roles['replica']!.nodes],
    disks: new Map<NodeId, Version>(),
  }),
  observe({ replicas, disks }, seen) {
    const { node } = seen;
    if (!replicas.includes(node)) return undefined;
    const held = disks.get(node);
    if (seen.kind === 'persisted') {
      const version = versionOf(seen.durable);
      if (version) disks.set(node, version);
      if (!held || isAtLeast(version?.stamp, held.stamp)) return undefined;
      return {
        what: `The disk of ${node} went back from ${formatVersion(held)} to ${formatVersion(seen.durable)}.`,
        shape: 'disk',
        nodes: [node],
      };
    }
    if (seen.kind !== 'sent' || seen.message.type !== 'reply') return undefined;
    if (!held || isAtLeast(stampOf(seen.message), held.stamp)) return undefined;
    return {
      what: `${node} replied ${formatVersion(seen.message)} while its disk held ${formatVersion(held)}.`,
      shape: 'reply',
      nodes: [node],
    };
  },
});

export const laterIsNewer = defineMonitor({
  listens: ['requested', 'sent', 'emitted'],
  start: () => ({
    /** The newest version whose write was answered. */
    done: undefined as Version | undefined,
    /** Each write under way: what was done when it was asked, and what it stores. */
    writes: new Map<string, { before: Version | undefined; stores?: Version }>(),
  }),
  observe(state, seen) {
    if (seen.kind === 'requested' && seen.request.type === 'write') {
      state.writes.set(operationOf(seen.request)!, { before: state.done });
    }
    if (seen.kind === 'sent' && seen.message.type === 'store') {
      const write = state.writes.get(operationOf(seen.message) ?? '');
      const version = versionOf(seen.message);
      if (!write || !version) return undefined;
      write.stores = version;
      if (!write.before || !isAtLeast(write.before.stamp, version.stamp)) return undefined;
      return {
        what: `${seen.node} stores ${formatVersion(version)}, asked after ${formatVersion(write.before)} was done: it would never be seen.`,
        nodes: [seen.node],
      };
    }
    if (seen.kind === 'emitted' && seen.output.type === 'write-done') {
      const stores = state.writes.get(operationOf(seen.output) ?? '')?.stores;
      if (stores && !isAtLeast(state.done?.stamp, stores.stamp)) state.done = stores;
    }
    return undefined;
  },
});

export const oneStampOneValue = defineMonitor({
  listens: ['sent'],
  start: () => ({ values: new Map<string, string>(), stamps: new Map<string, string>() }),
  observe({ values, stamps }, seen) {
    if (seen.kind !== 'sent') return undefined;
    const { node, message } = seen;
    if (message.type !== 'store' && message.type !== 'reply') return undefined;
    const version = versionOf(message);
    if (!version) return { what: `${node} sent a ${message.type} without a stamp.`, nodes: [node] };

    const stamp = formatStamp(version.stamp);
    const value = formatValue(version.value);
    const otherValue = values.get(stamp) ?? value;
    const otherStamp = stamps.get(value) ?? stamp;
    values.set(stamp, value);
    stamps.set(value, stamp);
    if (otherValue !== value) {
      return {
        what: `The stamp ${stamp} belongs to two values: ${otherValue}, and now ${value}.`,
        shape: 'two values',
        nodes: [node],
      };
    }
    if (otherStamp === stamp) return undefined;
    return {
      what: `The value ${value} has two stamps: ${otherStamp}, and now ${stamp}.`,
      shape: 'two stamps',
      nodes: [node],
    };
  },
});

/** Every operation was answered but those that a crash of their client took along. */
export const allAnswered = defineGoal({
  listens: ['requested', 'emitted', 'crashed'],
  start: () => ({ open: new Map<string, NodeId>() }),
  observe({ open }, seen) {
    if (seen.kind === 'requested') open.set(operationOf(seen.request)!, seen.node);
    if (seen.kind === 'emitted') open.delete(operationOf(seen.output) ?? '');
    if (seen.kind !== 'crashed') return;
    for (const [id, node] of open) if (node === seen.node) open.delete(id);
  },
  unmet({ open }) {
    const [first] = open;
    return first && { what: `${first[1]} never answered ${first[0]}.`, nodes: [first[1]] };
  },
});

/** The longest chain of messages that one operation takes, each sent after the one before it had arrived. */
export const chainsAtMost = (chainMax: number) =>
  defineGoal({
    listens: ['sent', 'received'],
    start: () => ({
      longest: { length: 0, operation: '' },
      /** By node and operation: the longest chain that has arrived there. */
      arrived: new Map<string, number>(),
      underWay: new Map<string, number>(),
    }),
    observe(state, seen) {
      const operation = 'message' in seen ? operationOf(seen.message) : undefined;
      if (operation === undefined) return;
      const here = `${seen.node} ${operation}`;
      const length = (state.arrived.get(here) ?? 0) + 1;
      if (seen.kind === 'sent') {
        state.underWay.set(onItsWay(seen.node, seen.peer, seen), length);
        if (length > state.longest.length) state.longest = { length, operation };
      }
      if (seen.kind === 'received') {
        const arrived = state.underWay.get(onItsWay(seen.peer, seen.node, seen)) ?? 0;
        state.arrived.set(here, Math.max(arrived, length - 1));
      }
    },
    unmet({ longest: { length, operation } }) {
      if (length <= chainMax) return undefined;
      return {
        what: `${operation} took a chain of ${length} messages; ${chainMax} are two round trips.`,
      };
    },
  });

const onItsWay = (
  from: NodeId,
  to: NodeId,
  { message }: Observed & { kind: 'sent' | 'received' },
) => `${from} ${to} ${canonicalText(message)}`;

export const messagesAtMost = (perReplica: number) =>
  defineGoal({
    listens: ['sent'],
    start: ({ roles }) => ({
      messagesMax: perReplica * roles['replica']!.nodes.length,
      sent: new Map<string, number>(),
    }),
    observe({ sent }, seen) {
      if (seen.kind !== 'sent') return;
      const operation = operationOf(seen.message) ?? '';
      sent.set(operation, (sent.get(operation) ?? 0) + 1);
    },
    unmet({ sent, messagesMax }) {
      const [most] = [...sent].toSorted(([, a], [, b]) => b - a);
      if (!most || most[1] <= messagesMax) return undefined;
      return { what: `${most[0]} took ${most[1]} messages; ${messagesMax} are enough.` };
    },
  });
