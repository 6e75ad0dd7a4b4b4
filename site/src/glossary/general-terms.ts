// Words of every chapter.
import type { GlossaryTerm } from './terms.ts';

export const generalTerms: readonly GlossaryTerm[] = [
  {
    id: 'acknowledgement',
    name: 'Acknowledgement',
    forms: ['acknowledgement', 'acknowledgements', 'acknowledges'],
    definition:
      'An answer that says: your message has come, and what it asks for is done. It can be lost like any message, so its absence says nothing.',
  },
  {
    id: 'atomic-commitment',
    name: 'Atomic commitment',
    forms: ['atomic commitment'],
    definition:
      'Several participants decide together to commit or to abort, and all decide the same. Any of them can force an abort.',
    see: ['two-phase-commit', 'consensus'],
  },
  {
    id: 'ballot',
    name: 'Ballot',
    forms: ['ballot', 'ballots'],
    definition:
      'A numbered attempt to get a value chosen in Paxos. Numbers are ordered, and no two proposers use the same one.',
    see: ['term'],
  },
  {
    id: 'client',
    name: 'Client',
    forms: [],
    definition: 'A node that the application asks, and that asks others on its behalf.',
    see: ['node'],
  },
  {
    id: 'compensation',
    name: 'Compensation',
    forms: ['compensation', 'compensations'],
    definition:
      'A step of a saga that undoes, as far as the business is concerned, what an earlier step did. The earlier step was visible in between.',
    see: ['saga'],
  },
  {
    id: 'consensus',
    name: 'Consensus',
    forms: ['consensus'],
    definition:
      'Several nodes decide on one value: all that decide, decide the same one, it was proposed by one of them, and those that stay up decide at some time.',
    see: ['quorum', 'liveness'],
  },
  {
    id: 'crash',
    name: 'Crash',
    forms: [],
    definition:
      'A node stops, between any two effects. What was in its memory is gone; what its disk holds is there when it comes back.',
  },
  {
    id: 'durable',
    name: 'Durable',
    forms: ['durable', 'durably'],
    definition: 'On disk, so that it is still there after a crash.',
    see: ['crash'],
  },
  {
    id: 'eventual-consistency',
    name: 'Eventual consistency',
    forms: ['eventual consistency', 'eventually consistent'],
    definition:
      'When nobody writes any more, all copies become equal at some time. Until then a reader may see any of them.',
    see: ['linearizability'],
  },
  {
    id: 'failure-detector',
    name: 'Failure detector',
    forms: ['failure detector', 'failure detectors'],
    definition:
      'A part that says whom it suspects to be down. In a network where messages may take any time it makes mistakes; what matters is which ones.',
  },
  {
    id: 'fencing-token',
    name: 'Fencing token',
    forms: ['fencing token', 'fencing tokens'],
    definition:
      'A number that goes up with every grant of a lock. The resource refuses a holder whose number is lower than one it has seen.',
    see: ['lease'],
  },
  {
    id: 'history',
    name: 'History',
    forms: ['history', 'histories'],
    definition:
      'The operations of a run: what each client asked, what it was answered, and when both happened.',
    see: ['operation', 'linearizability'],
  },
  {
    id: 'idempotent',
    name: 'Idempotent',
    forms: ['idempotent', 'idempotency'],
    definition:
      'Doing it twice has the same effect as doing it once. So a sender that has heard no answer may ask again.',
  },
  {
    id: 'in-doubt',
    name: 'In doubt',
    forms: ['in doubt', 'in-doubt'],
    definition:
      'A participant that has voted yes and not heard the outcome. It may neither commit nor abort on its own.',
    see: ['two-phase-commit'],
  },
  {
    id: 'lease',
    name: 'Lease',
    forms: ['lease', 'leases'],
    definition:
      'A promise that ends after a time. Who gave it and who holds it must agree, within bounds, on how fast time goes.',
    see: ['fencing-token', 'read-index'],
  },
  {
    id: 'linearizability',
    name: 'Linearizability',
    forms: ['linearizable', 'linearizability'],
    definition:
      'Every operation seems to happen in one instant between its request and its answer, as if there were a single copy.',
    see: ['sequential-consistency', 'history'],
  },
  {
    id: 'liveness',
    name: 'Liveness',
    forms: ['liveness'],
    definition:
      'Something good happens at some time: an operation is answered, a leader is elected.',
    see: ['safety'],
  },
  {
    id: 'majority',
    name: 'Majority',
    forms: ['majority', 'majorities'],
    definition:
      'More than half of all members, whether they answer or not. Any two majorities share a member.',
    see: ['quorum'],
  },
  {
    id: 'node',
    name: 'Node',
    forms: [],
    definition: 'A process on a machine. Nodes share nothing and send each other messages.',
  },
  {
    id: 'operation',
    name: 'Operation',
    forms: [],
    definition: 'A request of a client together with its answer, if there is one.',
    see: ['history'],
  },
  {
    id: 'partition',
    name: 'Partition',
    forms: ['partition', 'partitions', 'partitioned'],
    definition:
      'The network is cut: nodes on one side do not hear those on the other. No node is broken, and none can tell.',
  },
  {
    id: 'promise',
    name: 'Promise',
    forms: [],
    definition:
      'What a check states, such as "at most one leader in a term". In Paxos also the answer by which an acceptor binds itself.',
  },
  {
    id: 'quorum',
    name: 'Quorum',
    forms: ['quorum', 'quorums'],
    definition:
      'A set of nodes that may act for all. Quorums are chosen so that the ones which must know of each other share a node.',
    see: ['majority'],
  },
  {
    id: 'replica',
    name: 'Replica',
    forms: ['replica', 'replicas'],
    definition: 'A node that keeps a copy of the data.',
  },
  {
    id: 'safety',
    name: 'Safety',
    forms: [],
    definition:
      'Something bad never happens: two leaders in a term, a lost write that was acknowledged.',
    see: ['liveness'],
  },
  {
    id: 'saga',
    name: 'Saga',
    forms: ['saga', 'sagas'],
    definition:
      'A long transaction as a chain of short ones. If one of them fails, the earlier ones are compensated.',
    see: ['compensation', 'two-phase-commit'],
  },
  {
    id: 'schedule',
    name: 'Schedule',
    forms: [],
    definition:
      'The steps of a run, without a clock: deliver this, crash that. A story is told from it, and a replay token packs it.',
    see: ['trace'],
  },
  {
    id: 'sequential-consistency',
    name: 'Sequential consistency',
    forms: ['sequential consistency', 'sequentially consistent'],
    definition:
      'There is one order of all operations that explains every answer and keeps the order of each client. It need not respect real time between clients.',
    see: ['linearizability'],
  },
  {
    id: 'split-brain',
    name: 'Split brain',
    forms: ['split brain', 'split-brain'],
    definition: 'Two nodes, or two halves of a cluster, each act as if they were the only one.',
    see: ['partition', 'fencing-token'],
  },
  {
    id: 'stamp',
    name: 'Stamp',
    forms: [],
    definition:
      'A count and the name of a writer, which order the versions of a value. The greater stamp is the newer version.',
  },
  {
    id: 'trace',
    name: 'Trace',
    forms: [],
    definition: 'What happened in a run, event by event, as data.',
    see: ['schedule'],
  },
  {
    id: 'two-phase-commit',
    name: 'Two-phase commit',
    forms: ['two-phase commit', '2PC'],
    definition:
      'A coordinator asks all participants to prepare; if all vote yes it tells them to commit, else to abort. Participants that voted yes wait for it, even while it is down.',
    see: ['in-doubt', 'atomic-commitment', 'saga'],
  },
];
