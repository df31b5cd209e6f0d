import type { ImageBatch } from '../data/dataset.ts';
import { isTrained, type RegistryEntry } from '../methods/registry.ts';
import type { BatchInspection, EvaluateHow, RunWeights } from '../protocol/engineApi.ts';
import type { EvaluationScope } from '../protocol/events.ts';
import type { LaneConfig, RunConfig } from '../protocol/runConfig.ts';
import { batchSource } from './batchSource.ts';
import { evaluateSubject } from './evaluateSubject.ts';
import { exportModel } from './exportModel.ts';
import { type HeldImages, holdImages } from './heldImages.ts';
import { checkInspectionSize, inspectBatch } from './inspectBatch.ts';
import type { Lab } from './lab.ts';
import { isTraining, type Lane, type TrainingLane } from './lane.ts';
import { type LaneCheckpoint, saveLaneCheckpoint } from './laneCheckpoint.ts';
import { saveLane } from './laneWeights.ts';
import type { RaceEvent } from './raceEvent.ts';
import { type RaceOrigin, raceLanes, trainingLane } from './raceLanes.ts';
import type { RaceStart } from './raceStart.ts';
import { createShiftedPixels, type ShiftedPixels } from './shiftedPixels.ts';
import { headOfSubject, type Subject, subjectOf } from './subject.ts';
import { trainLane } from './trainLane.ts';
import { disposeBatch, uploadBatch } from './upload.ts';

type EntryOf = (methodId: string) => RegistryEntry;

/** Weight of the fine-tuned model in a view that is asked for without one. */
const DEFAULT_ALPHA = 0.5;

/**
 * Several methods trained round-robin on the same batches and one step axis. `train()` yields
 * events: not pulling it is pause, `return()` is stop. Weights stay until `dispose()`. Made from kept
 * weights, it is a race that is over; made from a checkpoint, it goes on as if nothing had happened.
 */
export class Race {
  #config: RunConfig;
  readonly #lab: Lab;
  readonly #entryOf: EntryOf;
  readonly #start: RaceStart;
  readonly #shifted: ShiftedPixels;
  readonly #images: HeldImages;
  readonly #batchAt: (step: number) => ImageBatch;
  readonly #lanes: Lane[];
  /** Lanes that came late and still catch up. */
  readonly #newcomers: TrainingLane[];
  #step: number;
  #training: boolean;
  #laneUnderWay: string | undefined;
  #rounds = 0;

  /** @throws LabError, DatasetError when the config cannot be run, or kept weights do not fit it */
  constructor(config: RunConfig, lab: Lab, entryOf: EntryOf, origin?: RaceOrigin) {
    this.#config = config;
    this.#lab = lab;
    this.#entryOf = entryOf;
    this.#shifted = createShiftedPixels();
    this.#images = holdImages();
    this.#batchAt = batchSource(config, lab);
    const { start, step, even, behind } = raceLanes(config, lab, entryOf, origin);
    this.#start = start;
    this.#lanes = even;
    this.#newcomers = behind;
    this.#step = step;
    this.#training = !(origin && 'kept' in origin);
  }

  get config(): RunConfig {
    return this.#config;
  }

  /** The method whose step has begun and not ended: where an error came from. */
  get laneUnderWay(): string | undefined {
    return this.#laneUnderWay;
  }

  get step(): number {
    return this.#step;
  }

  /** Batches trained on here, those included on which a late lane catches up. */
  get rounds(): number {
    return this.#rounds;
  }

  /** Whether a further lane can still join: the last step has not been followed by the final evaluation. */
  get training(): boolean {
    return this.#training;
  }

  async *train(): AsyncGenerator<RaceEvent> {
    const { lanes, steps, evaluation } = this.#config;
    const reference = lanes.filter(({ methodId }) => !isTrained(this.#entryOf(methodId)));
    if (this.#step > 0) {
      // From a checkpoint, which may have been taken before the evaluations of its step.
      yield* this.#evaluateWhenDue(this.#all().filter(isTraining));
    } else if (evaluation.everySteps > 0) {
      for (const { methodId } of lanes) yield* this.evaluate(methodId, 'live');
    }
    for (;;) {
      yield* this.#catchUp();
      if (this.#lanes.length === 0 || this.#step >= steps) break;
      yield* this.#round();
    }
    this.#training = false;
    yield { type: 'run.phase', phase: 'evaluating' };
    for (const { methodId } of reference) yield* this.evaluate(methodId, 'full');
    for (const { method } of this.#lanes) yield* this.evaluate(method.id, 'full');
    for (const { methodId, alpha } of this.#config.views) {
      yield* this.evaluate(methodId, 'full', { alpha });
    }
  }

  /**
   * A further lane. Before the next round it catches up, alone, on the batches the others have seen:
   * they are a function of seed and step, so its curve is that of a lane raced from the beginning.
   *
   * @param config this race's with the lane in it, validated
   */
  addLane(config: RunConfig, lane: LaneConfig): void {
    const entry = this.#entryOf(lane.methodId);
    this.#newcomers.push(trainingLane(entry, lane, this.#start, config));
    this.#config = config;
  }

  /** Logits of a lane, of the pretrained model, or of an interpolation view, split by split. */
  async *evaluate(
    methodId: string,
    scope: EvaluationScope,
    { alpha = DEFAULT_ALPHA, shift }: EvaluateHow = {},
  ): AsyncGenerator<RaceEvent> {
    const subject = this.#subject(methodId, alpha);
    const { head, dispose } = headOfSubject(subject, this.#start);
    const kept = { shifted: this.#shifted, images: this.#images };
    const sources = { lab: this.#lab, config: this.#config, ...kept };
    try {
      yield* evaluateSubject(subject, head, { methodId, scope, ...(shift && { shift }) }, sources);
    } finally {
      dispose();
      subject.dispose();
    }
  }

  /** See BatchInspection; the batch trained on next, or after the end the last one. */
  async inspect(methodId: string, size: number): Promise<BatchInspection> {
    checkInspectionSize(size);
    const { steps, templates, views } = this.#config;
    const alpha = views.find((view) => view.methodId === methodId)?.alpha ?? DEFAULT_ALPHA;
    const subject = this.#subject(methodId, alpha);
    try {
      const batch = this.#batchAt(Math.min(this.#step, steps - 1));
      return await inspectBatch(subject, batch, size, this.#start.prompts, this.#lab, templates);
    } finally {
      subject.dispose();
    }
  }

  /** By method: what `keptLane` takes back. */
  async saveWeights(): Promise<RunWeights> {
    const files: Record<string, Uint8Array> = {};
    for (const lane of this.#all()) files[lane.method.id] = await saveLane(lane);
    return files;
  }

  /** By method: all that a race from this point needs. */
  async saveCheckpoint(): Promise<ReadonlyMap<string, LaneCheckpoint>> {
    const lanes = new Map<string, LaneCheckpoint>();
    for (const lane of this.#all()) {
      if (isTraining(lane)) lanes.set(lane.method.id, await saveLaneCheckpoint(lane));
    }
    return lanes;
  }

  async exportWeights(methodId: string, alpha = DEFAULT_ALPHA): Promise<Uint8Array> {
    const subject = this.#subject(methodId, alpha);
    const { head, isOwn, dispose } = headOfSubject(subject, this.#start);
    try {
      return await exportModel(subject, isOwn ? head : null, this.#config);
    } finally {
      dispose();
      subject.dispose();
    }
  }

  dispose(): void {
    for (const lane of this.#all()) lane.dispose();
    this.#lanes.length = 0;
    this.#newcomers.length = 0;
    this.#images.dispose();
    this.#start.dispose();
  }

  #all(): readonly Lane[] {
    return [...this.#lanes, ...this.#newcomers];
  }

  #subject(methodId: string, alpha: number): Subject {
    return subjectOf(this.#entryOf(methodId), alpha, this.#all(), this.#start);
  }

  async *#catchUp(): AsyncGenerator<RaceEvent> {
    for (let lane = this.#newcomers[0]; lane; lane = this.#newcomers[0]) {
      const fresh = lane.stepsDone === 0 && this.#config.evaluation.everySteps > 0;
      if (fresh) yield* this.evaluate(lane.method.id, 'live');
      while (lane.stepsDone < this.#step) {
        yield* this.#trainOn(lane.stepsDone, [lane]);
        yield* this.#evaluateWhenDue([lane]);
      }
      this.#newcomers.shift();
      this.#lanes.push(lane);
    }
  }

  async *#round(): AsyncGenerator<RaceEvent> {
    const lanes = this.#lanes.filter(isTraining);
    yield* this.#trainOn(this.#step, lanes);
    yield* this.#evaluateWhenDue(lanes);
  }

  /** One step of each of these lanes on one batch, then the mark that a pause may follow. */
  async *#trainOn(done: number, lanes: readonly TrainingLane[]): AsyncGenerator<RaceEvent> {
    const batch = uploadBatch(
      this.#batchAt(done),
      this.#lab.dataset.imageSize,
      this.#start.prompts,
    );
    try {
      for (const lane of lanes) {
        this.#laneUnderWay = lane.method.id;
        const event = await trainLane(lane, batch, this.#config);
        this.#laneUnderWay = undefined;
        yield event;
      }
    } finally {
      disposeBatch(batch);
    }
    this.#step = Math.max(this.#step, done + 1);
    this.#rounds += 1;
    yield { type: 'round.end', step: done + 1 };
  }

  async *#evaluateWhenDue(lanes: readonly TrainingLane[]): AsyncGenerator<RaceEvent> {
    const { steps, evaluation } = this.#config;
    for (const { method, stepsDone } of lanes) {
      const due = stepsDone % evaluation.everySteps === 0 || stepsDone === steps;
      if (evaluation.everySteps > 0 && due) yield* this.evaluate(method.id, 'live');
    }
  }
}
