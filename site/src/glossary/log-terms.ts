// Words of replicated logs, and of Raft in particular.
import type { GlossaryTerm } from './terms.ts';

export const logTerms: readonly GlossaryTerm[] = [
  {
    id: 'append-entries',
    name: 'AppendEntries',
    forms: ['AppendEntries'],
    definition:
      'The message by which a Raft leader replicates entries. It names the entry before them, and a follower whose log has not got that one refuses. Without entries it is a heartbeat.',
    see: ['heartbeat', 'log-matching'],
  },
  {
    id: 'apply',
    name: 'Apply',
    forms: [],
    definition:
      'To run a committed command on the state machine. Every server applies the same commands in the order of the log, and each of them once.',
    see: ['commit-index', 'state-machine'],
  },
  {
    id: 'at-most-once',
    name: 'At most once',
    forms: ['at most once', 'at-most-once'],
    definition:
      'A request has its effect once or not at all, however often it is sent. The receiver remembers which requests it has carried out.',
    see: ['session', 'idempotent'],
  },
  {
    id: 'candidate',
    name: 'Candidate',
    forms: ['candidate', 'candidates'],
    definition:
      'A node that asks others for their votes. With those of a majority it becomes leader.',
    see: ['leader', 'term'],
  },
  {
    id: 'commit-index',
    name: 'Commit index',
    forms: ['commit index'],
    definition:
      'The highest place of the log that is known to be committed: a majority holds it, and no later leader can be without it.',
    see: ['log', 'apply'],
  },
  {
    id: 'election-timeout',
    name: 'Election timeout',
    forms: ['election timeout', 'election timeouts'],
    definition:
      'How long a follower waits to hear of a leader before it stands as a candidate. It is drawn anew each time, so that servers seldom stand at once.',
    see: ['heartbeat', 'candidate'],
  },
  {
    id: 'entry',
    name: 'Entry',
    forms: [],
    definition:
      'One place of a log, with its index, the term in which a leader made it, and a command.',
    see: ['log', 'term'],
  },
  {
    id: 'follower',
    name: 'Follower',
    forms: ['follower', 'followers'],
    definition:
      'A server that answers a leader and candidates, and begins nothing by itself until its election timeout runs out.',
    see: ['leader', 'election-timeout'],
  },
  {
    id: 'heartbeat',
    name: 'Heartbeat',
    forms: ['heartbeat', 'heartbeats'],
    definition:
      'A message that a leader sends at regular times, so that followers know that there is one.',
    see: ['append-entries', 'election-timeout'],
  },
  {
    id: 'joint-consensus',
    name: 'Joint consensus',
    forms: ['joint consensus'],
    definition:
      'A change of members by way of a time in which decisions need two majorities: one of the old members and one of the new. So neither group can decide without the other.',
    see: ['majority', 'membership'],
  },
  {
    id: 'leader',
    name: 'Leader',
    forms: ['leader', 'leaders'],
    definition:
      'The node that orders the commands of a term. Each term has one at most, and it may be replaced without knowing.',
    see: ['term', 'follower', 'candidate'],
  },
  {
    id: 'leadership-transfer',
    name: 'Leadership transfer',
    forms: ['leadership transfer'],
    definition:
      'A leader hands over on purpose: it brings another server up to date, takes no new commands, and tells it to stand at once.',
    see: ['leader'],
  },
  {
    id: 'learner',
    name: 'Learner',
    forms: ['non-voting member', 'non-voting members'],
    definition:
      'In Raft, a server that gets the log and has no vote, so that a new one can catch up first. In Paxos, a node that finds out which value was chosen.',
    see: ['membership'],
  },
  {
    id: 'linearizable-read',
    name: 'Linearizable read',
    forms: ['linearizable read', 'linearizable reads'],
    definition:
      'A read that returns what the newest write before it left behind. A leader that was replaced without noticing must not answer it from its memory.',
    see: ['linearizability', 'read-index'],
  },
  {
    id: 'log',
    name: 'Log',
    forms: ['log', 'logs'],
    definition:
      'A sequence of commands. Replicas that apply the same log in the same order reach the same state.',
    see: ['entry', 'state-machine', 'snapshot'],
  },
  {
    id: 'log-matching',
    name: 'Log matching',
    forms: ['log matching'],
    definition:
      'Two logs that have an entry with the same index and the same term are equal up to there. The check in AppendEntries makes it so.',
    see: ['append-entries', 'entry'],
  },
  {
    id: 'match-index',
    name: 'Match index',
    forms: ['match index'],
    definition:
      "What a leader knows of a follower's log: up to here it is the same as the leader's own.",
    see: ['commit-index'],
  },
  {
    id: 'membership',
    name: 'Membership',
    forms: ['membership change', 'membership changes'],
    definition:
      'Who the members of a group are, and so which groups are majorities. It is kept in the log itself, and changed by entries.',
    see: ['joint-consensus', 'learner'],
  },
  {
    id: 'no-op',
    name: 'No-op',
    forms: ['no-op'],
    definition:
      'An entry without a command. A new leader appends one, since only an entry of its own term tells it that the earlier ones are committed.',
    see: ['entry', 'term'],
  },
  {
    id: 'pre-vote',
    name: 'PreVote',
    forms: ['PreVote', 'pre-vote'],
    definition:
      'A question before an election: would you vote for me? Only who could win raises its term, so a server that was cut off does not depose a working leader when it comes back.',
    see: ['candidate', 'term'],
  },
  {
    id: 'read-index',
    name: 'ReadIndex',
    forms: ['ReadIndex'],
    definition:
      'A read without an entry in the log: the leader notes its commit index, makes sure with a round of heartbeats that it still leads, waits until that index is applied, and answers.',
    see: ['linearizable-read', 'lease'],
  },
  {
    id: 'session',
    name: 'Session',
    forms: ['client session', 'client sessions'],
    definition:
      'What a state machine remembers of a client: the number of its newest command, and the answer. A command that comes again gets that answer and is not run twice.',
    see: ['at-most-once'],
  },
  {
    id: 'snapshot',
    name: 'Snapshot',
    forms: ['snapshot', 'snapshots'],
    definition:
      'The state of the state machine at an index of the log. The entries up to there can be dropped, and a server that lags far behind is sent it in their place.',
    see: ['log', 'state-machine'],
  },
  {
    id: 'stale-read',
    name: 'Stale read',
    forms: ['stale read', 'stale reads'],
    definition: 'A read that returns less than a write which had been answered before it began.',
    see: ['linearizable-read'],
  },
  {
    id: 'state-machine',
    name: 'State machine',
    forms: ['state machine', 'state machines'],
    definition:
      'What commands are applied to: a store, a queue, a counter. It is deterministic, so the same commands in the same order lead to the same state everywhere.',
    see: ['apply', 'log'],
  },
  {
    id: 'term',
    name: 'Term',
    forms: ['term', 'terms'],
    definition:
      'A number that divides time in Raft. It never goes down, each term has one leader at most, and a message of an older one is refused.',
    see: ['ballot', 'leader'],
  },
];
