import type { MethodInfo } from '../protocol/catalogue.ts';
import type { CellResult } from './cellResult.ts';
import type { StudyDesign } from './design.ts';
import { type StudyPoint, studyPoints } from './studyTable.ts';

export const studyKind = 'carot-lab-study';

/** A study as a file: what was to be run, and what is done of it. */
export interface StudyFile {
  readonly kind: typeof studyKind;
  readonly version: 1;
  readonly design: StudyDesign;
  /** Rows of its tables, as the lab knew them. */
  readonly methods: readonly MethodInfo[];
  /** Those that are done, by seed. */
  readonly cells: readonly CellResult[];
  /** What they come to. */
  readonly points: readonly StudyPoint[];
}

/** @param cells in any order */
export function studyFile(
  design: StudyDesign,
  cells: readonly CellResult[],
  methods: readonly MethodInfo[],
): StudyFile {
  const isRow = ({ id }: MethodInfo) =>
    [...design.config.lanes, ...design.config.views].some(({ methodId }) => methodId === id);
  const rows = methods.filter(isRow);
  return {
    kind: studyKind,
    version: 1,
    design,
    methods: rows,
    cells: [...cells].sort((a, b) => a.seed - b.seed || (a.id < b.id ? -1 : 1)),
    points: studyPoints(design, cells, rows),
  };
}
