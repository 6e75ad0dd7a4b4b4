// What a submission may import beside its own files, and what it gets for it. The same in a process and in a browser.
import * as raft from '#raft';
import { NotStarted, todo } from '../sim/index.ts';
import type { Suite } from '../suites/suite.ts';
import type { LoadOptions } from './compartment.ts';
import { fastCheck } from './fast-check.ts';

/** The names, for whoever bundles it. */
export const importsOf = ({ imports = [] }: Suite): readonly string[] => ['#sim', ...imports];

const modules = { '#sim': { todo, NotStarted }, '#raft': { ...raft }, 'fast-check': fastCheck };

/** The modules, for whoever loads it. */
export const modulesOf = ({ imports = [] }: Suite): LoadOptions['modules'] =>
  Object.fromEntries((['#sim', ...imports] as const).map((name) => [name, modules[name]]));
