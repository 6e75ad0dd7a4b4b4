// Wrong majorities and quorums.
import { mutantsOf } from '../mutant.ts';

export default mutantsOf(
  '02-quorums/majority',
  [
    {
      id: 'half-rounded-down',
      wrong: 'Half of the members, rounded down: of four, two halves decide at once.',
      find: 'Math.floor(members.length / 2) + 1',
      replace: 'Math.floor(members.length / 2)',
      caughtBy: 'majority',
    },
    {
      id: 'half-rounded-up',
      wrong: 'Half of the members, rounded up: right for odd numbers, two halves for even ones.',
      find: 'Math.floor(members.length / 2) + 1',
      replace: 'Math.ceil(members.length / 2)',
      caughtBy: 'majority',
      seen: 'Elasticsearch before 7.0 left the number to its operators (discovery.zen.minimum_master_nodes).',
    },
    {
      id: 'two-thirds',
      wrong: 'More than two thirds: what liars call for, and too many where nodes only crash.',
      find: 'Math.floor(members.length / 2) + 1',
      replace: 'Math.floor((2 * members.length) / 3) + 1',
      caughtBy: 'majority',
      seen: 'Protocols that tolerate arbitrary failures need such quorums (Castro and Liskov 1999).',
    },
    {
      id: 'tolerates-half',
      wrong:
        'Takes half of the members for expendable: four nodes bear two failures as little as three do.',
      find: 'members.length - majorityOf(members);',
      replace: 'Math.floor(members.length / 2);',
      caughtBy: 'tolerated',
    },
    {
      id: 'tolerates-a-majority',
      wrong: 'Returns how many are needed, not how many may fail.',
      find: 'members.length - majorityOf(members);',
      replace: 'majorityOf(members);',
      caughtBy: 'tolerated',
    },
    {
      id: 'counts-answers',
      wrong: 'Counts answers: the same member, asked twice, is a majority of three.',
      find: 'members.filter((member) => heard.has(member)).length',
      replace: 'answered.filter((node) => members.includes(node)).length',
      caughtBy: 'of-all-members',
      seen: 'jgroups-extras/jgroups-raft#24: a member that was restarted was counted twice.',
    },
    {
      id: 'counts-strangers',
      wrong: 'Counts nodes that are no members, as a stand-in that holds a hint for a replica.',
      find: 'members.filter((member) => heard.has(member)).length',
      replace: 'heard.size',
      caughtBy: 'of-all-members',
      seen: 'Sloppy quorums do so on purpose, and give up that reads meet writes (DeCandia et al. 2007, section 4.6).',
    },
    {
      id: 'of-those-in-reach',
      wrong: 'Takes a majority of those that answered: each side of a partition has one.',
      find: '.length >= majorityOf(members)',
      replace: '.length >= majorityOf(answered)',
      caughtBy: 'of-all-members',
    },
    {
      id: 'half-will-do',
      wrong: 'Lets exactly half of the members decide.',
      find: '.length >= majorityOf(members)',
      replace: '.length >= members.length / 2',
      caughtBy: 'of-all-members',
    },
    {
      id: 'some-pair-meets',
      wrong: 'Is content when each read quorum meets one of the write quorums.',
      find: 'writes.every((write)',
      replace: 'writes.some((write)',
      caughtBy: 'always-meet',
    },
    {
      id: 'some-read-meets',
      wrong: 'Is content when one of the read quorums meets every write quorum.',
      find: 'reads.every((read)',
      replace: 'reads.some((read)',
      caughtBy: 'always-meet',
    },
    {
      id: 'contained',
      wrong: 'Asks for a read quorum inside every write quorum, where a common node is enough.',
      find: 'read.some((node)',
      replace: 'read.every((node)',
      caughtBy: 'always-meet',
    },
    {
      id: 'sizes-add-up-to-all',
      wrong: 'Allows read + write = n: one read and two writes of three may miss each other.',
      find: 'read + write > members.length',
      replace: 'read + write >= members.length',
      caughtBy: 'sizes',
    },
    {
      id: 'writes-may-miss-writes',
      wrong:
        'Lets two writes go to groups without a common node, so that neither knows of the other.',
      find: ' && 2 * write > members.length',
      replace: '',
      caughtBy: 'sizes',
    },
    {
      id: 'reads-may-miss-writes',
      wrong: 'Checks writes against writes only.',
      find: 'read + write > members.length && ',
      replace: '',
      caughtBy: 'sizes',
    },
    {
      id: 'impossible-sizes',
      wrong: 'Takes a write quorum of more nodes than there are for a safe one.',
      find: 'return possible && ',
      replace: 'return ',
      caughtBy: 'sizes',
    },
    {
      id: 'reads-must-meet-reads',
      wrong: 'Asks that two reads meet, too: it forbids read one, write all.',
      find: '2 * write > members.length',
      replace: '2 * write > members.length && 2 * read > members.length',
      caughtBy: 'sizes',
    },
  ],
  [
    {
      id: 'always-refuse',
      source: `export const majorityOf = () => 0;
export const toleratedFailures = () => 0;
export const hasMajority = () => false;
export const alwaysMeet = () => false;
export const areSafeSizes = () => false;
`,
    },
    {
      id: 'always-agree',
      source: `export const majorityOf = (members) => members.length;
export const toleratedFailures = (members) => members.length;
export const hasMajority = () => true;
export const alwaysMeet = () => true;
export const areSafeSizes = () => true;
`,
    },
  ],
);
