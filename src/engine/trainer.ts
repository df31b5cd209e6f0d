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
  previewRunId,
} from '../protocol/events.ts';
import type { LabErrorShape } from '../protocol/labError.ts';
import { LabError } from '../protocol/labError.ts';
import type { LaneConfig, RunConfig } from '../protocol/runConfig.ts';
import { type Device, startDevice } from './device.ts';
import { notReady } from './errors.ts';
import { importedRace, restoredRace } from './keptRace.ts';
import type { Lab } from './lab.ts';
import { loadLab } from './loadLab.ts';
import { checkConfig, checkLoaded, entryOf, offer } from './offer.ts';
import { checkBatchFits } from './preflight.ts';
import { Race } from './race.ts';
import { type Ground, RaceStage } from './raceStage.ts';
import { demandFree } from './runLock.ts';
import { raceOver, withLane } from './withLane.ts';

const HEARTBEAT_MS = 2000;

/** The engine's front: owns the device and the loaded lab, and asks the stage. Lives in the worker. */
export class Trainer implements EngineApi {
  #port: MessagePort | null = null;
  #device: Device | null = null;
  #lab: Lab | null = null;
  #loaded: LoadedInfo | null = null;
  /** Why this worker's numbers can no longer be trusted; it then refuses all work. */
  #fatalError: LabErrorShape | null = null;
  readonly #stage = new RaceStage({
    post: (event) => this.#post(event),
    broken: () => this.#fatalError !== null,
  });

  connect(port: MessagePort): void {
    this.#port = port;
    // A page that hears nothing for long offers a new worker.
    setInterval(() => port.postMessage({ type: 'heartbeat' }), HEARTBEAT_MS);
  }

  async catalogue(): Promise<Catalogue> {
    return offer;
  }

  async init(choice: BackendChoice): Promise<BackendInfo> {
    this.#device = await startDevice(choice, (error) => this.#fatal(error));
    return this.#device.info;
  }

  async load(modelId: string, datasetId: string, baseUrl: string): Promise<LoadedInfo> {
    if (!this.#device) throw notReady('backend');
    const { limits } = this.#device;
    const { lab, info } = await loadLab(modelId, datasetId, baseUrl, limits, (e) => this.#post(e));
    return this.#stage.change(() => {
      this.#stage.discard();
      this.#lab?.pretrained.dispose();
      this.#lab = lab;
      this.#loaded = info;
      return info;
    });
  }

  async preview(config: RunConfig): Promise<void> {
    const { lab } = this.#ready();
    checkConfig(config);
    const stage = this.#stage;
    const race = await stage.change(() =>
      stage.adopt(() => new Race(config, lab, entryOf), previewRunId),
    );
    const { gate } = stage;
    await stage.between(async () => {
      for (const { methodId } of config.lanes) {
        if (gate.stopped) return;
        for await (const event of race.evaluate(methodId, 'live')) {
          // A start does not wait for what it makes void.
          if (gate.stopped) return;
          stage.stamp(event);
        }
      }
    });
  }

  async start(config: RunConfig): Promise<string> {
    const { lab, device, loaded, ground } = this.#ready();
    checkConfig(config);
    checkLoaded(config, loaded);
    checkBatchFits(lab.pretrained.config, config.batchSize, device.limits);
    const stage = this.#stage;
    return stage.change(() => {
      const race = stage.begin(() => new Race(config, lab, entryOf), ground);
      return stage.drive(race, ground);
    });
  }

  unfinished(lostRunId?: string): Promise<UnfinishedRun | null> {
    return this.#stage.checkpoints.unfinished(lostRunId);
  }

  async resumeRun(runId: string, lostHere = false): Promise<void> {
    const { lab, loaded, ground } = this.#ready();
    const stage = this.#stage;
    const { config, lanes, datasetVersion } = await stage.checkpoints.load(runId);
    checkConfig(config);
    checkLoaded(config, loaded, datasetVersion);
    if (!lostHere) await demandFree(runId);
    await stage.change(() => {
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

  async restoreRun(config: RunConfig, step: number, weights: RunWeights): Promise<string> {
    const { lab, ground } = this.#ready();
    return this.#stage.show(restoredRace(config, step, weights, lab), ground);
  }

  async importWeights(fileName: string, bytes: Uint8Array): Promise<string> {
    const { lab, loaded, ground } = this.#ready();
    const { race, methodId } = await this.#stage.between(() =>
      importedRace(fileName, bytes, lab, loaded, (event) => this.#post(event)),
    );
    const runId = await this.#stage.show(race, ground);
    await this.#stage.between(() => this.#evaluate(race, methodId, 'full'));
    return runId;
  }

  async #evaluate(race: Race, methodId: string, scope: EvaluationScope, how?: EvaluateHow) {
    for await (const event of race.evaluate(methodId, scope, how)) this.#stage.stamp(event);
  }

  /** A job on the race, between two of its steps. */
  async #withRace<T>(job: (race: Race) => Promise<T>): Promise<T> {
    this.#ready();
    return this.#stage.withRace(job);
  }

  #ready(): { lab: Lab; device: Device; loaded: LoadedInfo; ground: Ground } {
    if (this.#fatalError) {
      const { code, message, hint } = this.#fatalError;
      throw new LabError(code, message, hint);
    }
    const [device, lab, loaded] = [this.#device, this.#lab, this.#loaded];
    if (!device) throw notReady('backend');
    if (!lab || !loaded) throw notReady('model');
    return { lab, device, loaded, ground: { backend: device.info, dataset: loaded.dataset } };
  }

  /** After this no number of this worker is trustworthy: say so and train no further. */
  #fatal(error: LabErrorShape): void {
    this.#stage.gate.stop();
    this.#post({ type: 'engine.failed', ...error });
    this.#fatalError = error;
  }

  #post(event: LabEvent): void {
    if (this.#fatalError) return;
    const transfer = event.type === 'evaluation' ? [event.logits.buffer as ArrayBuffer] : [];
    this.#port?.postMessage(event, transfer);
  }
}
