// The votes that each server has heard, for promises about who may lead.
import type { Message, NodeId, Observed } from '../../sim/index.ts';
import { field, numberIn } from './disks.ts';

/** Of the latest term in which a server was given one. Lost in a crash. */
export type Votes = Record<NodeId, { readonly term: number; readonly voters: readonly NodeId[] }>;

export const isVote = (message: Message): boolean =>
  message.type === 'vote' && field(message, 'granted') === true;

/** Keeps what was seen of votes. */
export function keepVotes(votes: Votes, seen: Observed): void {
  const { node } = seen;
  if (seen.kind === 'crashed') delete votes[node];
  if (seen.kind !== 'received' || !isVote(seen.message)) return;
  const term = numberIn(seen.message, 'term');
  const { [node]: known = { term, voters: [] } } = votes;
  // A vote of an earlier term may come late, between two that count.
  if (term < known.term) return;
  const before = known.term === term ? known.voters : [];
  votes[node] = { term, voters: [...new Set([...before, seen.peer])].toSorted() };
}

/** Who has given this server a vote in this term, as far as it has heard. */
export const votersFor = (votes: Votes, node: NodeId, term: number): readonly NodeId[] =>
  votes[node]?.term === term ? votes[node].voters : [];
