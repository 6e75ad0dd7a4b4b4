// What a chapter needs to bring a world to poke.
export { asking, applicationTimer, askedIn } from './asking.ts';
export type { Answered, Scene, Scenes, Stage } from './scene.ts';
