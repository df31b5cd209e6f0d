import type { ImageBatch } from '../data/dataset.ts';
import type { RegistryEntry } from '../methods/registry.ts';
import type { BatchInspection, EvaluateHow, RunWeights } from '../protocol/engineApi.ts';
import type { EvaluationScope } from '../protocol/events.ts';
import { LabError } from '../protocol/labError.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import { type CorruptedPixels, createCorruptedPixels } from './corruptedPixels.ts';
import { type EvaluationRequest, evaluateSubject } from './evaluateSubject.ts';
import { exportModel } from './exportModel.ts';
import { greedyLanes } from './greedySoup.ts';
import { type HeldImages, holdImages } from './heldImages.ts';
import { checkInspectionSize, inspectBatch } from './inspectBatch.ts';
import type { Lab } from './lab.ts';
import { isTraining, type Lane } from './lane/lane.ts';
import { type LaneCheckpoint, saveLaneCheckpoint } from './lane/laneCheckpoint.ts';
import { saveLane } from './lane/laneFile.ts';
import { meanOfProbabilities } from './meanOfProbabilities.ts';
import type { RaceEvent } from './raceEvent.ts';
import type { RaceStart } from './raceStart.ts';
import {
  headOfSubject,
  lanesOf,
  pretrainedSubject,
  type Subject,
  soupOf,
  subjectOf,
} from './subject.ts';

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
  /** What was chosen last, for the lanes as they stood. */
  #greedy: { readonly stand: string; readonly taken: readonly Lane[] } | null = null;

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
    const entry = this.#entryOf(methodId);
    const request = { methodId, scope, ...(shift && { shift }) };
    if (entry.combination?.how === 'outputs') yield* this.#average(config, entry, request);
    else yield* this.#logitsOf(config, await this.#subject(config, methodId, alpha), request);
  }

  /** The pretrained model, then a lane: the mean of what they say, as if one had said it. */
  async *#average(
    config: RunConfig,
    entry: RegistryEntry,
    request: EvaluationRequest,
  ): AsyncGenerator<RaceEvent> {
    const [lane] = lanesOf(entry, this.#lanes);
    const pretrained = new Map<string, Float32Array>();
    const before = pretrainedSubject(entry, this.#start);
    for await (const event of this.#logitsOf(config, before, request)) {
      if (event.type === 'evaluation') pretrained.set(event.splitId, event.logits);
    }
    const after = subjectOf(lane!.method, 1, this.#lanes, this.#start);
    for await (const event of this.#logitsOf(config, after, request)) {
      if (event.type !== 'evaluation') yield event;
      else {
        const { logits, splitId, classCount } = event;
        const mean = meanOfProbabilities(pretrained.get(splitId)!, logits, classCount);
        yield { ...event, logits: mean };
      }
    }
  }

  /** Takes the subject over. */
  async *#logitsOf(
    config: RunConfig,
    subject: Subject,
    request: EvaluationRequest,
  ): AsyncGenerator<RaceEvent> {
    const { head, dispose } = headOfSubject(subject, this.#start);
    const kept = { corrupted: this.#corrupted, images: this.#images };
    const sources = { lab: this.#lab, config, ...kept };
    try {
      yield* evaluateSubject(subject, head, request, sources);
    } finally {
      dispose();
      subject.dispose();
    }
  }

  /** See BatchInspection. */
  async inspect(
    config: RunConfig,
    batchAt: () => ImageBatch,
    methodId: string,
    size: number,
  ): Promise<BatchInspection> {
    checkInspectionSize(size);
    const { templates, views } = config;
    const alpha = views.find((view) => view.methodId === methodId)?.alpha ?? DEFAULT_ALPHA;
    const subject = await this.#subject(config, methodId, alpha);
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
    const subject = await this.#subject(config, methodId, alpha);
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

  /** @throws LabError 'no-weights' for a combination of what models say, 'not-raced' */
  async #subject({ batchSize }: RunConfig, methodId: string, alpha: number): Promise<Subject> {
    const entry = this.#entryOf(methodId);
    const { label, combination } = entry;
    if (!combination) return subjectOf(entry, alpha, this.#lanes, this.#start);
    if (combination.how === 'outputs') {
      throw new LabError(
        'no-weights',
        `${label} has no weights of its own: it averages what two models say.`,
        'Take those of the two.',
      );
    }
    const lanes = lanesOf(entry, this.#lanes);
    if (combination.how === 'uniform') return soupOf(entry, lanes);
    const stand = lanes.map(({ method, stepsDone }) => `${method.id} ${stepsDone}`).join();
    if (this.#greedy?.stand !== stand) {
      const taken = await greedyLanes(lanes, this.#lab, this.#start, batchSize);
      this.#greedy = { stand, taken };
    }
    return soupOf(entry, this.#greedy.taken);
  }
}
