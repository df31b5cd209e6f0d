import type { ModelInfo } from '../protocol/catalogue.ts';

/** The checkpoints that come with the lab. A new one is its folder under public/ and an entry here. */
export const models: readonly ModelInfo[] = [
  {
    id: 'iconclip',
    label: 'IconCLIP',
    summary: 'A small CLIP trained on open icon sets and their names.',
    path: 'models/iconclip',
  },
];
