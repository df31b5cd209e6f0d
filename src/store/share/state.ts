import type { ExportedTable } from '../../results/exports/tableText.ts';

/** A file for the person at the page. */
export interface NamedFile {
  readonly name: string;
  readonly parts: readonly (string | Uint8Array)[];
}

export interface ShareSlice {
  /** A file is being made or read. */
  readonly sharing: boolean;
  /** A row per image, of every method shown; on demand with a column per logit. */
  resultsCsv(withLogits?: boolean): Promise<NamedFile>;
  /** A row per step and method; or an event file of TensorBoard. */
  stepsFile(format: 'csv' | 'tensorboard'): Promise<NamedFile>;
  /** The run with every result, without weights and logits. */
  resultsJson(): Promise<NamedFile>;
  /** The chosen columns of the results on the page, at each method's own T*, to be written in one format or another. */
  exportedTable(): Promise<ExportedTable>;
  /** The same with its numbers in full. */
  tableCsv(): Promise<NamedFile>;
  /** Weights of a lane, or of a view at the slider's place. */
  weightsFile(methodId: string): Promise<NamedFile>;
  /** Weights of every trained lane of the race, for whoever cannot keep them here. */
  raceWeightsFiles(): Promise<readonly NamedFile[]>;
  /** What the run on the page was made with, a line each, to be stamped on what leaves the page. */
  describeRun(): readonly string[];
  /** The temperature and the bins that charts are drawn with. */
  describeKnobs(): string;
  /**
   * Takes runs and weights out of files, one after the other. What is wrong with one is shown by its
   * name, and nothing changes for it; the others are taken.
   */
  openFiles(files: readonly File[]): Promise<void>;
}
