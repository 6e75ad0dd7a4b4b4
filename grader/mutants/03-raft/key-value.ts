// Wrong stores: each loses, repeats or misreports a call in a way of its own.
import { mutantsOf } from '../mutant.ts';

const skip = '  if (last && sequence <= last.sequence) return;';

export default mutantsOf(
  '03-raft/key-value',
  [
    {
      id: 'extends-nothing',
      wrong: 'Appends to a missing value as if it were the text “undefined”.',
      find: "const before = values[operation.key] ?? '';",
      replace:
        "const before = operation.type === 'append' ? String(values[operation.key]) : values[operation.key] ?? '';",
      caughtBy: 'quiet',
    },
    {
      id: 'a-write-answers-the-value',
      wrong: 'Answers an append with the value that it has made.',
      find: '  return null;\n',
      replace: "  return operation.type === 'append' ? values[operation.key] : null;\n",
      caughtBy: 'log',
    },
    {
      id: 'no-sessions',
      wrong: 'Executes every entry, also of a call that has been executed before.',
      find: `${skip}\n`,
      replace: '',
      caughtBy: 'once',
      seen: 'Ongaro and Ousterhout 2014, section 8: a leader that crashes after it has committed, before it answers.',
    },
    {
      id: 'checks-before-it-proposes',
      wrong:
        'Looks into the sessions when a call comes, not when its entry is applied: two copies in the log are both executed.',
      edits: [
        { find: `${skip}\n`, replace: '' },
        {
          find: '    const index = propose(',
          replace: `    const done = server.machine.sessions[session];
    if (server.role === 'leader' && done && sequence <= done.sequence) {
      return reply(node, client, call, server.machine);
    }
    const index = propose(`,
        },
      ],
      caughtBy: 'once',
    },
    {
      id: 'compares-with-the-last-only',
      wrong:
        'Recognises only a copy of the last call of a session: an older one is executed once more.',
      find: skip,
      replace: '  if (last && sequence === last.sequence) return;',
      caughtBy: 'late',
    },
    {
      id: 'a-put-may-come-twice',
      wrong:
        'Executes a copy of a put once more, since it writes the same value: but somebody has written another one since.',
      find: skip,
      replace: "  if (last && sequence <= last.sequence && operation.type !== 'put') return;",
      caughtBy: 'late',
    },
    {
      id: 'answers-from-another-call',
      wrong: 'Answers an older call of a session with the answer of its last one.',
      find: '  if (last?.sequence !== sequence) return;',
      replace: '  if (!last) return;',
      caughtBy: 'late',
    },
    {
      id: 'sessions-expire-by-the-own-clock',
      wrong:
        'Forgets a session that was silent for a minute of its own clock: a late copy is executed again, on some servers.',
      edits: [
        {
          find: "if (command.type === 'call') execute(server.machine, command);",
          replace: `if (command.type === 'call') {
      const { sessions } = server.machine;
      const last = sessions[command.session];
      if (last && node.now() - (own.seen.get(command.session) ?? 0) > 60_000) {
        delete sessions[command.session];
      }
      own.seen.set(command.session, node.now());
      execute(server.machine, command);
    }`,
        },
        {
          find: 'start: () => ({ calls: new Map() }),',
          replace: 'start: () => ({ calls: new Map(), seen: new Map() }),',
        },
        {
          find: 'interface Waiting {',
          replace: 'interface Waiting {\n  seen: Map<string, number>;',
        },
      ],
      caughtBy: 'late',
      seen: "Ongaro's dissertation, section 6.3: servers must agree on when a session ends.",
    },
    {
      id: 'a-session-for-each-machine',
      wrong:
        'Keeps the last sequence for each client, not for each session: one that comes back begins at 1 and is taken for late.',
      edits: [
        {
          find: 'const last = machine.sessions[session];\n  if (last && sequence <=',
          replace:
            "const last = machine.sessions[session.split('#')[0]!];\n  if (last && sequence <=",
        },
        {
          find: 'machine.sessions[session] = {',
          replace: "machine.sessions[session.split('#')[0]!] = {",
        },
        {
          find: 'const last = machine.sessions[session];\n  if (last?.sequence',
          replace: "const last = machine.sessions[session.split('#')[0]!];\n  if (last?.sequence",
        },
      ],
      caughtBy: 'session',
    },
    {
      id: 'sessions-of-the-leader',
      wrong:
        'Remembers what has been done where the client was answered, and nowhere else: the next leader does it again.',
      edits: [
        { find: `${skip}\n`, replace: '' },
        {
          find: "if (command.type === 'call') execute(server.machine, command);\n    const waiting = own.calls.get(index);",
          replace: `const waiting = own.calls.get(index);
    if (command.type === 'call') {
      const name = \`\${command.session}/\${command.sequence}\`;
      if (!own.done.has(name)) execute(server.machine, command);
      if (waiting) own.done.add(name);
    }`,
        },
        {
          find: 'start: () => ({ calls: new Map() }),',
          replace: 'start: () => ({ calls: new Map(), done: new Set() }),',
        },
        { find: 'interface Waiting {', replace: 'interface Waiting {\n  done: Set<string>;' },
      ],
      caughtBy: 'failover',
      seen: 'Apache Kudu KUDU-568: the results of writes were not replicated with them.',
    },
    {
      id: 'sessions-beside-the-machine',
      wrong:
        'Every server keeps the sessions, but in a memory of its own: a snapshot does not hold them, and a crash loses them.',
      edits: [
        {
          find: "if (command.type === 'call') execute(server.machine, command);",
          replace: `if (command.type === 'call') {
      server.machine.sessions = own.sessions;
      execute(server.machine, command);
      own.sessions = server.machine.sessions;
      server.machine.sessions = {};
    }`,
        },
        {
          find: 'reply(node, waiting.client, waiting.call, server.machine);',
          replace:
            'reply(node, waiting.client, waiting.call, { ...server.machine, sessions: own.sessions });',
        },
        {
          find: 'start: () => ({ calls: new Map() }),',
          replace: 'start: () => ({ calls: new Map(), sessions: {} }),',
        },
        {
          find: 'interface Waiting {',
          replace: "interface Waiting {\n  sessions: Machine['sessions'];",
        },
      ],
      caughtBy: 'failover',
    },
    {
      id: 'only-the-leader-executes',
      wrong: 'A follower does not execute what it applies: when it leads, its store is empty.',
      find: "if (command.type === 'call') execute(",
      replace: "if (command.type === 'call' && server.role === 'leader') execute(",
      caughtBy: 'failover',
    },
    {
      id: 'only-who-is-asked-executes',
      wrong: 'Executes an entry only where a client waits for it.',
      find: "if (command.type === 'call') execute(",
      replace: "if (command.type === 'call' && own.calls.has(index)) execute(",
      caughtBy: 'worlds',
    },
    {
      id: 'answers-when-proposed',
      wrong: 'Answers a write as soon as it is in the own log.',
      find: '      own.calls.set(index, { client, call });',
      replace: `      if (operation.type === 'get') own.calls.set(index, { client, call });
      else node.send(client, { type: 'reply', session, sequence, answer: null });`,
      caughtBy: 'log',
    },
    {
      id: 'leader-reads-its-machine',
      wrong: 'A leader answers a get from its machine, without an entry.',
      find: '    const index = propose(',
      replace: `    if (operation.type === 'get' && server.role === 'leader') {
      const answer = server.machine.values[operation.key] ?? '';
      return node.send(client, { type: 'reply', session, sequence, answer });
    }
    const index = propose(`,
      caughtBy: 'log',
      seen: 'etcd 0.4 and Consul, found by Jepsen in 2014 (aphyr.com, "etcd and Consul").',
    },
    {
      id: 'follower-reads-its-machine',
      wrong: 'A follower answers a get from its machine instead of redirecting.',
      find: '    if (index === null) {\n',
      replace: `    if (index === null && operation.type === 'get') {
      const answer = server.machine.values[operation.key] ?? '';
      node.send(client, { type: 'reply', session, sequence, answer });
    } else if (index === null) {
`,
      caughtBy: 'log',
    },
    {
      id: 'an-index-is-a-name',
      wrong:
        'Answers whoever waits for an index, whatever entry is applied there, and keeps those who wait when another server leads.',
      edits: [
        {
          find: "    if (waiting && command.type === 'call' && isSame(command, waiting.call)) {\n      reply(node, waiting.client, waiting.call, server.machine);\n    }",
          replace: `    if (waiting && command.type === 'call') {
      const { session, sequence } = waiting.call;
      const answer = server.machine.sessions[command.session]?.answer ?? null;
      node.send(waiting.client, { type: 'reply', session, sequence, answer });
    }`,
        },
        { find: '    own.calls.clear();\n', replace: '' },
      ],
      caughtBy: 'whose',
    },
    {
      id: 'answers-when-it-steps-down',
      wrong: 'Tells those who wait that all is done when another server begins to lead.',
      find: 'onSteppedDown(_node, _server, own) {\n    own.calls.clear();\n',
      replace: `onSteppedDown(node, _server, own) {
    for (const { client, call } of own.calls.values()) {
      const { session, sequence } = call;
      node.send(client, { type: 'reply', session, sequence, answer: null });
    }
    own.calls.clear();
`,
      caughtBy: 'whose',
    },
    {
      id: 'redirects-to-itself',
      wrong: 'A server that does not lead redirects its client to itself.',
      find: 'sequence, leader });',
      replace: 'sequence, leader: leader && node.id });',
      caughtBy: 'redirect',
    },
    {
      id: 'silent-follower',
      wrong: 'A server that does not lead says nothing.',
      find: "      node.send(client, { type: 'redirect', session, sequence, leader });\n",
      replace: '',
      caughtBy: 'redirect',
    },
    {
      id: 'redirects-to-nobody',
      wrong: 'A server that does not lead never says who does.',
      find: 'server.leader === node.id ? null : server.leader',
      replace: 'null as string | null',
      caughtBy: 'redirect',
    },
    {
      id: 'redirects-to-the-first',
      wrong: 'Remembers the first leader that it has heard of, and redirects to that one for ever.',
      edits: [
        {
          find: '    const index = propose(',
          replace: `    own.known ??= server.leader;
    const index = propose(`,
        },
        {
          find: 'server.leader === node.id ? null : server.leader',
          replace: 'own.known === node.id ? null : own.known',
        },
        {
          find: '  apply(node, server, own, index, { command }) {\n',
          replace:
            '  apply(node, server, own, index, { command }) {\n    own.known ??= server.leader;\n',
        },
        {
          find: 'start: () => ({ calls: new Map() }),',
          replace: 'start: () => ({ calls: new Map(), known: null }),',
        },
        { find: 'interface Waiting {', replace: 'interface Waiting {\n  known: NodeId | null;' },
      ],
      caughtBy: 'redirect',
    },
    {
      id: 'silent-about-what-is-done',
      wrong:
        'A call that has been executed before is not answered again: its client waits for ever.',
      edits: [
        {
          find: "if (command.type === 'call') execute(server.machine, command);",
          replace: `const isNew =
      command.type === 'call' &&
      command.sequence > (server.machine.sessions[command.session]?.sequence ?? 0);
    if (command.type === 'call') execute(server.machine, command);`,
        },
        { find: 'if (waiting && command', replace: 'if (waiting && isNew && command' },
      ],
      caughtBy: 'progress',
    },
    {
      id: 'proposes-a-call-once',
      wrong:
        'Never proposes a call that it has proposed before, though another leader may have overwritten the entry.',
      edits: [
        {
          find: '    const index = propose(',
          replace: `    const name = \`\${session}/\${sequence}\`;
    if (server.role === 'leader' && own.proposed.has(name)) return;
    if (server.role === 'leader') own.proposed.add(name);
    const index = propose(`,
        },
        {
          find: 'start: () => ({ calls: new Map() }),',
          replace: 'start: () => ({ calls: new Map(), proposed: new Set() }),',
        },
        { find: 'interface Waiting {', replace: 'interface Waiting {\n  proposed: Set<string>;' },
      ],
      caughtBy: 'retry',
    },
    {
      id: 'an-older-call-takes-back',
      wrong:
        'Skips an older call, but notes it as the last one of its session: the last one can be executed again.',
      find: skip,
      replace: `  if (last && sequence <= last.sequence) {
    last.sequence = sequence;
    return;
  }`,
      caughtBy: 'interleavings',
    },
    {
      id: 'remembers-every-call',
      wrong: 'Keeps the answer of every call for ever, in the machine and in each snapshot.',
      edits: [
        {
          find: 'const last = machine.sessions[session];\n  if (last && sequence <=',
          replace:
            'const last = machine.sessions[`${session}/${sequence}`];\n  if (last && sequence <=',
        },
        {
          find: 'machine.sessions[session] = {',
          replace: 'machine.sessions[`${session}/${sequence}`] = {',
        },
        {
          find: 'const last = machine.sessions[session];\n  if (last?.sequence',
          replace: 'const last = machine.sessions[`${session}/${sequence}`];\n  if (last?.sequence',
        },
      ],
      caughtBy: 'cost',
    },
    {
      id: 'proposes-twice',
      wrong: 'Proposes each call twice, to be on the safe side.',
      find: '    const index = propose(',
      replace: `    propose({ type: 'call', session, sequence, operation });
    const index = propose(`,
      caughtBy: 'cost',
    },
  ],
  [
    {
      id: 'a-store-of-its-own',
      source: `
        export const keyValue = {
          start: () => ({ values: {} }),
          onCall(node, server, own, client, { session, sequence, operation }) {
            const before = own.values[operation.key] ?? '';
            if (operation.type !== 'get') {
              own.values[operation.key] =
                operation.type === 'put' ? operation.value : before + operation.value;
            }
            const answer = operation.type === 'get' ? before : null;
            node.send(client, { type: 'reply', session, sequence, answer });
          },
          apply() {},
          onSteppedDown() {},
        };`,
    },
    {
      id: 'always-redirects',
      source: `
        export { keyValue as given } from './reference.ts';
        import { keyValue as given } from './reference.ts';
        export const keyValue = {
          ...given,
          onCall(node, server, own, client, { session, sequence }) {
            node.send(client, { type: 'redirect', session, sequence, leader: null });
          },
        };`,
    },
    {
      id: 'says-done',
      source: `
        export const keyValue = {
          start: () => ({}),
          onCall(node, server, own, client, { session, sequence, operation }) {
            const answer = operation.type === 'get' ? '' : null;
            node.send(client, { type: 'reply', session, sequence, answer });
          },
          apply() {},
          onSteppedDown() {},
        };`,
    },
  ],
);
