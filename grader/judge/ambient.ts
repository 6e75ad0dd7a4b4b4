// What a program finds around it elsewhere and not here: clocks, chance, timers, I/O. Reaching for one of them fails
// with a sentence that says what to use instead, since "setTimeout is not a function" helps nobody.

const timer = 'ask node.setTimer(name, { min, max }), and handle it in onTimer';
const chance = 'let the world pick: node.choose(count), or the range of node.setTimer';
const clock = 'ask node.now() for milliseconds since this boot';
const network = 'a protocol talks with node.send(to, message) only';
const storage = 'what must survive a crash goes to node.persist(durable)';
const atOnce = 'a handler runs to its end, and what it asks for happens after it';
const code = 'write the code itself';
const page = 'a protocol runs on a simulated machine, not on a page';

/** Functions that throw when they are called. */
export const missingFunctions: Readonly<Record<string, string>> = {
  setTimeout: timer,
  clearTimeout: 'ask node.cancelTimer(name)',
  setInterval: timer,
  clearInterval: 'ask node.cancelTimer(name)',
  setImmediate: atOnce,
  clearImmediate: atOnce,
  queueMicrotask: atOnce,
  requestAnimationFrame: page,
  requestIdleCallback: atOnce,
  fetch: network,
  XMLHttpRequest: network,
  WebSocket: network,
  EventSource: network,
  BroadcastChannel: network,
  MessageChannel: network,
  Worker: network,
  SharedWorker: network,
  importScripts: 'write an import statement at the top of the file',
  structuredClone:
    'what you send, emit or persist is copied for you; copy the rest with { ...value } or [...list]',
  eval: code,
  Compartment: code,
  ShadowRealm: code,
  WebAssembly: code,
  WeakRef: 'when memory is freed differs from run to run',
  FinalizationRegistry: 'when memory is freed differs from run to run',
  SharedArrayBuffer: 'no two nodes share memory',
  alert: 'write a line to the story with node.note(text)',
  prompt: page,
  confirm: page,
  getStackString: 'the verdict shows the line where an error was thrown',
};

/** Things that throw as soon as they are read. */
export const missingObjects: Readonly<Record<string, string>> = {
  process: 'a simulated machine has no process; node.id is its name',
  Buffer: 'use strings, arrays or Uint8Array',
  performance: clock,
  crypto: chance,
  localStorage: storage,
  sessionStorage: storage,
  indexedDB: storage,
  caches: storage,
  Atomics: 'no two nodes share memory',
  Intl: 'results differ from machine to machine',
  Temporal: clock,
  window: page,
  self: page,
  document: page,
  navigator: page,
  location: page,
  global: 'declare what you need in the file itself',
  __dirname: 'a protocol reads no files',
  __filename: 'a protocol reads no files',
  Deno: 'a simulated machine has no such runtime',
  Bun: 'a simulated machine has no such runtime',
};

export const missingMethods = {
  'Date.now': clock,
  'new Date()': 'ask node.wallClock() for the time of day, and give it to new Date(...)',
  'Date()': 'ask node.wallClock() for the time of day, and give it to new Date(...)',
  'Math.random': chance,
} as const;

/** What is thrown: an ordinary error, since it is the submission that gets it. */
export const doesNotExist = (name: string, instead: string): Error =>
  new Error(`${name} does not exist here: ${instead}.`);
