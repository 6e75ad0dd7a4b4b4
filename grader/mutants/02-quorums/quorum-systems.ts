// Wrong quorum systems.
import { mutantsOf } from '../mutant.ts';

export default mutantsOf(
  '02-quorums/quorum-systems',
  [
    {
      id: 'empty-family',
      wrong: 'Takes a family without quorums for a system: nobody may ever act.',
      find: 'family.length > 0 && family.every',
      replace: 'family.every',
      caughtBy: 'system',
    },
    {
      id: 'a-friend-for-each',
      wrong: 'Is content when each quorum meets some other one: two pairs may avoid each other.',
      find: 'family.every((other) => meet(one, other))',
      replace: 'family.some((other) => other !== one && meet(one, other))',
      caughtBy: 'system',
    },
    {
      id: 'one-for-all',
      wrong: 'Asks for a node that is in every quorum: it forbids two of three.',
      find: 'family.every((one) => family.every((other) => meet(one, other)))',
      replace: 'family[0]!.some((node) => family.every((quorum) => quorum.includes(node)))',
      caughtBy: 'system',
    },
    {
      id: 'writes-may-miss-writes',
      wrong: 'Lets two writes go to groups without a common node.',
      find: '  isQuorumSystem(writes) &&\n',
      replace: '',
      caughtBy: 'read-write',
    },
    {
      id: 'reads-must-meet-reads',
      wrong: 'Asks that reads meet reads: it forbids to read one and write all.',
      find: '  isQuorumSystem(writes) &&\n',
      replace: '  isQuorumSystem(writes) && isQuorumSystem(reads) &&\n',
      caughtBy: 'read-write',
    },
    {
      id: 'some-write',
      wrong: 'Is content when each read meets one of the writes.',
      find: 'writes.every((write) => meet(read, write))',
      replace: 'writes.some((write) => meet(read, write))',
      caughtBy: 'read-write',
    },
    {
      id: 'as-given',
      wrong: 'Goes through the quorums as they come: a larger one that comes first is kept.',
      find: 'family.toSorted((one, other) => one.length - other.length)',
      replace: 'family',
      caughtBy: 'minimal',
    },
    {
      id: 'both-gone',
      wrong: 'Of two quorums with the same nodes, keeps both or none.',
      find: '!minimal.some((smaller) => contains(quorum, smaller))',
      replace: '!family.some((other) => other !== quorum && contains(quorum, other))',
      caughtBy: 'minimal',
    },
    {
      id: 'smallest-only',
      wrong: 'Keeps the quorums of the smallest size, where larger ones may be minimal, too.',
      find: '!minimal.some((smaller) => contains(quorum, smaller))',
      replace:
        '!minimal.some((smaller) => smaller.length < quorum.length || contains(quorum, smaller))',
      caughtBy: 'minimal',
    },
    {
      id: 'same-beginning',
      wrong: 'Compares the names in their order: n1 n2 is not recognised in n2 n1.',
      find: 'if (!minimal.some((smaller) => contains(quorum, smaller))) minimal.push(quorum);',
      replace:
        'if (!minimal.some((smaller) => smaller.every((node, at) => quorum[at] === node))) minimal.push(quorum);',
      caughtBy: 'minimal',
    },
    {
      id: 'more-than-needed',
      wrong: 'Asks for more votes than are needed.',
      find: '>= needed',
      replace: '> needed',
      caughtBy: 'votes',
    },
    {
      id: 'heads-not-votes',
      wrong: 'Counts nodes, and forgets that some have more votes than others.',
      find: 'group.reduce((sum, node) => sum + votes[node]!, 0) >= needed',
      replace: 'group.length >= needed',
      caughtBy: 'votes',
    },
    {
      id: 'not-minimal',
      wrong: 'Keeps groups that have a node too many, or one without any vote.',
      find: 'return minimalQuorums(enough);',
      replace: 'return enough;',
      caughtBy: 'votes',
    },
    {
      id: 'exactly-needed',
      wrong:
        'Keeps groups with exactly so many votes: a group that has one too many may have no smaller one.',
      find: '>= needed',
      replace: '=== needed',
      caughtBy: 'votes',
    },
    {
      id: 'crossing-twice',
      wrong: 'Names the node twice in which row and column cross.',
      find: '[...new Set([...row, ...rows.map((crossed) => crossed[at]!)])]',
      replace: '[...row, ...rows.map((crossed) => crossed[at]!)]',
      caughtBy: 'grid',
    },
    {
      id: 'rows-only',
      wrong: 'Takes rows alone for quorums: two rows never meet.',
      find: 'row.map((_, at) => [...new Set([...row, ...rows.map((crossed) => crossed[at]!)])]),',
      replace: '[row],',
      caughtBy: 'grid',
    },
    {
      id: 'diagonal',
      wrong:
        'Pairs each row with one column, as in a square: of a wide grid, most quorums are missing.',
      edits: [
        {
          find: 'rows.flatMap((row) =>\n    row.map((_, at)',
          replace: 'rows.flatMap((row, at) =>\n    row.slice(0, 1).map(()',
        },
        { find: 'crossed[at]!)])]', replace: 'crossed[at % row.length]!)])]' },
      ],
      caughtBy: 'grid',
    },
    {
      id: 'what-kills-it',
      wrong: 'Returns how many crashes can stop it, not how many cannot.',
      find: ') - 1;',
      replace: ');',
      caughtBy: 'tolerated',
    },
    {
      id: 'all-but-the-smallest',
      wrong: 'Subtracts the smallest quorum from all nodes: the luckiest crashes, not the worst.',
      find: 'return Math.min(...deadly.map(({ length }) => length)) - 1;',
      replace: 'return nodesOf(family).length - Math.min(...family.map(({ length }) => length));',
      caughtBy: 'tolerated',
      seen: 'It is right for majorities, where all quorums of a size are there, and wrong for grids.',
    },
    {
      id: 'smallest-quorum-less-one',
      wrong:
        'Takes the smallest quorum for the smallest deadly group: two quorums may be killed by the one node they share.',
      find: 'Math.min(...deadly.map(({ length }) => length)) - 1',
      replace: 'Math.min(...family.map(({ length }) => length)) - 1',
      caughtBy: 'tolerated',
    },
    {
      id: 'adds-quorums',
      wrong: 'Adds up the likelihood of each quorum: cases in which two are up count twice.',
      find: 'return groupsOf(nodes)\n    .filter((up) => family.some((quorum) => contains(up, quorum)))\n    .map((up) => likelihoodOf(up, nodes, failure))',
      replace: 'return family\n    .map((quorum) => likelihoodOf(quorum, quorum, failure))',
      caughtBy: 'availability',
    },
    {
      id: 'all-quorums-up',
      wrong: 'Asks that every quorum is up, where one is enough.',
      find: 'family.some((quorum) => contains(up, quorum))',
      replace: 'family.every((quorum) => contains(up, quorum))',
      caughtBy: 'availability',
    },
    {
      id: 'as-if-quorums-were-independent',
      wrong: 'Multiplies the failures of quorums, as if they shared no node.',
      find: 'return groupsOf(nodes)\n    .filter((up) => family.some((quorum) => contains(up, quorum)))\n    .map((up) => likelihoodOf(up, nodes, failure))\n    .reduce((sum, likelihood) => sum + likelihood, 0);',
      replace:
        'return 1 - family.reduce((product, quorum) => product * (1 - likelihoodOf(quorum, nodes.filter((node) => quorum.includes(node)), failure)), 1);',
      caughtBy: 'availability',
    },
    {
      id: 'an-average-node',
      wrong: 'Takes all nodes for equally likely to fail.',
      find: 'product * (up.includes(node) ? 1 - failure[node]! : failure[node]!)',
      replace: 'product * (up.includes(node) ? 1 - failure[nodes[0]!]! : failure[nodes[0]!]!)',
      caughtBy: 'availability',
    },
    {
      id: 'up-for-down',
      wrong: 'Takes the probability of being down for that of being up.',
      find: 'up.includes(node) ? 1 - failure[node]! : failure[node]!',
      replace: 'up.includes(node) ? failure[node]! : 1 - failure[node]!',
      caughtBy: 'availability',
    },
  ],
  [
    {
      id: 'always-refuse',
      source: `export const isQuorumSystem = () => false;
export const isReadWriteSystem = () => false;
export const minimalQuorums = () => [];
export const quorumsByVotes = () => [];
export const quorumsOfGrid = () => [];
export const toleratedCrashes = () => 0;
export const availability = () => 0;
`,
    },
    {
      id: 'always-agree',
      source: `export const isQuorumSystem = () => true;
export const isReadWriteSystem = () => true;
export const minimalQuorums = (family) => family;
export const quorumsByVotes = (votes) => [Object.keys(votes)];
export const quorumsOfGrid = (rows) => [rows.flat()];
export const toleratedCrashes = () => 1;
export const availability = () => 1;
`,
    },
  ],
);
