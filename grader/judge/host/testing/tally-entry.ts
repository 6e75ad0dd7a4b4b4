// What runs in the process that judges attacks and innocents.
import { serveSuites } from '../serve-suites.ts';
import { tallySuite } from './tally-suite.ts';

void serveSuites([tallySuite]);
