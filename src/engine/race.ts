import type { ImageBatch } from '../data/dataset.ts';
import type { RegistryEntry } from '../methods/registry.ts';
import type { BatchInspection, EvaluateHow, RunWeights } from '../protocol/engineApi.ts';
import type { EvaluationScope } from '../protocol/events.ts';
import type { LaneConfig, RunConfig } from '../protocol/runConfig.ts';
import { batchSource } from './batchSource.ts';
import { breathe } from './breathe.ts';
import { passSizes } from './evaluateSubject.ts';
import type { Lab } from './lab.ts';
import { beginStep } from './lane/beginStep.ts';
import { isTraining, type Lane, type TrainingLane } from './lane/lane.ts';
import type { LaneCheckpoint } from './lane/laneCheckpoint.ts';
import { type RaceOrigin, raceLanes, trainingLane } from './lane/raceLanes.ts';
import { prepareLanes } from './lane/rehearse.ts';
import { NumbersRing } from './numbersRing.ts';
import {
  closingOf,
  type EvaluationTask,
  lookAfter,
  nextRound,
  openingOf,
  type Progress,
} from './plan.ts';
import { microBatchFor } from './preflight.ts';
import { preparing } from './preparing.ts';
import type { RaceEvent } from './raceEvent.ts';
import { type RaceStart, raceStart } from './raceStart.ts';
import { RaceView } from './raceView.ts';
import { disposeBatch, uploadBatch } from './upload.ts';

type EntryOf = (methodId: string) => RegistryEntry;

const progressOf = (lanes: readonly Lane[]): Progress[] =>
  lanes.map(({ method, stepsDone }) => ({ methodId: method.id, stepsDone }));

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
  readonly #batchAt: (step: number) => ImageBatch;
  readonly #lanes: Lane[];
  readonly #view: RaceView;
  readonly #numbers: NumbersRing;
  readonly #microBatch: number;
  /** Lanes whose kernels are compiled. */
  readonly #prepared = new WeakSet<Lane>();
  /** Lanes that came late and have not been looked at yet. */
  readonly #newcomers: Progress[] = [];
  #step: number;
  #training: boolean;
  #laneUnderWay: string | undefined;
  #rounds = 0;

  /** @throws LabError, DatasetError when the config cannot be run, or kept weights do not fit it */
  constructor(config: RunConfig, lab: Lab, entryOf: EntryOf, origin?: RaceOrigin) {
    this.#config = config;
    this.#lab = lab;
    this.#entryOf = entryOf;
    this.#batchAt = batchSource(config, lab);
    this.#microBatch = microBatchFor(lab.pretrained.config, config.batchSize, lab.limits);
    this.#start = raceStart(config, lab);
    try {
      this.#lanes = raceLanes(config, this.#start, entryOf, origin);
    } catch (error) {
      this.#start.dispose();
      throw error;
    }
    this.#view = new RaceView(lab, entryOf, this.#start, this.#lanes);
    this.#numbers = new NumbersRing(lab.stepsInFlight ?? 0);
    this.#step = Math.max(0, ...this.#lanes.map(({ stepsDone }) => stepsDone));
    this.#training = !(origin && 'kept' in origin);
  }

  get config(): RunConfig {
    return this.#config;
  }

  /** Steps that all lanes have been given, but for those that catch up. */
  get step(): number {
    return this.#step;
  }

  /** Where an error came from: the steps done before it, and the method whose step it was. */
  get whereabouts(): { readonly step: number; readonly methodId?: string } {
    const { failed } = this.#numbers;
    if (failed) return { step: failed.step - 1, methodId: failed.methodId };
    const methodId = this.#laneUnderWay;
    return { step: this.#step, ...(methodId !== undefined && { methodId }) };
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
    this.#newcomers.length = 0;
    yield* this.#prepare();
    yield* this.#look(this.#begun(openingOf(this.#config, progressOf(this.#lanes))));
    for (;;) {
      yield* this.#prepare();
      yield* this.#look(lookAfter(this.#config, this.#newcomers.splice(0)));
      const round = nextRound(this.#lanes.filter(isTraining), this.#config.steps);
      if (!round) break;
      yield* this.#trainOn(round.step, round.lanes);
      yield* this.#look(lookAfter(this.#config, progressOf(round.lanes)));
    }
    yield* this.settle();
    this.#training = false;
    yield { type: 'run.phase', phase: 'evaluating' };
    yield* this.#look(closingOf(this.#config, progressOf(this.#lanes)));
  }

  /** The events of steps whose numbers are still on their way. */
  settle(): AsyncGenerator<RaceEvent> {
    return this.#numbers.settle();
  }

  /**
   * A further lane. Before the next round it catches up, alone, on the batches the others have seen:
   * they are a function of seed and step, so its curve is that of a lane raced from the beginning.
   *
   * @param config this race's with the lane in it, validated
   */
  addLane(config: RunConfig, lane: LaneConfig): void {
    const entry = this.#entryOf(lane.methodId);
    this.#lanes.push(trainingLane(entry, lane, this.#start, config));
    this.#newcomers.push({ methodId: lane.methodId, stepsDone: 0 });
    this.#config = config;
  }

  /** Logits of a lane, of the pretrained model, or of an interpolation view, split by split. */
  async *evaluate(
    methodId: string,
    scope: EvaluationScope,
    how: EvaluateHow = {},
  ): AsyncGenerator<RaceEvent> {
    // A lane that diverged is no reason not to look at the others.
    if (!this.#numbers.failed) yield* this.settle();
    yield* this.#view.evaluate(this.#config, methodId, scope, how);
  }

  /** See BatchInspection; the batch trained on next, or after the end the last one. */
  inspect(methodId: string, size: number): Promise<BatchInspection> {
    const batch = () => this.#batchAt(Math.min(this.#step, this.#config.steps - 1));
    return this.#view.inspect(this.#config, batch, methodId, size);
  }

  saveWeights(): Promise<RunWeights> {
    return this.#view.saveWeights();
  }

  saveCheckpoint(): Promise<ReadonlyMap<string, LaneCheckpoint>> {
    return this.#view.saveCheckpoint();
  }

  exportWeights(methodId: string, alpha?: number): Promise<Uint8Array> {
    return this.#view.exportWeights(this.#config, methodId, alpha);
  }

  dispose(): void {
    for (const lane of this.#lanes.splice(0)) lane.dispose();
    this.#numbers.dispose();
    this.#view.dispose();
    this.#start.dispose();
  }

  /** Of lanes that are new here. Compiled one by one in the middle of a step, they hold up the page. */
  async *#prepare(): AsyncGenerator<RaceEvent> {
    const lanes = this.#lanes.filter(isTraining).filter((lane) => !this.#prepared.has(lane));
    for (const lane of lanes) this.#prepared.add(lane);
    if (lanes.length === 0) return;
    const looks = passSizes(this.#lab, this.#config);
    const ground = { lab: this.#lab, start: this.#start, optimizer: this.#config.optimizer, looks };
    const batch = () => this.#batchAt(this.#step);
    let said = false;
    for await (const progress of prepareLanes(lanes, batch, this.#microBatch, ground)) {
      said = true;
      yield { type: 'run.status', ...preparing(progress) };
    }
    if (said) yield { type: 'run.status', message: null };
  }

  /** Without what is only made when all is trained. */
  #begun(tasks: readonly EvaluationTask[]): readonly EvaluationTask[] {
    return tasks.filter(({ methodId }) => this.#entryOf(methodId).kind !== 'combination');
  }

  async *#look(tasks: readonly EvaluationTask[]): AsyncGenerator<RaceEvent> {
    for (const { methodId, scope, alpha } of tasks) {
      yield* this.evaluate(methodId, scope, alpha === undefined ? {} : { alpha });
    }
  }

  /** One step of each of these lanes on one batch, then the mark that a pause may follow. */
  async *#trainOn(step: number, lanes: readonly TrainingLane[]): AsyncGenerator<RaceEvent> {
    const batch = uploadBatch(this.#batchAt(step), this.#lab, this.#start.prompts);
    try {
      for (const lane of lanes) {
        this.#laneUnderWay = lane.method.id;
        this.#numbers.push(await beginStep(lane, batch, this.#config, this.#microBatch));
        this.#laneUnderWay = undefined;
        yield* this.#numbers.ready();
        await breathe();
      }
    } finally {
      disposeBatch(batch);
    }
    this.#step = Math.max(this.#step, step + 1);
    this.#rounds += 1;
    yield { type: 'round.end', step: step + 1 };
  }
}
