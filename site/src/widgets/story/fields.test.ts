import { expect, test } from 'vitest';
import type { TraceEvent } from '../../../../grader/sim/index.ts';
import { fieldsOf, stillPaths } from './fields.ts';

const settings = { heartbeatMs: 50, electionTimeoutMs: { min: 150, max: 300 }, driftMax: 0.05 };

test('a short record is one line, a long one is told by its parts', () => {
  const paths = (held: unknown) => fieldsOf(held).map(({ path }) => path);

  expect(paths({ newest: { stamp: { count: 1, writer: 'c1' }, value: 'a' } })).toEqual(['newest']);
  expect(paths({ server: { role: 'leader', settings }, own: {} })).toEqual([
    'server.role',
    'server.settings.heartbeatMs',
    'server.settings.electionTimeoutMs',
    'server.settings.driftMax',
    'own',
  ]);
});

test('what is no record is one line without a name', () => {
  expect(fieldsOf(['a'])).toEqual([{ path: '', value: ['a'] }]);
  expect(fieldsOf(undefined)).toEqual([{ path: '', value: undefined }]);
});

test('parts that nobody ever changes are still, those of one node alone are not', () => {
  const boot = (node: string, role: string) =>
    ({ id: 0, atMs: 0, kind: 'boot', node, state: { server: { role, settings } } }) as TraceEvent;

  const still = stillPaths([boot('n1', 'follower'), boot('n2', 'leader')]);

  expect(still).toContain('server.settings.driftMax');
  expect(still).not.toContain('server.role');
});
