// What chapter 03 gives: types, helpers, and the server that is made of parts. Imported as `#raft`.
export * from './log.ts';
export * from './messages.ts';
export * from './parts.ts';
export { idleCommit, idleReplication } from './idle.ts';
export { raft, type RaftOptions } from './raft.ts';
export { defaultSettings, type Raft, type RaftNode, type Server, type Settings } from './server.ts';
export { client, type Client, type ClientRequest } from './client.ts';
