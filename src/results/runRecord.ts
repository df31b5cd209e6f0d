import type { CorruptionLevel } from '../protocol/catalogue.ts';
import type { BackendInfo, EvaluationScope, ModelPrint, RunPhase } from '../protocol/events.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import type { MethodResult } from './types.ts';

/** What a kept run says at a glance, small enough that a list of all of them is read at once. */
export interface RunRecord {
  readonly version: 1;
  readonly id: string;
  readonly name: string;
  readonly notes: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly phase: RunPhase;
  /** Steps that every lane has done. */
  readonly step: number;
  readonly config: RunConfig;
  readonly backend: BackendInfo;
  readonly lab: string;
  readonly dataset: {
    readonly id: string;
    readonly label: string;
    readonly version: string;
    readonly classNames: readonly string[];
  };
  /** Version and digest are absent in records from before they were written down. */
  readonly model: { readonly id: string; readonly label: string } & Partial<ModelPrint>;
  /** The newest full evaluation of each method, else its newest live one. */
  readonly results: readonly MethodResult[];
  readonly bookmarks: readonly { readonly step: number; readonly note: string }[];
  /** Read from a file: its numbers are consistent, but nobody here has seen them being made. */
  readonly imported?: true;
  /** What lies beside the record; none for results that came from a file. */
  readonly payloads: readonly PayloadInfo[];
}

export const recordVersion = 1;

export interface PayloadInfo {
  readonly key: string;
  readonly sizeBytes: number;
  readonly checksum: string;
}

/** The variables of one lane, as a safetensors file. */
export interface WeightsPayload {
  readonly kind: 'weights';
  readonly methodId: string;
  readonly bytes: Uint8Array;
}

/** What one evaluation said about one split. */
export interface StoredSplit {
  readonly splitId: string;
  readonly role: 'val' | 'id' | 'ood';
  /** [n, C] row-major. */
  readonly logits: Float32Array;
  readonly labels: Int32Array;
  /** Positions of the images within the split. */
  readonly indices: Int32Array;
  readonly classCount: number;
}

/** The logits of one evaluation. */
export interface EvaluationPayload {
  readonly kind: 'evaluation';
  readonly methodId: string;
  readonly step: number;
  readonly scope: EvaluationScope;
  readonly alpha?: number;
  readonly shift?: CorruptionLevel;
  readonly splits: readonly StoredSplit[];
}

/** Every step of one method. */
export interface LogPayload {
  readonly kind: 'log';
  readonly methodId: string;
  readonly columns: readonly {
    readonly group: 'scalars' | 'parts' | 'diagnostics';
    readonly name: string;
  }[];
  /** [1 + columns, n] row-major: first the steps, then each column; NaN where nothing was reported. */
  readonly values: Float64Array;
}

export type RunPayload = WeightsPayload | EvaluationPayload | LogPayload;

/** Where a payload lies within its run. */
export function payloadKey(payload: RunPayload): string {
  if (payload.kind !== 'evaluation') return `${payload.kind}/${payload.methodId}`;
  const { methodId, step, scope, alpha, shift } = payload;
  const own = ['evaluation', methodId, step, scope, alpha ?? 'own'];
  return (shift ? [...own, shift.shiftId, shift.severity] : own).join('/');
}

/** The bytes that a payload consists of, in a fixed order. */
export function payloadArrays(payload: RunPayload): readonly ArrayBufferView[] {
  if (payload.kind === 'weights') return [payload.bytes];
  if (payload.kind === 'log') return [payload.values];
  return payload.splits.flatMap(({ logits, labels, indices }) => [logits, labels, indices]);
}
