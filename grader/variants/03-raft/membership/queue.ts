// Right changes built differently: one rule makes the next configuration out of the present one, and a change that comes too
// early waits in a queue of its term; a learner needs the whole log, not only what is committed.
import type { NodeId } from '#sim';
import {
  type ChangeMembership,
  type Configuration,
  type Durable,
  entryAt,
  lastIndex,
  type Membership,
  type ProposeCommand,
  type Server,
} from '#raft';

interface Queue {
  term: number;
  waiting: ChangeMembership[];
}

export const membership: Membership<Queue> = {
  start: () => ({ term: 0, waiting: [] }),

  inForce({ disk }) {
    for (const { command } of disk.log.toReversed()) {
      if (command.type === 'configuration') return command.configuration;
    }
    return disk.snapshot.configuration;
  },

  onChange(_node, server, own, change, propose) {
    forgetOthers(server, own);
    own.waiting.push(change);
    work(server, own, propose);
  },

  onProgress(_node, server, own, propose) {
    forgetOthers(server, own);
    work(server, own, propose);
  },

  onApplied(node, server, _own, _index, { command }) {
    if (server.role !== 'leader' || command.type !== 'configuration') return;
    if (isPending(server.disk, server.lastApplied)) return;
    if (!server.configuration.voters.includes(node.id)) {
      server.leader = null;
      server.role = 'follower';
    }
  },
};

/** What was asked of this server as the leader of an earlier term is asked for again, or not wanted any more. */
function forgetOthers({ disk }: Server, own: Queue): void {
  if (own.term !== disk.currentTerm) own.waiting = [];
  own.term = disk.currentTerm;
}

function work(server: Server, own: Queue, propose: ProposeCommand): void {
  const { disk, commitIndex, configuration } = server;
  const newest = entryAt(disk, commitIndex)?.term ?? disk.snapshot.lastTerm;
  if (newest !== disk.currentTerm || isPending(disk, commitIndex)) return;
  const caughtUp = configuration.learners.filter(
    (learner) => server.matchIndex.get(learner) === lastIndex(disk),
  );
  for (const next of [...caughtUp.map(promoted), ...own.waiting.splice(0).map(changed)]) {
    const now = next(configuration);
    if (now === configuration || now.voters.length === 0) continue;
    propose({ type: 'configuration', configuration: now });
    return;
  }
}

const isPending = ({ log, snapshot }: Durable, upTo: number): boolean =>
  log.slice(upTo - snapshot.lastIndex).some(({ command }) => command.type === 'configuration');

type Step = (configuration: Configuration) => Configuration;

const promoted =
  (learner: NodeId): Step =>
  ({ voters, learners }) => ({
    voters: [...voters, learner].toSorted(),
    learners: learners.filter((id) => id !== learner),
  });

const changed =
  ({ type, server }: ChangeMembership): Step =>
  (configuration) => {
    const { voters, learners } = configuration;
    const isMember = voters.includes(server) || learners.includes(server);
    if (isMember === (type === 'addServer')) return configuration;
    if (type === 'addServer') return { voters, learners: [server, ...learners] };
    const others = (ids: readonly NodeId[]) => ids.filter((id) => id !== server);
    return { voters: others(voters), learners: others(learners) };
  };
