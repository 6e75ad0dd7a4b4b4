// A right server built differently in each of its parts: commits are a median, several messages are under way, reads ride
// on heartbeats, and the log keeps what a slow follower still asks for.
export { commit } from '../commit/median.ts';
export { election } from '../election/ballots.ts';
export { keyValue } from '../key-value/answers-at-once.ts';
export { reads } from '../reads/rides-on-heartbeats.ts';
export { replication } from '../replication/pipelined.ts';
export { snapshots } from '../snapshots/keeps-recent.ts';
