// Scripted stories of servers that are far behind, or far off: how many round trips it takes them to come back.
import type { Schedule } from '../../sim/index.ts';
import { electedBy, manyProposals, oneByOne } from './replication-stories.ts';
import { beats, elects, heal, partition, settle } from './steps.ts';

export const catchUpStories: Record<string, Schedule> = {
  'a hundred entries are missing': [
    ...elects('n1'),
    partition(['n1', 'n2'], ['n3']),
    ...manyProposals('n1', 100, 'a'),
    settle(),
    ...elects('n2', 'n1', 'n2'),
    heal,
    ...beats('n2'),
    ...beats('n2'),
  ],
};

export const backUpStories: Record<string, Schedule> = {
  'fifty entries are in the way, of a term that the leader knows': [
    ...elects('n1'),
    partition(['n1'], ['n2', 'n3']),
    ...manyProposals('n1', 50, 'x'),
    ...elects('n2'),
    ...manyProposals('n2', 50, 'a'),
    settle(),
    ...elects('n3', 'n2', 'n3'),
    heal,
    ...beats('n3'),
    ...beats('n3'),
  ],
  'fifty entries are in the way, of a term that the leader has never heard of': [
    ...elects('n2'),
    ...electedBy('n1', 'n2'),
    partition(['n1'], ['n2', 'n3']),
    ...manyProposals('n1', 50, 'x'),
    ...elects('n2'),
    ...manyProposals('n2', 50, 'a'),
    settle(),
    ...elects('n3', 'n2', 'n3'),
    heal,
    ...beats('n3'),
    ...beats('n3'),
  ],
};

export const sparingStories: Record<string, Schedule> = {
  'two entries of sixty are missing': [
    ...elects('n1'),
    ...oneByOne('n1', 60, 'a'),
    ...beats('n1'),
    partition(['n1', 'n2'], ['n3']),
    ...oneByOne('n1', 2, 'b'),
    ...elects('n2', 'n1', 'n2'),
    heal,
    ...beats('n2'),
    ...beats('n2'),
  ],
};
