#!/usr/bin/env node
// The bin. Plain JavaScript, since Node 20 can't run TypeScript: it checks that it can start, then loads `main.ts` through tsx.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(
    `Node ${process.versions.node} is too old for the workbook.`,
    'Install Node 20.19 or newer.',
  );
}

const tsx = await import('tsx/esm/api').catch(() =>
  fail('The packages of the workbook are not installed.', 'Run: npm install'),
);
tsx.register();

const { main } = await import('./main.ts');
await main();

/** @returns {never} */
function fail(what, tryThis) {
  process.stderr.write(`${what}\n${tryThis}\n`);
  process.exit(2);
}
