// Wrong reads: each answers without knowing something that a leader has to know, or never answers, or asks too much.
import { mutantsOf } from '../mutant.ts';

const push = '    own.reads.push({ client, call });\n';
const quorum = '    hasQuorum(server.configuration, asked.acknowledged) &&\n';
const start = 'start: () => ({ reads: [] }),';
const memory = 'interface Waiting {\n';

export default mutantsOf(
  '03-raft/reads',
  [
    {
      id: 'asks-nobody',
      wrong: 'A leader answers from its machine, and asks nobody whether it still leads.',
      find: quorum,
      replace: '',
      caughtBy: 'alone',
      seen: 'etcd 0.4 and Consul, found by Jepsen in 2014 (etcd issue 741).',
    },
    {
      id: 'half-is-a-quorum',
      wrong: 'Takes half of the servers, rounded down, for a majority: of three, the leader alone.',
      find: 'hasQuorum(server.configuration, asked.acknowledged)',
      replace: 'asked.acknowledged.size >= Math.floor(server.configuration.voters.length / 2)',
      caughtBy: 'alone',
    },
    {
      id: 'any-answer-counts',
      wrong: 'Counts every answer that comes after the read, also to a message of long before.',
      find: 'if (asked && round >= asked.round) asked',
      replace: 'if (asked && round > 0) asked',
      caughtBy: 'old',
    },
    {
      id: 'counts-the-round-before',
      wrong: 'Counts answers to the round that was under way when the read came.',
      find: 'const round = broadcast();',
      replace: 'const round = broadcast() - 1;',
      caughtBy: 'worlds',
    },
    {
      id: 'reads-before-it-has-committed',
      wrong: 'A new leader takes its commit index for all that is committed.',
      find: 'if (fresh.length === 0 || !hasCommittedInTerm(server)) return;',
      replace: 'if (fresh.length === 0) return;',
      caughtBy: 'term',
      seen: 'etcd issues 7331 and 7332, TiKV issue 9239.',
    },
    {
      id: 'committed-is-enough',
      wrong: 'Answers as soon as a majority has, whatever the machine has applied.',
      find: `${quorum}    server.lastApplied >= asked.readIndex;`,
      replace: '    hasQuorum(server.configuration, asked.acknowledged);',
      caughtBy: 'apply',
    },
    {
      id: 'read-index-is-what-is-applied',
      wrong: 'Takes what the machine has applied for the read index, instead of what is committed.',
      find: 'const readIndex = server.commitIndex;',
      replace: 'const readIndex = server.lastApplied;',
      caughtBy: 'apply',
    },
    {
      id: 'counts-answers',
      wrong: 'Counts answers, not servers: one that answers twice counts twice.',
      edits: [
        {
          find: 'readonly acknowledged: Set<NodeId>;',
          replace: 'readonly acknowledged: NodeId[];',
        },
        { find: 'asked.acknowledged.add(from);', replace: 'asked.acknowledged.push(from);' },
        { find: 'acknowledged: new Set([node.id])', replace: 'acknowledged: [node.id]' },
        {
          find: 'hasQuorum(server.configuration, asked.acknowledged)',
          replace: 'asked.acknowledged.length > server.configuration.voters.length / 2',
        },
      ],
      caughtBy: 'five',
    },
    {
      id: 'one-answer-is-enough',
      wrong: 'Waits for one answer, however many servers there are.',
      find: 'hasQuorum(server.configuration, asked.acknowledged)',
      replace: 'asked.acknowledged.size >= 2',
      caughtBy: 'five',
    },
    {
      id: 'rounds-outlive-the-term',
      wrong:
        'Keeps for each peer the last round that it has answered, also when the rounds begin anew in another term.',
      edits: [
        { find: memory, replace: `${memory}  heard: Map<NodeId, number>;\n` },
        { find: start, replace: 'start: () => ({ reads: [], heard: new Map() }),' },
        {
          find: '    for (const { asked } of own.reads) {',
          replace: `    own.heard.set(from, Math.max(round, own.heard.get(from) ?? 0));
    for (const { asked } of own.reads) {`,
        },
        {
          find: '  for (const read of fresh) read.asked',
          replace: `  const heard = [...own.heard].filter(([, last]) => last >= round).map(([peer]) => peer);
  for (const read of fresh) read.asked`,
        },
        { find: 'new Set([node.id])', replace: 'new Set([node.id, ...heard])' },
      ],
      caughtBy: 'step-down',
    },
    {
      id: 'asks-on-as-a-follower',
      wrong:
        'Keeps the reads that wait when another server leads, and asks for them as if it still led.',
      edits: [
        {
          find: "    if (server.role !== 'leader') return;\n    askForNew",
          replace: '    askForNew',
        },
        { find: '    own.reads = [];\n', replace: '' },
      ],
      caughtBy: 'step-down',
    },
    {
      id: 'answers-count-for-the-next-read',
      wrong: 'Keeps one list of those who have answered, and does not empty it for the next read.',
      edits: [
        { find: memory, replace: `${memory}  heard: Set<NodeId>;\n` },
        { find: start, replace: 'start: () => ({ reads: [], heard: new Set() }),' },
        {
          find: 'acknowledged: new Set([node.id])',
          replace: 'acknowledged: own.heard.add(node.id)',
        },
      ],
      caughtBy: 'interleavings',
    },
    {
      id: 'follower-reads-its-machine',
      wrong: 'A follower answers from its machine instead of redirecting.',
      find: "      return node.send(client, { type: 'redirect', session, sequence, leader: server.leader });",
      replace: `      if (server.leader === null) {
        return node.send(client, { type: 'redirect', session, sequence, leader: null });
      }
      return hooks.answer(client, call);`,
      caughtBy: 'redirect',
    },
    {
      id: 'silent-follower',
      wrong: 'A server that does not lead says nothing.',
      find: "      return node.send(client, { type: 'redirect', session, sequence, leader: server.leader });",
      replace: '      return;',
      caughtBy: 'redirect',
    },
    {
      id: 'redirects-to-itself',
      wrong: 'A server that does not lead redirects its client to itself.',
      find: 'leader: server.leader }',
      replace: 'leader: node.id }',
      caughtBy: 'redirect',
    },
    {
      id: 'its-own-round-only',
      wrong:
        'Counts answers to the round of the read alone: where that is lost, later ones do not count.',
      find: 'round >= asked.round',
      replace: 'round === asked.round',
      caughtBy: 'later',
    },
    {
      id: 'forgets-what-comes-too-early',
      wrong: 'Drops a read that comes before the first commit of the term.',
      find: push,
      replace: '    if (hasCommittedInTerm(server)) own.reads.push({ client, call });\n',
      caughtBy: 'later',
    },
    {
      id: 'waits-for-all',
      wrong: 'Waits until every server has answered: one that is down stops all reads.',
      find: 'hasQuorum(server.configuration, asked.acknowledged)',
      replace: 'asked.acknowledged.size === server.configuration.voters.length',
      caughtBy: 'later',
    },
    {
      id: 'serves-one-read-of-several',
      wrong: 'Answers the first read that is confirmed, and forgets the others.',
      find: 'for (const { client, call } of ready) answer(client, call);',
      replace: 'for (const { client, call } of ready.slice(0, 1)) answer(client, call);',
      caughtBy: 'cost',
    },
    {
      id: 'waits-for-its-round-for-ever',
      wrong:
        'Begins no round while one is under way, and counts answers to that very one: where it is lost, nothing is read any more.',
      edits: [
        { find: 'round >= asked.round', replace: 'round === asked.round' },
        {
          find: '  const readIndex = server.commitIndex;\n',
          replace: `  if (own.reads.some(({ asked }) => asked)) return;
  const readIndex = server.commitIndex;
`,
        },
      ],
      caughtBy: 'progress',
    },
    {
      id: 'waits-for-the-heartbeat',
      wrong: 'Begins no round for a read, but waits for the next heartbeat.',
      find: 'const round = broadcast();',
      replace: 'const round = (broadcast && server.round) + 1;',
      caughtBy: 'cost',
    },
    {
      id: 'a-round-for-each',
      wrong: 'Sends a round of its own for each read that has waited for the first commit.',
      edits: [
        { find: '  const round = broadcast();\n', replace: '' },
        {
          find: 'asked = { readIndex, round,',
          replace: 'asked = { readIndex, round: broadcast(),',
        },
      ],
      caughtBy: 'cost',
    },
    {
      id: 'writes-an-entry',
      wrong: 'Appends an empty entry for each read.',
      find: push,
      replace: `${push}    server.disk.log.push({ term: server.disk.currentTerm, command: { type: 'no-op' } });
    node.persist(server.disk);
`,
      caughtBy: 'cost',
    },
  ],
  [
    {
      id: 'answers-at-once',
      source: `
        export const reads = {
          start: () => ({}),
          onRead(node, server, own, client, call, { answer }) {
            answer(client, call);
          },
          onAcknowledged() {},
          onApplied() {},
          onSteppedDown() {},
        };`,
    },
    {
      id: 'always-redirects',
      source: `
        export const reads = {
          start: () => ({}),
          onRead(node, server, own, client, { session, sequence }) {
            node.send(client, { type: 'redirect', session, sequence, leader: null });
          },
          onAcknowledged() {},
          onApplied() {},
          onSteppedDown() {},
        };`,
    },
  ],
);
