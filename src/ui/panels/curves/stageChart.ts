import type { ReactElement } from 'react';
import type { words } from './words.ts';

export type CurveGroup = keyof typeof words.groups;

/** A chart of the stage: what it draws it reads from the store. */
export interface StageChart {
  readonly id: string;
  /** Where it stands. */
  readonly group: CurveGroup;
  /** One drawing in a `ChartPanel`, or several: one a method, say. */
  readonly chart: ReactElement;
}
