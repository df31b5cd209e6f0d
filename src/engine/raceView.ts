import type { ImageBatch } from '../data/dataset.ts';
import type { RegistryEntry } from '../methods/registry.ts';
import type { BatchInspection, EvaluateHow, RunWeights } from '../protocol/engineApi.ts';
import type { EvaluationScope } from '../protocol/events.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import { type CorruptedPixels, createCorruptedPixels } from './corruptedPixels.ts';
import { evaluateSubject } from './evaluateSubject.ts';
import { exportModel } from './exportModel.ts';
import { type HeldImages, holdImages } from './heldImages.ts';
import { checkInspectionSize, inspectBatch } from './inspectBatch.ts';
import type { Lab } from './lab.ts';
import { isTraining, type Lane } from './lane/lane.ts';
import { type LaneCheckpoint, saveLaneCheckpoint } from './lane/laneCheckpoint.ts';
import { saveLane } from './lane/laneFile.ts';
import type { RaceEvent } from './raceEvent.ts';
import type { RaceStart } from './raceStart.ts';
import { headOfSubject, type Subject, subjectOf } from './subject.ts';

/** Weight of the fine-tuned model in a view that is asked for without one. */
const DEFAULT_ALPHA = 0.5;

/** All ways to look at the lanes of a race; none of them changes a weight. */
export class RaceView {
  readonly #lab: Lab;
  readonly #entryOf: (methodId: string) => RegistryEntry;
  readonly #start: RaceStart;
  readonly #lanes: readonly Lane[];
  readonly #corrupted: CorruptedPixels = createCorruptedPixels();
  readonly #images: HeldImages = holdImages();

  /** @param lanes borrowed; the view follows them as they train and as others join */
  constructor(
    lab: Lab,
    entryOf: (methodId: string) => RegistryEntry,
    start: RaceStart,
    lanes: readonly Lane[],
  ) {
    this.#lab = lab;
    this.#entryOf = entryOf;
    this.#start = start;
    this.#lanes = lanes;
  }

  /** Logits of a lane, of the pretrained model, or of an interpolation view, split by split. */
  async *evaluate(
    config: RunConfig,
    methodId: string,
    scope: EvaluationScope,
    { alpha = DEFAULT_ALPHA, shift }: EvaluateHow,
  ): AsyncGenerator<RaceEvent> {
    const subject = this.#subject(methodId, alpha);
    const { head, dispose } = headOfSubject(subject, this.#start);
    const kept = { corrupted: this.#corrupted, images: this.#images };
    const sources = { lab: this.#lab, config, ...kept };
    try {
      yield* evaluateSubject(subject, head, { methodId, scope, ...(shift && { shift }) }, sources);
    } finally {
      dispose();
      subject.dispose();
    }
  }

  /** See BatchInspection. */
  async inspect(
    { templates, views }: RunConfig,
    batchAt: () => ImageBatch,
    methodId: string,
    size: number,
  ): Promise<BatchInspection> {
    checkInspectionSize(size);
    const alpha = views.find((view) => view.methodId === methodId)?.alpha ?? DEFAULT_ALPHA;
    const subject = this.#subject(methodId, alpha);
    try {
      const { prompts } = this.#start;
      return await inspectBatch(subject, batchAt(), size, prompts, this.#lab, templates);
    } finally {
      subject.dispose();
    }
  }

  /** By method: what `keptLane` takes back. */
  async saveWeights(): Promise<RunWeights> {
    const files: Record<string, Uint8Array> = {};
    for (const lane of this.#lanes) files[lane.method.id] = await saveLane(lane);
    return files;
  }

  /** By method: all that a race from this point needs. */
  async saveCheckpoint(): Promise<ReadonlyMap<string, LaneCheckpoint>> {
    const lanes = new Map<string, LaneCheckpoint>();
    for (const lane of this.#lanes) {
      if (isTraining(lane)) lanes.set(lane.method.id, await saveLaneCheckpoint(lane));
    }
    return lanes;
  }

  async exportWeights(
    config: RunConfig,
    methodId: string,
    alpha = DEFAULT_ALPHA,
  ): Promise<Uint8Array> {
    const subject = this.#subject(methodId, alpha);
    const { head, isOwn, dispose } = headOfSubject(subject, this.#start);
    try {
      return await exportModel(subject, isOwn ? head : null, config);
    } finally {
      dispose();
      subject.dispose();
    }
  }

  dispose(): void {
    this.#images.dispose();
  }

  #subject(methodId: string, alpha: number): Subject {
    return subjectOf(this.#entryOf(methodId), alpha, this.#lanes, this.#start);
  }
}
