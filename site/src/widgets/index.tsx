// The widgets that pages may use. Each renders its first frame without a script, and none of them runs a protocol: they show
// what the judge and the simulator have told.
import './widgets.css';

export { Exercise } from './exercise/Exercise.tsx';
export { Overlap } from './overlap/Overlap.tsx';
export { Predict, Quiz } from './quiz/Choice.tsx';
export { Rule } from './rule/Rule.tsx';
export { Story } from './story/Story.tsx';
export { World } from './world/World.tsx';
