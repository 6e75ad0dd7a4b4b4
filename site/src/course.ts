// The chapters and exercises, as plugins/course.ts found them.
import { usePluginData } from '@docusaurus/useGlobalData';
import type { Course } from '../plugins/course.ts';

export const useCourse = (): Course => usePluginData('course') as Course;
