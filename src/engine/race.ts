import { createBatcher } from '../data/batcher.ts';
import type { Method, TrainBatch } from '../methods/method.ts';
import { isTrained } from '../methods/registry.ts';
import type { ClipModel } from '../model/clip.ts';
import { learningRateAt } from '../optim/schedule.ts';
import type { MethodInfo } from '../protocol/catalogue.ts';
import type { EvaluationScope, RunEvent } from '../protocol/events.ts';
import { LabError } from '../protocol/labError.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import { breathe } from './breathe.ts';
import { checkLoss } from './errors.ts';
import { evaluateSplit } from './evaluate.ts';
import type { Lab } from './lab.ts';
import { createLane, headOf, type TrainingLane } from './lane.ts';
import { mixedModel } from './mixedModel.ts';
import { type PromptBank, promptBankFrom } from './promptBank.ts';
import { trainStep } from './trainStep.ts';
import { disposeBatch, uploadBatch } from './upload.ts';

/** An event without its stamp, or the mark that every lane has done its step. */
type Unstamped<E> = E extends RunEvent ? Omit<E, 'runId' | 'at'> : never;
export type RaceEvent = Unstamped<RunEvent> | { readonly type: 'round.end'; readonly step: number };

/** Images per forward pass of an evaluation, and no more than the batch that is known to fit. */
const LARGEST_CHUNK = 128;

type EntryOf = (methodId: string) => MethodInfo | Method;

/**
 * Several methods trained round-robin on the same batches and one step axis. `train()` yields
 * events: not pulling it is pause, `return()` is stop. Weights stay until `dispose()`.
 */
export class Race {
  readonly config: RunConfig;
  readonly #lab: Lab;
  readonly #entryOf: EntryOf;
  readonly #prompts: PromptBank;
  readonly #lanes: TrainingLane[] = [];
  readonly #batchAt: (step: number) => TrainBatch;
  #step = 0;
  #laneUnderWay: string | undefined;

  constructor(config: RunConfig, lab: Lab, entryOf: EntryOf) {
    this.config = config;
    this.#lab = lab;
    this.#entryOf = entryOf;
    this.#prompts = promptBankFrom(
      lab.tokenise(config.templates),
      lab.dataset.classNames.length,
      config.templates.length,
    );
    this.#batchAt = this.#batches();
    try {
      for (const { methodId, params } of config.lanes) {
        const method = entryOf(methodId);
        if (!isTrained(method)) continue;
        const { optimizer, steps } = config;
        this.#lanes.push(
          createLane(method, params, lab.pretrained, this.#prompts, optimizer, steps),
        );
      }
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** The method whose step has begun and not ended: where an error came from. */
  get laneUnderWay(): string | undefined {
    return this.#laneUnderWay;
  }

  get step(): number {
    return this.#step;
  }

  async *train(): AsyncGenerator<RaceEvent> {
    const { config } = this;
    const { everySteps } = config.evaluation;
    const reference = config.lanes.filter((lane) => !isTrained(this.#entryOf(lane.methodId)));
    if (everySteps > 0) yield* this.#evaluateAll(config.lanes.map((lane) => lane.methodId));
    const steps = this.#lanes.length > 0 ? config.steps : 0;
    while (this.#step < steps) {
      const batch = this.#batchAt(this.#step);
      const done = this.#step;
      try {
        for (const lane of this.#lanes) yield await this.#trainLane(lane, batch, done);
      } finally {
        disposeBatch(batch);
      }
      this.#step = done + 1;
      yield { type: 'round.end', step: this.#step };
      if (everySteps > 0 && (this.#step % everySteps === 0 || this.#step === steps)) {
        yield* this.#evaluateAll(this.#lanes.map((lane) => lane.method.id));
      }
    }
    yield { type: 'run.phase', phase: 'evaluating' };
    for (const { methodId } of reference) yield* this.evaluate(methodId, 'full');
    for (const { method } of this.#lanes) yield* this.evaluate(method.id, 'full');
    for (const { methodId, alpha } of config.views) yield* this.evaluate(methodId, 'full', alpha);
  }

  /** @throws DatasetError, LabError before anything runs: no train split, or a batch larger than it */
  #batches(): (step: number) => TrainBatch {
    const { dataset, normalisation } = this.#lab;
    const train = dataset.splits.find((split) => split.role === 'train');
    if (!train) {
      throw new LabError(
        'no-train-split',
        `${dataset.label} has no train split.`,
        'Choose another dataset.',
      );
    }
    const { batchSize, seed, maxShift } = this.config;
    const { imageSize } = dataset;
    const { templateCount } = this.#prompts;
    const batcher = createBatcher({
      split: train,
      imageSize,
      batchSize,
      seed,
      maxShift,
      templateCount,
      normalisation,
    });
    return (step: number) => uploadBatch(batcher.batchAt(step), imageSize, this.#prompts);
  }

  async #trainLane(lane: TrainingLane, batch: TrainBatch, done: number): Promise<RaceEvent> {
    const { optimizer, steps } = this.config;
    const learningRate = learningRateAt(done, {
      baseRate: optimizer.learningRate,
      warmupFraction: optimizer.warmupFraction,
      totalSteps: steps,
    });
    this.#laneUnderWay = lane.method.id;
    const started = performance.now();
    const settings = { learningRate, clipNorm: optimizer.clipNorm, step: done, totalSteps: steps };
    const numbers = await trainStep(lane, batch, settings);
    checkLoss(numbers.loss, numbers.gradNorm, lane.method.label, done + 1);
    await breathe();
    this.#laneUnderWay = undefined;
    return {
      type: 'train.step',
      methodId: lane.method.id,
      step: done + 1,
      learningRate,
      stepMs: performance.now() - started,
      ...numbers,
    };
  }

  async *#evaluateAll(methodIds: readonly string[]): AsyncGenerator<RaceEvent> {
    for (const methodId of methodIds) yield* this.evaluate(methodId, 'live');
  }

  /** Logits of a lane, of the pretrained model, or of an interpolation view, split by split. */
  async *evaluate(
    methodId: string,
    scope: EvaluationScope,
    alpha?: number,
  ): AsyncGenerator<RaceEvent> {
    const entry = this.#entryOf(methodId);
    const lane = this.#lanes.find(({ method }) => method.id === (entry.base ?? methodId));
    if (entry.kind !== 'reference' && !lane) {
      throw new LabError(
        'not-raced',
        `${entry.label} has no weights: ${entry.base ?? methodId} was not in this race.`,
        'Tick the method and start a race.',
      );
    }
    const started = performance.now();
    const subject =
      entry.kind === 'interpolation' && lane
        ? mixedModel(lane, this.#lab.pretrained, this.#prompts, alpha ?? 0.5, this.config.steps)
        : { model: lane?.model ?? this.#lab.pretrained, state: lane?.state ?? null, dispose() {} };
    const mix = entry.kind === 'interpolation' ? { alpha: alpha ?? 0.5 } : {};
    const { head, dispose } = headOf(
      lane?.method ?? entry,
      subject.model,
      subject.state,
      this.#prompts,
    );
    const step = lane ? this.#step : 0;
    try {
      yield* this.#evaluateSplits(subject.model, head, { methodId, scope, step, ...mix }, started);
    } finally {
      dispose();
      subject.dispose();
    }
    yield { type: 'evaluation.done', methodId, step, scope, ...mix };
  }

  async *#evaluateSplits(
    model: ClipModel,
    head: Parameters<typeof evaluateSplit>[1],
    stamp: { methodId: string; scope: EvaluationScope; step: number; alpha?: number },
    started: number,
  ): AsyncGenerator<RaceEvent> {
    const { batchSize, seed } = this.config;
    const { liveLimit, finalLimit } = this.config.evaluation;
    const { dataset, normalisation } = this.#lab;
    const limit = stamp.scope === 'live' ? liveLimit : finalLimit;
    for (const split of dataset.splits) {
      if (split.role === 'train') continue;
      const settings = { normalisation, limit, seed, chunk: Math.min(batchSize, LARGEST_CHUNK) };
      const result = await evaluateSplit(model, head, split, settings);
      yield {
        type: 'evaluation',
        ...stamp,
        splitId: split.id,
        ...result,
        classCount: dataset.classNames.length,
        evalMs: performance.now() - started,
      };
    }
  }

  dispose(): void {
    for (const lane of this.#lanes) lane.dispose();
    this.#lanes.length = 0;
  }
}
