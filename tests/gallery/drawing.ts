import type { ReactNode } from 'react';

/** What a chart's fixture shows of it: by what is to be seen, on made-up data. */
export type Drawings = Readonly<Record<string, ReactNode>>;

/** Every fixture of this folder: a new chart needs its own file here and nothing else. */
export const fixtures = Object.entries(
  import.meta.glob<{ drawings: Drawings }>('./charts/*.tsx', { eager: true }),
).map(([path, { drawings }]) => ({
  name: path.slice('./charts/'.length, -'.tsx'.length),
  drawings,
}));
