import type { DatasetInfo } from '../protocol/catalogue.ts';

/** Every dataset the lab offers, the default first; its folder holds manifest.json and images.pack. */
export const datasets: readonly DatasetInfo[] = [
  {
    id: 'iconshift',
    label: 'IconShift',
    summary:
      '97 things drawn by dozens of artists: trained on line icons, tested on line, solid, two-tone, emoji, pixel and colour icons.',
    classCount: 97,
    imageSize: 48,
    path: 'datasets/iconshift',
  },
  {
    id: 'shapes',
    label: 'Shapes',
    summary:
      '16 shapes drawn by a program: trained on outlines, tested on outlines, solid and coloured ones.',
    classCount: 16,
    imageSize: 48,
    path: 'datasets/shapes',
  },
];
