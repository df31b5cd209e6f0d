import type { ModelInfo } from '../protocol/catalogue.ts';

/** The checkpoints that come with the lab. A new one is its folder under public/ and an entry here; the first is the default. */
export const models: readonly ModelInfo[] = [
  {
    id: 'iconclip',
    label: 'IconCLIP',
    summary: 'A small CLIP trained on open icon sets and their names.',
    imageSize: 48,
    path: 'models/iconclip',
  },
  {
    id: 'tinyclip',
    label: 'TinyCLIP',
    summary: 'A much smaller CLIP that knows 16 drawn shapes: a race takes seconds.',
    imageSize: 48,
    path: 'models/tinyclip',
  },
];
