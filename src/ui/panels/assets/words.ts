/** Model and dataset. */
export const assets = {
  model: 'Model',
  dataset: 'Dataset',
  brings: (name: string, other: string) => `${name}, with ${other}`,
  alone: (name: string, side: number) => `${name}: nothing else here has ${side} px`,
  loading: (name: string) => `Loading ${name}`,
  next: 'Loaded with the next start.',
} as const;
