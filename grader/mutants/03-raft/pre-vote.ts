// Wrong answers to 03-raft/pre-vote.
import { mutantsOf } from '../mutant.ts';

const looksForQuorum = `    const isHeard = hasQuorum(server.configuration, [node.id, ...own.heard]);`;

export default mutantsOf('03-raft/pre-vote', [
  {
    id: 'stands-at-once',
    wrong: 'Stands for election as soon as the timer runs out, and asks nobody beforehand.',
    find: `    campaignIfWelcome(server, own, campaign);
  },
  // #endregion on-election-timeout`,
    replace: `    campaign();
  },
  // #endregion on-election-timeout`,
    caughtBy: 'return',
    seen: 'Raft without PreVote: a server that comes back with a higher term deposes the leader (dissertation, section 9.6).',
  },
  {
    id: 'raises-its-term-to-ask',
    wrong:
      'Raises its own term when it only asks, so that the leader has to follow when it comes back.',
    find: `    own.willing = new Set([node.id]);`,
    replace: `    own.willing = new Set([node.id]);
    disk.currentTerm++;
    disk.votedFor = null;
    node.persist(disk);`,
    caughtBy: 'return',
  },
  {
    id: 'yes-beside-a-leader',
    wrong: 'Says yes although it has just heard from the leader.',
    find: 'const granted = leader === null && nextTerm',
    replace: 'const granted = (leader === null || leader !== from) && nextTerm',
    caughtBy: 'bridge',
    seen: 'A partial partition, in which one server loses its link to the leader only (decentralizedthoughts, December 2020).',
  },
  {
    id: 'no-look-at-the-log',
    wrong: 'Says yes whatever the log of who asks.',
    find: ' && isUpToDate(message, disk);',
    replace: ';',
    caughtBy: 'behind',
  },
  {
    id: 'longer-log-is-enough',
    wrong: 'Compares the length of the logs, and not the term of the last entry first.',
    find: `  if (lastLogTerm !== lastTerm(disk)) return lastLogTerm > lastTerm(disk);
  return lastLogIndex >= lastIndex(disk);`,
    replace: '  return lastLogIndex + 0 * lastLogTerm * lastTerm(disk) >= lastIndex(disk);',
    caughtBy: 'stale-term',
  },
  {
    id: 'writes-its-answer',
    wrong: 'Adopts the term that it is only asked about, and writes it to the disk.',
    find: `    const { nextTerm } = message;
    // Whoever hears of a leader needs no other. Nothing is promised by a yes, so nothing is written.
    const granted = leader === null && nextTerm > disk.currentTerm && isUpToDate(message, disk);`,
    replace: `    const { nextTerm } = message;
    const granted = leader === null && nextTerm > disk.currentTerm && isUpToDate(message, disk);
    if (granted) node.persist(disk);`,
    caughtBy: 'behind',
  },
  {
    id: 'counts-answers',
    wrong: 'Counts answers, not servers: one server that says yes three times is three.',
    find: 'own.willing.add(from);',
    replace:
      'own.willing.add([...server.configuration.voters].find((id) => !own.willing?.has(id)) ?? from);',
    caughtBy: 'count',
  },
  {
    id: 'half-is-willing',
    wrong: 'Takes two of five for a majority.',
    find: 'if (!own.willing || !hasQuorum(server.configuration, own.willing)) return;',
    replace:
      'if (!own.willing || own.willing.size < server.configuration.voters.length / 2 - 0.5) return;',
    caughtBy: 'worlds',
  },
  {
    id: 'counts-a-refusal',
    wrong: 'Counts a no for a yes.',
    find: `nextTerm !== server.disk.currentTerm + 1 || !granted) return;`,
    replace: `nextTerm !== server.disk.currentTerm + 1 || granted === undefined) return;`,
    caughtBy: 'bridge',
  },
  {
    id: 'counts-an-old-yes',
    wrong: 'Counts a yes to a question about an earlier term.',
    find: '!own.willing || nextTerm !== server.disk.currentTerm + 1 || !granted',
    replace: '!own.willing || nextTerm < 1 || !granted',
    caughtBy: 'old-yes',
  },
  {
    id: 'never-forgets-the-leader',
    wrong: 'Keeps believing in a leader that it has not heard of for a whole timeout.',
    find: `    server.leader = null;
    own.willing = new Set`,
    replace: `    own.willing = new Set`,
    caughtBy: 'progress',
  },
  {
    id: 'asks-once',
    wrong: 'Does not set the timer again: whoever is refused never asks again.',
    find: `    node.setTimer('election', settings.electionTimeoutMs);
    for`,
    replace: `    if (settings.heartbeatMs < 0) return;
    for`,
    caughtBy: 'gone',
  },
  {
    id: 'never-steps-down',
    wrong: 'A leader never looks for who hears it.',
    find: `    if (isHeard) return waitForQuorum(node, server);`,
    replace: `    if (isHeard || server.role === 'leader') return waitForQuorum(node, server);`,
    caughtBy: 'outage',
    seen: 'Raft without CheckQuorum: the Cloudflare outage of November 2020.',
  },
  {
    id: 'never-forgets-who-answered',
    wrong: 'Counts everybody who has ever answered.',
    find: `    own.heard.clear();
    if (isHeard)`,
    replace: `    if (isHeard)`,
    caughtBy: 'cut-off',
  },
  {
    id: 'one-answer-is-enough',
    wrong: 'Leads on as long as anybody answers.',
    find: looksForQuorum,
    replace: `    const isHeard = own.heard.size > 0 || hasQuorum(server.configuration, [node.id]);`,
    caughtBy: 'alone',
  },
  {
    id: 'looks-once',
    wrong: 'Looks once whether it is heard, and never again.',
    find: `    if (isHeard) return waitForQuorum(node, server);`,
    replace: `    if (isHeard) return;`,
    caughtBy: 'cut-off',
  },
  {
    id: 'does-not-count-itself',
    wrong: 'A leader forgets itself when it counts who hears it.',
    find: looksForQuorum,
    replace: `    const isHeard = hasQuorum(server.configuration, own.heard);`,
    caughtBy: 'heard',
  },
  {
    id: 'hears-nobody',
    wrong: 'Does not remember who answers, and steps down at the first look.',
    find: '    own.heard.add(from);',
    replace: "    if (from === '') own.heard.add(from);",
    caughtBy: 'heard',
  },
  {
    id: 'asks-all-the-time',
    wrong: 'Asks each server many times over.',
    find: `    for (const peer of peersOf(configuration, node.id)) {`,
    replace: `    for (const peer of Array.from({ length: 20 }, () => peersOf(configuration, node.id)).flat()) {`,
    caughtBy: 'cost',
  },
  {
    id: 'waits-for-all',
    wrong: 'Stands only when every server is willing.',
    find: 'if (!own.willing || !hasQuorum(server.configuration, own.willing)) return;',
    replace: 'if (!own.willing || own.willing.size < server.configuration.voters.length) return;',
    caughtBy: 'quiet',
  },
  {
    id: 'stands-in-spite-of-a-leader',
    wrong: 'Goes on with its question after it has heard from a leader.',
    find: `  onLeader(_node, _server, own) {
    own.willing = null;
  },`,
    replace: `  onLeader() {},`,
    caughtBy: 'late-yes',
  },
]);
