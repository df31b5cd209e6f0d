import { confidence } from './confidence.ts';
import { fineTuning } from './fineTuning.ts';
import type { Lesson } from './lesson.ts';

/** Every lesson, in order; a lesson's number is its place here. Adding one is one file and one line. */
export const lessons: readonly Lesson[] = [confidence, fineTuning];
