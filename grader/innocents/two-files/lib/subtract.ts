// Part of a submission of several files.
import { add } from './add.js';
export const subtract = (a: number, b: number) => add(a, -b);
