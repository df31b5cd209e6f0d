import type { Catalogue } from '../protocol/catalogue.ts';
import type {
  BackendChoice,
  BatchInspection,
  EngineApi,
  EvaluateHow,
  RunWeights,
  UnfinishedRun,
} from '../protocol/engineApi.ts';
import {
  type BackendInfo,
  type EvaluationScope,
  type LabEvent,
  type LoadedInfo,
  type ModelPrint,
  previewRunId,
} from '../protocol/events.ts';
import type { Measurement, MeasurePlan } from '../protocol/measurement.ts';
import type { LaneConfig, RunConfig } from '../protocol/runConfig.ts';
import { batchSource } from './batchSource.ts';
import { importedRace, restoredRace } from './keptRace.ts';
import { measureMachine } from './measure/measureMachine.ts';
import { checkConfig, checkLoaded, entryOf, offer } from './offer.ts';
import { checkBatchFits, splitNote } from './preflight.ts';
import { previewRace } from './preview.ts';
import { Race } from './race.ts';
import { RaceStage } from './raceStage.ts';
import { demandFree } from './runLock.ts';
import { raceOver, withLane } from './withLane.ts';
import { groundFor, type Ready, Workplace } from './workplace.ts';

const HEARTBEAT_MS = 2000;

/** The engine's front: what the page may ask, and of whom. Lives in the worker. */
export class Trainer implements EngineApi {
  #port: MessagePort | null = null;
  readonly #place = new Workplace((error) => {
    // After this no number of this worker is trustworthy: say so and train no further.
    this.#stage.gate.stop();
    this.#post({ type: 'engine.failed', ...error });
  });
  readonly #stage = new RaceStage({
    post: (event) => this.#post(event),
    broken: () => this.#place.broken,
  });

  connect(port: MessagePort): void {
    this.#port = port;
    // A page that hears nothing for long offers a new worker.
    setInterval(() => port.postMessage({ type: 'heartbeat' }), HEARTBEAT_MS);
  }

  async catalogue(): Promise<Catalogue> {
    return offer;
  }

  init(choice: BackendChoice): Promise<BackendInfo> {
    return this.#place.start(choice);
  }

  async load(modelId: string, datasetId: string, baseUrl: string): Promise<LoadedInfo> {
    const post = (event: LabEvent) => this.#post(event);
    const putInPlace = await this.#place.load(modelId, datasetId, baseUrl, post);
    return this.#stage.change(() => {
      this.#stage.discard();
      return putInPlace();
    });
  }

  async preview(config: RunConfig): Promise<void> {
    const { lab } = this.#place.ready();
    checkConfig(config);
    await previewRace(this.#stage, config, lab);
  }

  async start(config: RunConfig, oneStep = false): Promise<string> {
    const ready = this.#place.ready();
    const { lab, loaded } = ready;
    checkConfig(config);
    checkLoaded(config, loaded);
    this.#demandRoom(config, ready);
    const stage = this.#stage;
    return stage.change(() => {
      const ground = groundFor(ready);
      const race = stage.begin(() => new Race(config, lab, entryOf), ground);
      if (oneStep) stage.step();
      return stage.drive(race, ground);
    });
  }

  unfinished(lostRunId?: string): Promise<UnfinishedRun | null> {
    return this.#stage.checkpoints.unfinished(lostRunId);
  }

  async resumeRun(runId: string, lostHere = false): Promise<void> {
    const ready = this.#place.ready();
    const { lab, loaded } = ready;
    const stage = this.#stage;
    const { config, lanes, tile, ...madeWith } = await stage.checkpoints.load(runId);
    checkConfig(config);
    checkLoaded(config, loaded, madeWith);
    this.#demandRoom(config, ready);
    if (!lostHere) await demandFree(runId);
    await stage.change(() => {
      const ground = groundFor(ready, tile);
      const race = stage.adopt(() => new Race(config, lab, entryOf, { checkpoint: lanes }), runId);
      const { step } = race;
      stage.stamp({ type: 'run.resumed', config, step, backend: ground.backend });
      stage.drive(race, ground);
    });
  }

  dropCheckpoint(runId: string): Promise<void> {
    return this.#stage.checkpoints.drop(runId);
  }

  async pause(): Promise<void> {
    this.#stage.pause();
  }

  async resume(): Promise<void> {
    this.#stage.resume();
  }

  async step(): Promise<void> {
    this.#stage.step();
  }

  stop(): Promise<void> {
    return this.#stage.stop();
  }

  async addLane(lane: LaneConfig): Promise<void> {
    await this.#withRace(async (race) => {
      const { runId, gate } = this.#stage;
      if (runId === previewRunId || gate.over || !race.training) {
        throw raceOver();
      }
      const config = withLane(race.config, lane, offer);
      race.addLane(config, lane);
      this.#stage.stamp({ type: 'run.config', config });
    });
  }

  evaluate(methodId: string, scope: EvaluationScope, how: EvaluateHow = {}): Promise<void> {
    return this.#withRace(async (race) => {
      if (how.runId !== undefined && how.runId !== this.#stage.runId) return;
      await this.#evaluate(race, methodId, scope, how);
    });
  }

  inspectBatch(methodId: string, size: number): Promise<BatchInspection> {
    return this.#withRace((race) => race.inspect(methodId, size));
  }

  saveWeights(): Promise<RunWeights> {
    return this.#withRace((race) => race.saveWeights());
  }

  exportWeights(methodId: string, alpha?: number): Promise<Uint8Array> {
    return this.#withRace((race) => race.exportWeights(methodId, alpha));
  }

  async restoreRun(
    config: RunConfig,
    step: number,
    weights: RunWeights,
    model?: ModelPrint,
  ): Promise<string> {
    const { lab, loaded, ground } = this.#place.ready();
    checkLoaded(config, loaded, { model });
    const make = await this.#stage.between(async () => restoredRace(config, step, weights, lab));
    return (await this.#stage.show(this.#afresh(make), ground)).runId;
  }

  async importWeights(fileName: string, bytes: Uint8Array): Promise<string> {
    const { lab, loaded, ground } = this.#place.ready();
    const { make, methodId } = await this.#stage.between(() =>
      importedRace(fileName, bytes, lab, loaded, (event) => this.#post(event)),
    );
    const { race, runId } = await this.#stage.show(this.#afresh(make), ground);
    await this.#stage.between(() => this.#evaluate(race, methodId, 'full'));
    return runId;
  }

  async measure(plan: MeasurePlan): Promise<Measurement> {
    const { lab, device, loaded } = this.#place.ready();
    checkBatchFits(lab.pretrained.config, plan.batchSize, device.limits);
    const ids = { modelId: loaded.model.id, datasetId: loaded.dataset.id };
    const post = (event: LabEvent) => this.#post(event);
    return this.#stage.between(() => measureMachine(plan, lab, ids, device.info, post));
  }

  /** A race that was not begun here before runs with the device's own tile. */
  #afresh(make: () => Race): () => Race {
    return () => {
      groundFor(this.#place.ready());
      return make();
    };
  }

  async #evaluate(race: Race, methodId: string, scope: EvaluationScope, how?: EvaluateHow) {
    for await (const event of race.evaluate(methodId, scope, how)) this.#stage.stamp(event);
  }

  /** A job on the race, between two of its steps. */
  async #withRace<T>(job: (race: Race) => Promise<T>): Promise<T> {
    this.#place.ready();
    return this.#stage.withRace(job);
  }

  /** @throws LabError, DatasetError for a batch that cannot be; says where one must be split */
  #demandRoom(config: RunConfig, { lab, device }: Ready): void {
    const { batchSize } = config;
    // Refused here, it costs nobody the race that is there.
    batchSource(config, lab);
    const size = checkBatchFits(lab.pretrained.config, batchSize, device.limits);
    if (size < batchSize) this.#post({ type: 'notes', notes: [splitNote(batchSize, size)] });
  }

  #post(event: LabEvent): void {
    if (this.#place.broken) return;
    const transfer = event.type === 'evaluation' ? [event.logits.buffer as ArrayBuffer] : [];
    this.#port?.postMessage(event, transfer);
  }
}
