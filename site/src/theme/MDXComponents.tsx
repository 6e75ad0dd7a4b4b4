// What pages may use without importing it.
import MDXComponents from '@theme-original/MDXComponents';
import { ChapterEnd } from '../frame/ChapterEnd.tsx';
import { ChapterStart } from '../frame/ChapterStart.tsx';
import { ExerciseHere } from '../frame/ExerciseHere.tsx';
import { Term } from '../glossary/Term.tsx';
import { Overlap, Predict, Quiz, Rule, Story, World } from '../near/widgets.ts';
import { QuotedCode } from '../source/QuotedCode.tsx';

export default {
  ...MDXComponents,
  ChapterStart,
  ChapterEnd,
  QuotedCode,
  Term,
  Exercise: ExerciseHere,
  Overlap,
  Predict,
  Quiz,
  Rule,
  Story,
  World,
};
