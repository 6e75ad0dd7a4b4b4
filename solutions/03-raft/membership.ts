// Changing the members of a cluster while it works, one server at a time.
// Ongaro's dissertation, chapter 4, with the rule that its first version lacked (raft-dev, July 2015).
import {
  type Configuration,
  configurationAt,
  type Durable,
  entryAt,
  firstIndex,
  isVoter,
  lastIndex,
  type Membership,
  type ProposeCommand,
  type Server,
  termAt,
} from '#raft';

export const membership: Membership = {
  start: () => ({}),

  // #region in-force
  // The last one in the log counts, committed or not, and goes with its entry. Any two that follow each other share a
  // majority, so that it does no harm if some servers know it and some don't.
  inForce: ({ disk }) => configurationAt(disk, lastIndex(disk)),
  // #endregion in-force

  // #region on-change
  onChange(_node, server, _own, { type, server: id }, propose) {
    const { voters, learners } = server.configuration;
    if (!mayChange(server)) return;
    const isMember = [...voters, ...learners].includes(id);
    if (type === 'addServer' && !isMember) {
      // Without a vote at first: an empty log would make a majority harder to get for as long as it takes to fill it.
      change(propose, { voters, learners: [...learners, id] });
    }
    if (type === 'removeServer' && isMember && !(voters.length === 1 && voters[0] === id)) {
      change(propose, { voters: without(voters, id), learners: without(learners, id) });
    }
  },
  // #endregion on-change

  // #region on-progress
  onProgress(_node, server, _own, propose) {
    const { configuration, matchIndex, commitIndex } = server;
    const { voters, learners } = configuration;
    const ready = learners.find((learner) => (matchIndex.get(learner) ?? 0) >= commitIndex);
    if (ready === undefined || !mayChange(server)) return;
    change(propose, { voters: [...voters, ready], learners: without(learners, ready) });
  },
  // #endregion on-progress

  // #region on-applied
  onApplied(node, server, _own, index, { command }) {
    if (command.type !== 'configuration' || index !== lastChange(server.disk)) return;
    // It led the cluster to the end of the change, without counting itself. Only now can it go.
    if (server.role === 'leader' && !isVoter(command.configuration, node.id)) {
      server.role = 'follower';
      server.leader = null;
    }
  },
  // #endregion on-applied
};

// #region may-change
/** One change at a time, and the first of a leader only when an entry of its own term is committed. */
const mayChange = ({ disk, commitIndex }: Server): boolean =>
  lastChange(disk) <= commitIndex && termAt(disk, commitIndex) === disk.currentTerm;

/** The index of the last configuration in the log; the snapshot's last index, where it is in there. */
function lastChange(disk: Durable): number {
  let index = lastIndex(disk);
  while (index >= firstIndex(disk) && entryAt(disk, index)?.command.type !== 'configuration') {
    index--;
  }
  return index;
}
// #endregion may-change

const change = (propose: ProposeCommand, configuration: Configuration): void => {
  propose({ type: 'configuration', configuration });
};

const without = <Id>(ids: readonly Id[], id: Id): Id[] => ids.filter((other) => other !== id);
