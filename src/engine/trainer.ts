import { loadDataset } from '../data/loadDataset.ts';
import { datasets } from '../data/registry.ts';
import type { Progress } from '../io/fetchFiles.ts';
import { methodInfo, methods } from '../methods/registry.ts';
import { models } from '../model/registry.ts';
import { encodeBatch } from '../model/tokenizer.ts';
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
import { type LaneConfig, type RunConfig, validateRunConfig } from '../protocol/runConfig.ts';
import { folderOf, loadModel } from './assets.ts';
import { type Device, startDevice } from './device.ts';
import { describeError } from './errors.ts';
import { Gate } from './gate.ts';
import type { Lab } from './lab.ts';
import { checkBatchFits } from './preflight.ts';
import { Race, type RaceEvent } from './race.ts';

const entryOf = (id: string) => {
  const entry = methods.find((method) => method.id === id);
  if (!entry)
    throw new LabError('unknown-method', `There is no method "${id}".`, 'Choose one of the list.');
  return entry;
};

const needs = (what: string) =>
  new LabError(
    'not-ready',
    `The engine has no ${what} yet.`,
    'Wait until the lab says it is ready.',
  );

const notYet = () => new LabError('not-built', 'The engine cannot do this yet.', 'Wait.');

/** The engine's front: owns the device, the loaded lab and at most one race. Lives in the worker. */
export class Trainer implements EngineApi {
  #port: MessagePort | null = null;
  #device: Device | null = null;
  #lab: Lab | null = null;
  #race: Race | null = null;
  #runId = '';
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
    return { methods: methods.map(methodInfo), datasets, models, shifts: [] };
  }

  async init(choice: BackendChoice): Promise<BackendInfo> {
    this.#device = await startDevice(choice, (error) => this.#fatal(error));
    return this.#device.info;
  }

  async load(modelId: string, datasetId: string, baseUrl: string): Promise<LoadedInfo> {
    if (!this.#device) throw needs('backend');
    const progress: Progress = (file, receivedBytes, totalBytes, fromCache) =>
      this.#post({ type: 'load.progress', file, receivedBytes, totalBytes, fromCache });
    const dataset = await loadDataset(folderOf('dataset', datasetId, datasets, baseUrl), progress);
    const building = () => this.#post({ type: 'status', message: 'Building the model' });
    const { id, label, model, tokenizer, normalisation } = await loadModel(
      modelId,
      baseUrl,
      progress,
      building,
    );
    if (model.config.vision.imageSize !== dataset.imageSize) {
      model.dispose();
      throw new LabError(
        'size-mismatch',
        `${label} takes images of ${model.config.vision.imageSize} px, ${dataset.label} has ${dataset.imageSize} px.`,
        'Choose a model and a dataset of the same image size.',
      );
    }
    this.#discardRace();
    this.#lab?.pretrained.dispose();
    const tokenise = (templates: readonly string[]) =>
      encodeBatch(
        tokenizer,
        dataset.classNames.flatMap((name) => templates.map((t) => t.replaceAll('{}', name))),
        model.config.text.maxPositions,
      );
    this.#lab = { pretrained: model, dataset, normalisation, tokenise };
    const parameterCount = [...model.variables.values()].reduce((sum, v) => sum + v.size, 0);
    const { classNames, version, licence, imageSize } = dataset;
    const splits = dataset.splits.map(({ id, label, role, count }) => ({ id, label, role, count }));
    return {
      dataset: {
        id: datasetId,
        label: dataset.label,
        version,
        licence,
        classNames,
        splits,
        imageSize,
      },
      model: { id, label, parameterCount, activation: model.config.vision.activation },
    };
  }

  async preview(config: RunConfig): Promise<void> {
    const lab = this.#ready();
    validateRunConfig(config, await this.catalogue());
    await this.stop();
    this.#discardRace();
    const race = new Race(config, lab, entryOf);
    this.#race = race;
    this.#runId = previewRunId;
    const gate = new Gate();
    this.#gate = gate;
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
    const { dataset, pretrained } = this.#ready();
    validateRunConfig(config, await this.catalogue());
    checkBatchFits(pretrained.config, config.batchSize, this.#device!.limits);
    await this.stop();
    this.#discardRace();
    this.#runId = `${dataset.id}-${config.seed}-${Date.now().toString(36)}`;
    this.#active = 'running';
    this.#gate = new Gate();
    const race = new Race(config, this.#ready(), entryOf);
    this.#race = race;
    this.#post({
      type: 'run.started',
      runId: this.#runId,
      at: epochNow(),
      config,
      backend: this.#device!.info,
    });
    this.#phase('running');
    this.#driving = this.#drive(race, this.#gate);
    return this.#runId;
  }

  async pause(): Promise<void> {
    if (this.#gate.pause()) this.#phase('paused');
  }

  async resume(): Promise<void> {
    if (this.#gate.resume()) this.#phase(this.#active);
  }

  async step(): Promise<void> {
    if (this.#gate.step()) this.#phase(this.#active);
  }

  async stop(): Promise<void> {
    this.#gate.stop();
    await this.#driving;
    await this.#queue;
  }

  async addLane(_lane: LaneConfig): Promise<void> {
    throw notYet();
  }

  async inspectBatch(_methodId: string, _size: number): Promise<BatchInspection> {
    throw notYet();
  }

  async saveWeights(): Promise<RunWeights> {
    throw notYet();
  }

  async restoreRun(_config: RunConfig, _step: number, _weights: RunWeights): Promise<string> {
    throw notYet();
  }

  async exportWeights(_methodId: string, _alpha?: number): Promise<Uint8Array> {
    throw notYet();
  }

  async importWeights(_fileName: string, _bytes: Uint8Array): Promise<string> {
    throw notYet();
  }

  async evaluate(methodId: string, scope: EvaluationScope, how: EvaluateHow = {}): Promise<void> {
    this.#ready();
    const race = this.#race;
    if (!race) throw needs('race');
    await this.#enqueue(async () => {
      for await (const event of race.evaluate(methodId, scope, how.alpha)) this.#stamp(event);
    });
  }

  /**
   * Pulls the race's events one by one. The gate between two of them is pause, step and stop; it is
   * passed only where all lanes have done the same number of steps.
   */
  async #drive(race: Race, gate: Gate): Promise<void> {
    const events = race.train();
    try {
      for (let midRound = false; midRound || (await gate.pass()) === 'go'; ) {
        const { done, value } = await this.#enqueue(() => events.next());
        if (done || this.#fatalError) break;
        midRound = value.type === 'train.step';
        if (value.type === 'run.phase') this.#active = value.phase;
        if (value.type !== 'round.end') this.#stamp(value);
        else if (gate.endRound()) this.#phase('paused');
      }
      await events.return(undefined);
      this.#phase(gate.stopped ? 'stopped' : 'finished');
    } catch (error) {
      const { code, message, hint } = describeError(error);
      const { step, laneUnderWay: methodId } = race;
      this.#post({
        type: 'run.failed',
        runId: this.#runId,
        at: epochNow(),
        code,
        message,
        hint,
        step,
        methodId,
      });
      this.#phase('failed');
    } finally {
      gate.close();
    }
  }

  #ready(): Lab {
    if (this.#fatalError) {
      const { code, message, hint } = this.#fatalError;
      throw new LabError(code, message, hint);
    }
    if (!this.#device) throw needs('backend');
    if (!this.#lab) throw needs('model');
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

  #phase(phase: RunPhase): void {
    this.#post({ type: 'run.phase', runId: this.#runId, at: epochNow(), phase });
  }

  #stamp(event: RaceEvent): void {
    this.#post({ ...event, runId: this.#runId, at: epochNow() } as LabEvent);
  }

  #post(event: LabEvent): void {
    if (this.#fatalError) return;
    const transfer = event.type === 'evaluation' ? [event.logits.buffer as ArrayBuffer] : [];
    this.#port?.postMessage(event, transfer);
  }
}
