// What chapters bring to be poked, as judge/generate.mts has found it. A page has the stages; the simulator's worker, the rest.
declare module '@scenes' {
  const scenes: import('../../../../grader/scenes/index.ts').Scenes;
  export default scenes;
}

declare module '@stages' {
  const stages: Readonly<Record<string, import('../../../../grader/scenes/index.ts').Stage>>;
  export default stages;
}
