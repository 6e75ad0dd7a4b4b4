// Wrong registers. Most are mistakes that people make; each breaks a rule that the chapter gives a section to.
import { mutantsOf } from '../mutant.ts';
import { lazyRegisters } from './register-lazy.ts';

export default mutantsOf(
  '02-quorums/register',
  [
    {
      id: 'no-write-back',
      wrong: 'A read returns what it found without storing it at a majority.',
      find: '  const { request } = operation;\n  const newest = newestOf(answers.values());',
      replace: `  const { request } = operation;
  const newest = newestOf(answers.values());
  if (request.type === 'read') {
    state.operations.delete(id);
    node.cancelTimer(\`retry \${id}\`);
    return node.emit({ type: 'read-done', operation: id, value: newest.value });
  }`,
      caughtBy: 'inversion',
      seen: 'Attiya, Bar-Noy and Dolev 1995: without it the register is regular, not atomic.',
    },
    {
      id: 'write-back-without-waiting',
      wrong: 'A read stores what it found, and returns it before anyone has acknowledged.',
      find: `  operation.phase = { asks: 'store', answers: new Set(), version };
  ask(node, operation);`,
      replace: `  operation.phase = { asks: 'store', answers: new Set(), version };
  ask(node, operation);
  if (request.type === 'write') return;
  state.operations.delete(id);
  node.cancelTimer(\`retry \${id}\`);
  node.emit({ type: 'read-done', operation: id, value: newest.value });`,
      caughtBy: 'inversion',
    },
    {
      id: 'write-back-to-one',
      wrong: 'A read returns after the first replica has stored what it found.',
      find: `  answers.add(from);
  if (answers.size < majorityOf(node.nodes.replica)) return;`,
      replace: `  answers.add(from);
  if (operation.request.type === 'write' && answers.size < majorityOf(node.nodes.replica)) return;`,
      caughtBy: 'interleavings',
    },
    {
      id: 'write-back-under-a-new-stamp',
      wrong: 'A read stores what it found under a stamp of its own, so that an old value wins.',
      find: "const version = request.type === 'write' ? stampAbove(newest, node, state, request) : newest;",
      replace: `const version = stampAbove(newest, node, state, {
    ...request,
    type: 'write',
    value: request.type === 'write' ? request.value : newest.value,
  });`,
      caughtBy: 'stamps',
    },
    {
      id: 'half-is-a-majority',
      wrong: 'Takes half of the replicas, rounded down, for a majority.',
      find: 'Math.floor(replicas.length / 2) + 1',
      replace: 'Math.floor(replicas.length / 2)',
      caughtBy: 'majority',
    },
    {
      id: 'counts-repeated-replies',
      wrong: 'Counts replies, not replicas: a reply that comes twice counts twice.',
      find: 'answers.set(from, { stamp, value });',
      replace: 'answers.set(`${from} ${answers.size}`, { stamp, value });',
      caughtBy: 'majority',
    },
    {
      id: 'counts-repeated-acknowledgements',
      wrong: 'Counts acknowledgements, not replicas: one that comes twice counts twice.',
      find: 'answers.add(from);',
      replace: 'answers.add(`${from} ${answers.size}`);',
      caughtBy: 'majority',
    },
    {
      id: 'done-after-one-store',
      wrong: 'A write is done when the first replica has stored it.',
      find: `  answers.add(from);
  if (answers.size < majorityOf(node.nodes.replica)) return;`,
      replace: `  answers.add(from);
  if (operation.request.type === 'read' && answers.size < majorityOf(node.nodes.replica)) return;`,
      caughtBy: 'majority',
    },
    {
      id: 'counts-acknowledgements-of-others',
      wrong: 'Counts acknowledgements of an earlier operation for the one that is under way.',
      find: `  const operation = state.operations.get(id);
  if (operation?.phase.asks !== 'store') return;`,
      replace: `  const operation = state.operations.get(id) ?? [...state.operations.values()].at(-1);
  if (operation?.phase.asks !== 'store') return;`,
      caughtBy: 'majority',
    },
    {
      id: 'counts-replies-to-others',
      wrong: 'Counts replies to an earlier operation for the one that is under way.',
      find: `  const operation = state.operations.get(id);
  // A reply`,
      replace: `  const operation = state.operations.get(id) ?? [...state.operations.values()].at(-1);
  // A reply`,
      caughtBy: 'majority',
    },
    {
      id: 'counts-late-replies',
      wrong: 'Counts replies to the query that are late as acknowledgements of the store.',
      find: `  if (operation?.phase.asks !== 'query') return;`,
      replace: `  if (operation?.phase.asks === 'store') operation.phase.answers.add(from);
  if (operation?.phase.asks !== 'query') return;`,
      caughtBy: 'majority',
    },
    {
      id: 'carries-the-replies-over',
      wrong:
        'Begins the store with the replies to the query: those that replied count as having stored.',
      find: "{ asks: 'store', answers: new Set(), version }",
      replace: "{ asks: 'store', answers: new Set(answers.keys()), version }",
      caughtBy: 'quiet',
    },
    {
      id: 'two-replies-are-enough',
      wrong: 'Waits for two replies, however many replicas there are.',
      find: `  if (answers.size < majorityOf(node.nodes.replica)) return;

  const { request }`,
      replace: `  if (answers.size < 2) return;

  const { request }`,
      caughtBy: 'five',
    },
    {
      id: 'two-copies-are-enough',
      wrong: 'Waits for two replicas to store, however many there are.',
      find: `  answers.add(from);
  if (answers.size < majorityOf(node.nodes.replica)) return;`,
      replace: `  answers.add(from);
  if (answers.size < 2) return;`,
      caughtBy: 'five',
      seen: 'Dynamo with R + W not above N, by choice (DeCandia and others 2007).',
    },
    {
      id: 'acknowledges-before-the-disk',
      wrong: 'A replica acknowledges before its disk is done.',
      find: `    // On disk before anyone hears of it: a client counts this copy, and a crash must not take it back.
    node.persist(state.newest);
  }`,
      replace: `    node.send(from, { type: 'stored', operation });
    return node.persist(state.newest);
  }`,
      caughtBy: 'disk',
      seen: 'The rule that etcd raft states for its Ready struct: write before you send.',
    },
    {
      id: 'keeps-it-in-memory',
      wrong: 'A replica never persists what it holds.',
      find: '    node.persist(state.newest);\n',
      replace: '',
      caughtBy: 'replica-crash',
    },
    {
      id: 'forgets-at-restart',
      wrong: 'A replica that comes back begins with nothing, whatever its disk holds.',
      find: 'start: (_node, durable) => ({ newest: durable ?? initial }),',
      replace: 'start: () => ({ newest: initial }),',
      caughtBy: 'disk',
    },
    {
      id: 'last-arrival-wins',
      wrong: 'A replica keeps whatever comes last.',
      find: 'if (compareStamps(stamp, state.newest.stamp) > 0) {',
      replace: 'if (compareStamps(stamp, state.newest.stamp) !== 0) {',
      caughtBy: 'worlds',
    },
    {
      id: 'reads-the-first-reply',
      wrong: 'Takes the first reply for the newest.',
      find: '(compareStamps(a.stamp, b.stamp) >= 0 ? a : b)',
      replace: '(compareStamps(a.stamp, initial.stamp) >= 0 ? a : b)',
      caughtBy: 'newest',
    },
    {
      id: 'reads-the-last-reply',
      wrong: 'Takes the last reply for the newest.',
      find: '(compareStamps(a.stamp, b.stamp) >= 0 ? a : b)',
      replace: '(compareStamps(b.stamp, initial.stamp) >= 0 ? b : a)',
      caughtBy: 'newest',
    },
    {
      id: 'no-tie-break',
      wrong: 'Compares counts only, so that two writers can make stamps of which neither is newer.',
      find: '  return a.writer > b.writer ? 1 : -1;',
      replace: '  return 0;',
      caughtBy: 'writers',
      seen: 'Cassandra breaks ties of its timestamps by the greater value, for the same reason.',
    },
    {
      id: 'writes-without-asking',
      wrong: 'A writer goes by its own count, without regard to what others have written.',
      find: 'Math.max(state.disk.count, newest.stamp.count) + 1',
      replace: 'state.disk.count + 1',
      caughtBy: 'writers',
      seen: 'The single-writer algorithm of Attiya, Bar-Noy and Dolev 1995, with several writers.',
    },
    {
      id: 'forgets-its-stamps',
      wrong:
        'A writer does not persist its count, and after a crash gives a stamp to a second value.',
      find: '  node.persist(state.disk);\n',
      replace: '',
      caughtBy: 'stamps',
    },
    {
      id: 'stamps-before-the-disk',
      wrong: 'A writer persists its count only after the first stores have left.',
      edits: [
        { find: '  node.persist(state.disk);\n', replace: '' },
        {
          find: `  operation.phase = { asks: 'store', answers: new Set(), version };
  ask(node, operation);`,
          replace: `  operation.phase = { asks: 'store', answers: new Set(), version };
  ask(node, operation);
  if (request.type === 'write') node.persist(state.disk);`,
        },
      ],
      caughtBy: 'writer-crash',
    },
    {
      id: 'ignores-its-own-count',
      wrong: 'A writer with two writes under way gives both the same stamp.',
      find: 'Math.max(state.disk.count, newest.stamp.count) + 1',
      replace: 'newest.stamp.count + 1',
      caughtBy: 'stamps',
    },
    {
      id: 'answers-twice',
      wrong:
        'Does not forget an operation that it has answered: the next acknowledgement answers it again.',
      find: '  state.operations.delete(id);\n',
      replace: '',
      caughtBy: 'quiet',
    },
    {
      id: 'never-asks-again',
      wrong: 'Asks once: a message that is lost leaves the operation waiting for ever.',
      find: '    if (operation) ask(node, operation);',
      replace: '',
      caughtBy: 'progress',
    },
    {
      id: 'asks-again-only-once',
      wrong: 'Asks a second time, but not a third.',
      find: `    if (operation) ask(node, operation);`,
      replace: `    if (!operation) return;
    ask(node, operation);
    node.cancelTimer(timer);`,
      caughtBy: 'lost',
    },
    {
      id: 'asks-again-for-replies-only',
      wrong: 'Asks again in the query phase, but not in the store phase.',
      find: '    if (operation) ask(node, operation);',
      replace: "    if (operation?.phase.asks === 'query') ask(node, operation);",
      caughtBy: 'lost',
    },
    {
      id: 'silent-to-the-older',
      wrong:
        'A replica does not answer a version older than it holds, so that its client waits for ever.',
      find: `    node.persist(state.newest);
  }`,
      replace: `    node.persist(state.newest);
  } else if (compareStamps(stamp, state.newest.stamp) < 0) return;`,
      caughtBy: 'newest',
    },
    {
      id: 'waits-for-all',
      wrong: 'Waits for all replicas, so that one that is down stops everything.',
      find: 'Math.floor(replicas.length / 2) + 1',
      replace: 'replicas.length',
      caughtBy: 'majority',
    },
    {
      id: 'stores-twice',
      wrong:
        'Stores everything at a majority twice before it answers: right, but three round trips long.',
      find: `  answers.add(from);
  if (answers.size < majorityOf(node.nodes.replica)) return;`,
      replace: `  answers.add(from);
  if (answers.size < majorityOf(node.nodes.replica)) return;
  if (!('again' in operation)) {
    Object.assign(operation, { again: true });
    operation.phase = { asks: 'store', answers: new Set(), version };
    return ask(node, operation);
  }`,
      caughtBy: 'cost',
    },
    {
      id: 'asks-one-after-the-other',
      wrong:
        'Asks one replica, waits for its answer, then asks the next: one that is down blocks all.',
      edits: [
        {
          find: '    if (!phase.answers.has(replica)) node.send(replica, message);',
          replace: `    if (phase.answers.has(replica)) continue;
    node.send(replica, message);
    break;`,
        },
        {
          find: `  if (answers.size < majorityOf(node.nodes.replica)) return;

  const { request }`,
          replace: `  if (answers.size < majorityOf(node.nodes.replica)) return ask(node, operation);

  const { request }`,
        },
        {
          find: `  answers.add(from);
  if (answers.size < majorityOf(node.nodes.replica)) return;`,
          replace: `  answers.add(from);
  if (answers.size < majorityOf(node.nodes.replica)) return ask(node, operation);`,
        },
      ],
      caughtBy: 'cost',
    },
    {
      id: 'asks-with-every-reply',
      wrong: 'Asks the silent replicas again with every reply, instead of waiting for the timer.',
      find: '  if (answers.size < majorityOf(node.nodes.replica)) return;\n\n  const { request }',
      replace:
        '  if (answers.size < majorityOf(node.nodes.replica)) return ask(node, operation);\n\n  const { request }',
      caughtBy: 'cost',
    },
  ],
  lazyRegisters,
);
