// What runs in the process that judges: all suites and the judge, bundled into one file.
import { suites } from '../../suites/all.ts';
import { serveSuites } from './serve-suites.ts';

void serveSuites(suites);
