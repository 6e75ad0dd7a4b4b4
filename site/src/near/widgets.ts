// The widgets that pages may use, each fetched when it is needed.
import { near } from './Near.tsx';

const widgets = () => import('@widgets');

export const Story = near(async () => (await widgets()).Story, '20rem');
export const World = near(async () => (await widgets()).World, '24rem');
export const Rule = near(async () => (await widgets()).Rule, '20rem');
export const Predict = near(async () => (await widgets()).Predict, '6rem');
export const Quiz = near(async () => (await widgets()).Quiz, '6rem');
export const Overlap = near(async () => (await widgets()).Overlap, '20rem');
export const Exercise = near(async () => (await widgets()).Exercise, '24rem');
