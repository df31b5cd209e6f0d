import type { Catalogue } from './catalogue.ts';
import { defaultRunConfig } from './runConfig.ts';

/** A starting point of the setup: which methods race, and for how long. */
export interface Preset {
  readonly id: string;
  readonly label: string;
  /** One line: what it is for. */
  readonly summary: string;
  /** Methods ticked: by their place in the catalogue, never by name. */
  readonly includes: (method: Catalogue['methods'][number]) => boolean;
  readonly steps: number;
  readonly everySteps: number;
}

const { steps, evaluation } = defaultRunConfig;

/** In the order of the menu; the first is where everyone starts. */
export const presets: readonly Preset[] = [
  {
    id: 'default',
    label: 'Three methods',
    summary: 'The default race to its end.',
    includes: ({ inDefaultRace }) => inDefaultRace,
    steps,
    everySteps: evaluation.everySteps,
  },
  {
    id: 'quick',
    label: 'Quick look',
    summary: 'A quarter as long: too short to show over-confidence.',
    includes: ({ inDefaultRace }) => inDefaultRace,
    steps: steps / 4,
    everySteps: evaluation.everySteps,
  },
  {
    id: 'table',
    label: 'The whole table',
    summary: 'Every row that the paper reports; takes about twice as long.',
    includes: ({ paper }) => paper !== undefined,
    steps,
    everySteps: evaluation.everySteps,
  },
];
