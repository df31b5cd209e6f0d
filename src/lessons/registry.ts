import { captions } from './captions.ts';
import { challenge } from './challenge.ts';
import { confidence } from './confidence.ts';
import { fineTuning } from './fineTuning.ts';
import type { Lesson } from './lesson.ts';
import { mixing } from './mixing.ts';
import { smoothing } from './smoothing.ts';
import { teacher } from './teacher.ts';
import { temperature } from './temperature.ts';

/** Every lesson, in order; a lesson's number is its place here. Adding one is one file and one line. */
export const lessons: readonly Lesson[] = [
  confidence,
  fineTuning,
  mixing,
  captions,
  temperature,
  smoothing,
  teacher,
  challenge,
];
