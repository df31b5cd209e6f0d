import { absentClasses, removeClasses } from '../data/absentClasses.ts';
import { findCorruption } from '../data/corruptions/corruptImage.ts';
import type { ClassifierHead } from '../methods/method.ts';
import type { CorruptionLevel } from '../protocol/catalogue.ts';
import type { EvaluationScope } from '../protocol/events.ts';
import { LabError } from '../protocol/labError.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import type { CorruptedPixels } from './corruptedPixels.ts';
import { evaluateSplit, evaluationIndices } from './evaluate.ts';
import type { HeldImages } from './heldImages.ts';
import type { Lab } from './lab.ts';
import { evaluationChunk } from './preflight.ts';
import type { RaceEvent } from './raceEvent.ts';
import type { Subject } from './subject.ts';

export interface EvaluationRequest {
  readonly methodId: string;
  readonly scope: EvaluationScope;
  readonly shift?: CorruptionLevel;
}

export interface EvaluationSources {
  readonly lab: Lab;
  readonly config: RunConfig;
  readonly corrupted: CorruptedPixels;
  readonly images: HeldImages;
}

/** The untouched sets, or with a corruption the ID test set alone. @throws LabError for an unknown rung */
function splitsFor({ dataset }: Lab, shift: CorruptionLevel | undefined) {
  if (!shift) return dataset.splits.filter(({ role }) => role !== 'train');
  findCorruption(shift);
  const splits = dataset.splits.filter(({ role }) => role === 'id');
  if (splits.length > 0) return splits;
  throw new LabError(
    'no-id-split',
    `${dataset.label} has no ID test split to corrupt.`,
    'Choose another dataset.',
  );
}

/** How many images go through the tower at once in the evaluations of a run: each number once. */
export function passSizes(
  lab: Lab,
  { batchSize, evaluation: { liveLimit, finalLimit } }: RunConfig,
): number[] {
  const chunk = evaluationChunk(lab.pretrained.config, batchSize, lab.limits);
  const counts = splitsFor(lab, undefined).flatMap(({ count }) =>
    [liveLimit, finalLimit].map((most) => Math.min(most || count, count)),
  );
  const sizes = counts.flatMap((count) => [Math.min(count, chunk), count % chunk]);
  return [...new Set(sizes)].filter((size) => size > 0);
}

/** Logits of one set of weights, split by split, then the word that all have been posted. */
export async function* evaluateSubject(
  subject: Subject,
  head: ClassifierHead,
  { methodId, scope, shift }: EvaluationRequest,
  { lab, config, corrupted, images }: EvaluationSources,
): AsyncGenerator<RaceEvent> {
  const started = performance.now();
  const { dataset, normalisation, limits } = lab;
  const classCount = dataset.classNames.length;
  const { liveLimit, finalLimit } = config.evaluation;
  const { step, alpha, model } = subject;
  const stamp = {
    methodId,
    step,
    scope,
    ...(alpha !== undefined && { alpha }),
    ...(shift && { shift }),
  };
  const chunk = evaluationChunk(model.config, config.batchSize, limits);
  for (const split of splitsFor(lab, shift)) {
    const limit = scope === 'live' ? liveLimit : finalLimit;
    const indices = evaluationIndices(split, limit);
    const replaced = shift && (await corrupted.of(split, dataset.imageSize, indices, shift));
    const settings = { normalisation, indices, chunk, images, ...(replaced && { replaced }) };
    const found = await evaluateSplit(model, head, split, settings);
    removeClasses(found.logits, classCount, absentClasses(split, classCount));
    yield {
      type: 'evaluation',
      ...stamp,
      splitId: split.id,
      ...found,
      classCount,
      evalMs: performance.now() - started,
    };
  }
  yield { type: 'evaluation.done', ...stamp };
}
