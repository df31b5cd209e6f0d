import type { Catalogue } from '../protocol/catalogue.ts';
import type { BatchInspection } from '../protocol/engineApi.ts';
import type { LoadedInfo } from '../protocol/events.ts';
import type { ResultStamp } from './recordedNumbers.ts';
import type { EvaluationPayload, LogPayload, PayloadInfo, RunRecord } from './runRecord.ts';

/**
 * A race that was run once and is shipped with the page, so that there is something to look at where
 * nothing has been trained yet, or cannot be. `recording.json` in its folder; the files beside it hold
 * what is too long for it, each part compressed alone (gzip).
 */
export interface Recording {
  readonly version: 1;
  readonly id: string;
  /** How it was made: milliseconds since 1970, versions, and the command that makes it again. */
  readonly made: {
    readonly at: number;
    readonly lab: string;
    readonly browser: string;
    readonly command: string;
  };
  /** The run as one that was kept; its payloads are what `parts` unpack to. */
  readonly record: Omit<RunRecord, 'results'>;
  /** Positions in `numbers` of what stands for each method at the end. */
  readonly results: readonly number[];
  /** What the worker said of itself and of the files: enough to draw all panes without it. */
  readonly catalogue: Catalogue;
  readonly loaded: LoadedInfo;
  /** Largest |ECE from bytes − ECE from float32| over every evaluation and set. */
  readonly quantisation: { readonly worstEce: number };
  readonly files: readonly RecordedFile[];
  /** Which images were evaluated: the same ones again and again. */
  readonly sets: readonly RecordedSet[];
  /** The evaluations whose numbers lie in the file `numbers`, in order. */
  readonly numbers: readonly ResultStamp[];
  readonly parts: readonly RecordedPart[];
  readonly faces: RecordedFaces;
}

export interface RecordedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Where something lies: a gzip stream within a file. */
export interface RecordedPlace {
  readonly path: string;
  readonly offset: number;
  readonly bytes: number;
}

/** Images of a split, in the order in which they were evaluated; its place holds indices, then labels, int32. */
export interface RecordedSet extends RecordedPlace {
  readonly splitId: string;
  readonly role: 'val' | 'id' | 'ood';
  readonly n: number;
}

/** One payload of the run. */
export type RecordedPart = RecordedPlace & { readonly info: PayloadInfo } & (
    | ({
        readonly kind: 'evaluation' /** Positions in `sets`. */;
        readonly sets: readonly number[];
      } & Omit<EvaluationPayload, 'kind' | 'splits'>)
    /** Values as float32. */
    | Omit<LogPayload, 'values'>
  );

/** A few images of every test set in one picture, a row a set, and what the models answered at the end. */
export interface RecordedFaces {
  readonly path: string;
  /** Pixels of one image. */
  readonly side: number;
  readonly rows: readonly {
    readonly splitId: string;
    readonly images: readonly RecordedFace[];
  }[];
}

export interface RecordedFace {
  readonly index: number;
  readonly label: number;
  /** By method: class, and how sure. */
  readonly said: Readonly<Record<string, readonly [answer: number, confidence: number]>>;
}

/** By method, in the order of steps; the file `inspections` holds them with plain lists for arrays. */
export type RecordedInspections = Readonly<Record<string, readonly BatchInspection[]>>;

export const recordingVersion = 1;
export const recordingFile = 'recording.json';
export const numbersFile = 'numbers.bin';
export const inspectionsFile = 'inspections.bin';
