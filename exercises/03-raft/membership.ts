// Changing the members of a cluster while it works, one server at a time.
// You write the five handlers of this part. The brief is chapters/03-raft/membership.mdx.
import { todo } from '#sim';
import type { Membership } from '#raft';

export const membership: Membership = {
  start(node, server) {
    // TODO(3.10a): What does this part have to remember that is neither on the disk nor in the memory that all parts
    //              share? Perhaps nothing. Mind that the next leader remembers nothing of what this one knew.
    return todo('3.10a start');
  },

  inForce(server) {
    // TODO(3.10b): Which of the configurations in the log counts: the last, or the last that is committed?
    //              And what if the entry that brought it goes again? Or if there is none in the log?
    return todo('3.10b inForce');
  },

  onChange(node, server, own, change, propose) {
    // TODO(3.10c): May the members be changed right now? Two things must be committed first.
    // TODO(3.10d): Does the request change anything, and does it leave somebody with a vote?
    // TODO(3.10e): Append the configuration: `propose({ type: 'configuration', configuration })`. What is a server that
    //              has just been added?
    todo('3.10c onChange');
  },

  onProgress(node, server, own, propose) {
    // TODO(3.10f): A follower has answered, or an entry has been committed. Is there a learner that has caught up? May it
    //              become a voter right now? How many of them?
    todo('3.10f onProgress');
  },

  onApplied(node, server, own, index, entry) {
    // TODO(3.10g): Has this server just committed, as a leader, that it is no voter any more? `server.role = 'follower'`
    //              is how it steps down. Is the configuration in `entry` the last word on that?
    todo('3.10g onApplied');
  },
};
