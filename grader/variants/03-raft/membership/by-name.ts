// Right changes built differently: where the changes stand is looked up once, in a list of indices; a learner's turn comes in
// the order of names, and its vote comes before a change that is asked for at the same time.
import { type Configuration, type Durable, firstIndex, type Membership, termAt } from '#raft';

interface Place {
  readonly index: number;
  readonly configuration: Configuration;
}

/** All configurations of the disk, oldest first. */
function places({ snapshot, log }: Durable): [Place, ...Place[]] {
  const first = { index: snapshot.lastIndex, configuration: snapshot.configuration };
  const rest = log.flatMap(({ command }, offset) =>
    command.type === 'configuration'
      ? [{ index: snapshot.lastIndex + 1 + offset, configuration: command.configuration }]
      : [],
  );
  return [first, ...rest];
}

const newest = (disk: Durable): Place => places(disk).at(-1)!;

export const membership = {
  start: () => ({}),

  inForce: ({ disk }) => newest(disk).configuration,

  onChange(_node, { disk, commitIndex }, _own, { type, server: id }, propose) {
    const { index, configuration } = newest(disk);
    if (commitIndex < index || termAt(disk, commitIndex) !== disk.currentTerm) return;
    const voters = new Set(configuration.voters);
    const learners = new Set(configuration.learners);
    const changes =
      type === 'addServer'
        ? !voters.has(id) && learners.size < learners.add(id).size
        : voters.delete(id) || learners.delete(id);
    if (!changes || voters.size === 0) return;
    propose({
      type: 'configuration',
      configuration: { voters: [...voters], learners: [...learners] },
    });
  },

  onProgress(_node, { disk, commitIndex, matchIndex }, _own, propose) {
    if (commitIndex < firstIndex(disk) - 1) return;
    const { index, configuration } = newest(disk);
    if (index > commitIndex || termAt(disk, commitIndex) !== disk.currentTerm) return;
    for (const id of [...configuration.learners].toSorted()) {
      const match = matchIndex.get(id);
      if (match === undefined || match < commitIndex) continue;
      const learners = configuration.learners.filter((other) => other !== id);
      const voters = [id, ...configuration.voters];
      propose({ type: 'configuration', configuration: { voters, learners } });
      return;
    }
  },

  onApplied(node, server, _own, index) {
    const { configuration, ...last } = newest(server.disk);
    const leaves = !configuration.voters.includes(node.id);
    if (last.index > index || !leaves || server.role === 'follower') return;
    server.role = 'follower';
    server.leader = null;
  },
} satisfies Membership;
