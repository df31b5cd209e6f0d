import type { Catalogue } from '../protocol/catalogue.ts';
import { epochNow } from '../protocol/clock.ts';
import type {
  BackendChoice,
  BatchInspection,
  EngineApi,
  EvaluateHow,
  LabErrorShape,
  RunWeights,
} from '../protocol/engineApi.ts';
import {
  type BackendInfo,
  type EvaluationScope,
  type LabEvent,
  type LoadedInfo,
  previewRunId,
  type RunPhase,
} from '../protocol/events.ts';
import { LabError } from '../protocol/labError.ts';
import type { LaneConfig, RunConfig } from '../protocol/runConfig.ts';
import { type Device, startDevice } from './device.ts';
import { driveRace } from './driveRace.ts';
import { notReady } from './errors.ts';
import { Gate } from './gate.ts';
import { importedRace, restoredRace } from './keptRace.ts';
import type { Lab } from './lab.ts';
import { loadLab } from './loadLab.ts';
import { checkConfig, entryOf, offer } from './offer.ts';
import { checkBatchFits } from './preflight.ts';
import { Race, type RaceEvent } from './race.ts';
import { raceOver, withLane } from './withLane.ts';

/** The engine's front: owns the device, the loaded lab and at most one race. Lives in the worker. */
export class Trainer implements EngineApi {
  #port: MessagePort | null = null;
  #device: Device | null = null;
  #lab: Lab | null = null;
  #loaded: LoadedInfo | null = null;
  #race: Race | null = null;
  #runId = '';
  #runCount = 0;
  /** One job at a time: an evaluation waits for the step under way, and the next step for it. */
  #queue: Promise<unknown> = Promise.resolve();
  /** Settles when the race under way has ended. */
  #driving: Promise<void> = Promise.resolve();
  #gate = new Gate();
  /** What a resumed run goes on doing. */
  #active: RunPhase = 'running';
  /** Why this worker's numbers can no longer be trusted; it then refuses all work. */
  #fatalError: LabErrorShape | null = null;

  connect(port: MessagePort): void {
    this.#port = port;
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
    this.#discardRace();
    this.#lab?.pretrained.dispose();
    this.#lab = lab;
    this.#loaded = info;
    return info;
  }

  async preview(config: RunConfig): Promise<void> {
    const lab = this.#ready();
    checkConfig(config);
    await this.stop();
    const race = this.#adopt(() => new Race(config, lab, entryOf), previewRunId);
    const gate = this.#gate;
    await this.#enqueue(async () => {
      for (const { methodId } of config.lanes) {
        for await (const event of race.evaluate(methodId, 'live')) {
          // A start does not wait for what it makes void.
          if (gate.stopped) return;
          this.#stamp(event);
        }
      }
    });
  }

  async start(config: RunConfig): Promise<string> {
    const lab = this.#ready();
    checkConfig(config);
    checkBatchFits(lab.pretrained.config, config.batchSize, this.#device!.limits);
    await this.stop();
    const race = this.#begin(() => new Race(config, lab, entryOf));
    this.#stamp({ type: 'run.phase', phase: 'running' });
    this.#driving = driveRace(race, this.#gate, {
      enqueue: (job) => this.#enqueue(job),
      emit: (event) => this.#stamp(event),
      broken: () => this.#fatalError !== null,
    });
    return this.#runId;
  }

  async pause(): Promise<void> {
    if (this.#gate.pause()) this.#stamp({ type: 'run.phase', phase: 'paused' });
  }

  async resume(): Promise<void> {
    if (this.#gate.resume()) this.#stamp({ type: 'run.phase', phase: this.#active });
  }

  async step(): Promise<void> {
    if (this.#gate.step()) this.#stamp({ type: 'run.phase', phase: this.#active });
  }

  async stop(): Promise<void> {
    this.#gate.stop();
    await this.#driving;
    await this.#queue;
  }

  async addLane(lane: LaneConfig): Promise<void> {
    await this.#withRace(async (race) => {
      if (this.#runId === previewRunId || this.#gate.over || !race.training) {
        throw raceOver();
      }
      const config = withLane(race.config, lane, offer);
      race.addLane(config, lane);
      this.#stamp({ type: 'run.config', config });
    });
  }

  evaluate(methodId: string, scope: EvaluationScope, how: EvaluateHow = {}): Promise<void> {
    return this.#withRace(async (race) => {
      if (how.runId !== undefined && how.runId !== this.#runId) return;
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
    return this.#show(restoredRace(config, step, weights, this.#ready()));
  }

  async importWeights(fileName: string, bytes: Uint8Array): Promise<string> {
    const lab = this.#ready();
    const { race, methodId } = await this.#enqueue(() =>
      importedRace(fileName, bytes, lab, this.#loaded!, (event) => this.#post(event)),
    );
    const runId = await this.#show(race);
    await this.#enqueue(() => this.#evaluate(race, methodId, 'full'));
    return runId;
  }

  /** Puts a race in place of the last one, whose weights go first: there may be no room for both. */
  #adopt(make: () => Race, runId: string): Race {
    this.#discardRace();
    const race = make();
    this.#race = race;
    this.#runId = runId;
    this.#active = 'running';
    this.#gate = new Gate();
    return race;
  }

  /** The same under an id of its own, and tells the page. */
  #begin(make: () => Race): Race {
    const moment = `${Date.now().toString(36)}${(++this.#runCount).toString(36)}`;
    const race = this.#adopt(make, '');
    this.#runId = `${this.#ready().dataset.id}-${race.config.seed}-${moment}`;
    this.#stamp({ type: 'run.started', config: race.config, backend: this.#device!.info });
    return race;
  }

  /** Puts a race that was over before it came in place of the last one. */
  async #show(race: Race): Promise<string> {
    await this.stop();
    this.#begin(() => race);
    this.#gate.close();
    this.#stamp({ type: 'run.phase', phase: 'stopped' });
    return this.#runId;
  }

  async #evaluate(race: Race, methodId: string, scope: EvaluationScope, how?: EvaluateHow) {
    for await (const event of race.evaluate(methodId, scope, how)) this.#stamp(event);
  }

  /** A job on the race, between two of its steps. */
  async #withRace<T>(job: (race: Race) => Promise<T>): Promise<T> {
    this.#ready();
    return this.#enqueue(async () => {
      if (!this.#race) throw notReady('race');
      return job(this.#race);
    });
  }

  #ready(): Lab {
    if (this.#fatalError) {
      const { code, message, hint } = this.#fatalError;
      throw new LabError(code, message, hint);
    }
    if (!this.#device) throw notReady('backend');
    if (!this.#lab) throw notReady('model');
    return this.#lab;
  }

  #enqueue<T>(job: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(job);
    this.#queue = result.catch(() => {});
    return result;
  }

  #discardRace(): void {
    this.#race?.dispose();
    this.#race = null;
  }

  /** After this no number of this worker is trustworthy: say so and train no further. */
  #fatal(error: LabErrorShape): void {
    this.#gate.stop();
    this.#post({ type: 'engine.failed', ...error });
    this.#fatalError = error;
  }

  #stamp(event: RaceEvent): void {
    if (event.type === 'run.phase' && event.phase === 'evaluating') this.#active = event.phase;
    this.#post({ ...event, runId: this.#runId, at: epochNow() } as LabEvent);
  }

  #post(event: LabEvent): void {
    if (this.#fatalError) return;
    const transfer = event.type === 'evaluation' ? [event.logits.buffer as ArrayBuffer] : [];
    this.#port?.postMessage(event, transfer);
  }
}
