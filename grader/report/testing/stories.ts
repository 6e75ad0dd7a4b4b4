// Stories of real mistakes, told by hand.
import type { Story } from '../../judge/verdict.ts';
import { Telling } from './telling.ts';

/** A read of the atomic register that does not write back: 13 deliveries, the shortest there is. */
export function newOldInversion(): Story {
  const t = new Telling({ client: ['c1', 'c2'], replica: ['r1', 'r2', 'r3'] }, {});
  const none = { time: 0, by: '' };
  const one = { time: 1, by: 'c1' };
  for (const replica of ['r1', 'r2', 'r3'])
    t.boot(replica, { value: 'old', stamp: none }, { restart: false });

  t.request(
    'c1',
    { type: 'write', op: 1, value: 'new' },
    { operation: { phase: 'query', answers: new Map() } },
  );
  const queries = ['r1', 'r2', 'r3'].map((to) => t.send('c1', to, { type: 'query', op: 1 }));
  const answer = (replica: string, to: string, op: number, value: string, stamp: object) =>
    t.send(replica, to, { type: 'holds', op, stamp, value });

  t.receive(queries[0]!);
  const h1 = answer('r1', 'c1', 1, 'old', none);
  t.receive(h1, { operation: { phase: 'query', answers: new Map([['r1', none]]) } });
  t.receive(queries[1]!);
  const h2 = answer('r2', 'c1', 1, 'old', none);
  t.receive(h2, { operation: { phase: 'store', acknowledged: new Set() } });
  const stores = ['r1', 'r2', 'r3'].map((to) =>
    t.send('c1', to, { type: 'store', op: 1, stamp: one, value: 'new' }),
  );
  t.receive(stores[0]!, { value: 'new', stamp: one });
  t.persist('r1', { value: 'new', stamp: one });
  t.send('r1', 'c1', { type: 'stored', op: 1 });

  const read = (op: number, asked: [string, string], answers: [string, object, string, object]) => {
    t.request(
      'c2',
      { type: 'read', op },
      { operation: { phase: 'query', op, answers: new Map() } },
    );
    const q = ['r1', 'r2', 'r3'].map((to) => t.send('c2', to, { type: 'query', op }));
    const pick = (replica: string) => q[Number(replica[1]) - 1]!;
    t.receive(pick(asked[0]));
    const a1 = answer(asked[0], 'c2', op, answers[0], answers[1]);
    t.receive(a1, {
      operation: { phase: 'query', op, answers: new Map([[asked[0], answers[1]]]) },
    });
    t.receive(pick(asked[1]));
    const a2 = answer(asked[1], 'c2', op, answers[2], answers[3]);
    const value = answers[0] === 'new' ? 'new' : 'old';
    t.receive(a2, { operation: null, last: value });
    t.emit('c2', { type: 'read', op, value });
  };
  read(2, ['r1', 'r2'], ['new', one, 'old', none]);
  read(3, ['r2', 'r3'], ['old', none, 'old', none]);
  return t.broken('linearizable', 'c2 read "new", and then "old" again, which "new" had replaced', [
    'c2',
  ]);
}

/** A voter that keeps its vote in memory only. */
export function forgottenVote(): Story {
  const t = new Telling({ candidate: ['c1', 'c2'], voter: ['v1', 'v2', 'v3'] }, { votedFor: null });
  t.boot('c1', { votes: new Set() }, { restart: false });
  t.boot('c2', { votes: new Set() }, { restart: false });
  t.request('c1', { type: 'run' }, { votes: new Set() });
  const a = ['v1', 'v2', 'v3'].map((to) => t.send('c1', to, { type: 'askVote' }));
  t.request('c2', { type: 'run' }, { votes: new Set() });
  const b = ['v1', 'v2', 'v3'].map((to) => t.send('c2', to, { type: 'askVote' }));
  t.receive(a[0]!, { votedFor: 'c1' });
  const v1 = t.send('v1', 'c1', { type: 'vote', granted: true });
  t.receive(v1, { votes: new Set(['v1']) });
  t.receive(a[1]!, { votedFor: 'c1' });
  const v2 = t.send('v2', 'c1', { type: 'vote', granted: true });
  t.receive(v2, { votes: new Set(['v1', 'v2']) });
  t.emit('c1', { type: 'won' });
  t.crash('v2');
  t.boot('v2', { votedFor: null });
  t.receive(b[1]!, { votedFor: 'c2' });
  const v3 = t.send('v2', 'c2', { type: 'vote', granted: true });
  t.lose(b[0]!, 'lost on the way');
  t.receive(v3, { votes: new Set(['v2']) });
  t.receive(b[2]!, { votedFor: 'c2' });
  const v4 = t.send('v3', 'c2', { type: 'vote', granted: true });
  t.receive(v4, { votes: new Set(['v2', 'v3']) });
  t.emit('c2', { type: 'won' });
  return t.broken('at most one winner', 'Two winners: c1 and c2', ['c1', 'c2', 'v2']);
}

/** An acknowledgement that arrives twice is counted twice; the only replica that has the value then dies. */
export function countedTwice(): Story {
  const t = new Telling({ client: ['c1'], replica: ['r1', 'r2', 'r3'] });
  for (const replica of ['r1', 'r2', 'r3']) t.boot(replica, { value: null }, { restart: false });
  t.atMs = 12;
  t.request('c1', { type: 'write', value: 'a' }, { acknowledged: 0 });
  const [first, second, third] = ['r1', 'r2', 'r3'].map((to) =>
    t.send('c1', to, { type: 'store', value: 'a' }),
  );
  t.atMs = 19;
  t.receive(first!, { value: 'a' });
  const stored = t.send('r1', 'c1', { type: 'stored' });
  t.lose(second!, 'lost on the way');
  t.atMs = 31;
  t.receive(stored, { acknowledged: 1 });
  t.atMs = 1_204;
  t.receive(stored, { acknowledged: 2 }, { repeated: true });
  t.emit('c1', { type: 'written', value: 'a' });
  t.crash('r1', 'its disk is wiped');
  t.lose(third!, 'r3 is cut off');
  return t.broken('a written value is on a majority', 'a was acknowledged, and is on no disk', [
    'c1',
    'r1',
  ]);
}

/** A voter restarts without its vote, and a second leader of the same term shows by what it sends. */
export function twoLeaders(): Story {
  const t = new Telling(
    { node: ['n1', 'n2', 'n3', 'n4', 'n5'] },
    { role: 'follower', term: 0, votedFor: null, log: [] },
  );
  const ask = (node: string, term: number, to: readonly string[]) => {
    t.timer(node, 'election', { role: 'candidate', term, votedFor: node });
    t.note(node, `follower → candidate, term ${term - 1} → ${term}`);
    t.persist(node, { term, votedFor: node });
    return to.map((peer) => t.send(node, peer, { type: 'requestVote', term, last: [0, 0] }));
  };
  const grant = (sent: number, node: string, candidate: string, term: number) => {
    t.receive(sent, { role: 'follower', term, votedFor: candidate });
    t.persist(node, { term });
    return t.send(node, candidate, { type: 'vote', term, granted: true });
  };
  t.atMs = 163;
  const first = ask('n1', 1, ['n2', 'n3', 'n4', 'n5']);
  t.atMs = 170;
  t.receive(grant(first[0]!, 'n2', 'n1', 1), { votes: new Set(['n1', 'n2']) });
  t.atMs = 174;
  t.receive(grant(first[1]!, 'n3', 'n1', 1), { role: 'leader' });
  const beat = t.send('n1', 'n3', { type: 'appendEntries', term: 1, entries: [] });
  t.atMs = 200;
  t.network('partition n1 n2 | n3 n4 n5', [
    ['n1', 'n2'],
    ['n3', 'n4', 'n5'],
  ]);
  t.pause('n2', 'pause', 'for 300 ms');
  t.lose(beat, 'partition n1 n2 | n3 n4 n5');
  t.atMs = 380;
  t.crash('n3');
  t.atMs = 390;
  const forgotten = { role: 'follower', term: 1, votedFor: null, log: [] };
  t.boot('n3', forgotten, { durable: { term: 1 } });
  const second = ask('n5', 1, ['n1', 'n2', 'n3', 'n4']);
  t.atMs = 402;
  t.receive(grant(second[2]!, 'n3', 'n5', 1), { votes: new Set(['n3', 'n5']) });
  t.receive(grant(second[3]!, 'n4', 'n5', 1), { role: 'leader', nextIndex: new Map([['n1', 1]]) });
  t.send('n5', 'n1', { type: 'appendEntries', term: 1, entries: [] });
  t.send('n5', 'n2', { type: 'appendEntries', term: 1, entries: [] });
  return t.broken('at most one leader in a term', 'Term 1 has two leaders: n1 and n5', [
    'n1',
    'n5',
  ]);
}

/** A goal that is missed: c1 asks s1 again and again, s1 sends it away; once, in between, s1 crashes. */
export function inVain(rounds: number): Story {
  const t = new Telling({ server: ['s1'], client: ['c1'] }, { tries: 0 });
  t.request('c1', { type: 'get' });
  for (let round = 1; round <= rounds; round++) {
    t.timer('c1', 'retry', { tries: round });
    const call = t.send('c1', 's1', { type: 'call' });
    t.receive(call, { tries: round });
    t.receive(t.send('s1', 'c1', { type: 'redirect' }));
    if (round !== 2) continue;
    t.crash('s1');
    t.boot('s1', { tries: 0 });
  }
  return { ...t.broken('a goal', 'c1 was never answered', ['c1']), missed: true };
}
