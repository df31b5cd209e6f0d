import type { MethodInfo } from '../protocol/catalogue.ts';
import type { CellResult } from './cellResult.ts';
import type { StudyDesign } from './design.ts';

export const studyKind = 'carot-lab-study';

/** A study as a file: what was to be run, and what is done of it. */
export interface StudyFile {
  readonly kind: typeof studyKind;
  readonly version: 1;
  readonly design: StudyDesign;
  /** Rows of its tables, as the lab knew them. */
  readonly methods: readonly MethodInfo[];
  /** In the order of the design, those that are done. */
  readonly cells: readonly CellResult[];
}

/** @param cells in any order */
export function studyFile(
  design: StudyDesign,
  cells: readonly CellResult[],
  methods: readonly MethodInfo[],
): StudyFile {
  const isRow = ({ id }: MethodInfo) =>
    [...design.config.lanes, ...design.config.views].some(({ methodId }) => methodId === id);
  return {
    kind: studyKind,
    version: 1,
    design,
    methods: methods.filter(isRow),
    cells: [...cells].sort((a, b) => a.seed - b.seed || (a.id < b.id ? -1 : 1)),
  };
}
