import type { ImageBatch } from '../data/dataset.ts';
import { isTrained, methods } from '../methods/registry.ts';
import type { ClipModel } from '../model/clip.ts';
import * as tf from '../ops/tf.ts';
import type { BatchInspection, TargetMatrix } from '../protocol/engineApi.ts';
import { LabError } from '../protocol/labError.ts';
import type { Lab } from './lab.ts';
import { batchLogits } from './lane/encode.ts';
import type { PromptBank } from './promptBank.ts';
import type { Subject } from './subject.ts';
import { disposeBatch, uploadBatch } from './upload.ts';

const SMALLEST = 2;
const LARGEST = 16;

/** @throws LabError unless it is a whole number from 2 to 16 */
export function checkInspectionSize(size: number): void {
  if (Number.isInteger(size) && size >= SMALLEST && size <= LARGEST) return;
  throw new LabError(
    'bad-size',
    `A batch is shown with ${SMALLEST} to ${LARGEST} pairs, not ${size}.`,
    `Choose a number from ${SMALLEST} to ${LARGEST}.`,
  );
}

/**
 * The first pairs of a batch that differ in class, at most `size` of them. A second image of a class
 * is skipped, since one-hot rows would call its caption, which fits, wrong.
 */
export function distinctPairs(batch: ImageBatch, size: number): ImageBatch {
  const seen = new Set<number>();
  const rows: number[] = [];
  for (let row = 0; row < batch.size && rows.length < size; row++) {
    const label = batch.labels[row]!;
    if (!seen.has(label)) rows.push(row);
    seen.add(label);
  }
  const imageBytes = batch.pixels.length / batch.size;
  const pixels = new Uint8Array(rows.length * imageBytes);
  rows.forEach((row, i) => {
    pixels.set(batch.pixels.subarray(row * imageBytes, (row + 1) * imageBytes), i * imageBytes);
  });
  const pick = (from: Int32Array) => Int32Array.from(rows, (row) => from[row]!);
  return {
    pixels,
    labels: pick(batch.labels),
    templateIndices: pick(batch.templateIndices),
    indices: pick(batch.indices),
    size: rows.length,
  };
}

/**
 * ε of the smoothed rows: the method's own where it has one (0 leaves them one-hot), else the default
 * of the first method that smooths the rows of a batch.
 */
function smoothingOf({ method, params }: Subject): number {
  if ('labelSmoothing' in method.params && typeof params.labelSmoothing === 'number') {
    return params.labelSmoothing;
  }
  const defaults = methods
    .filter((entry) => isTrained(entry) && 'samePairs' in entry.params)
    .map(({ params: specs }) => specs.labelSmoothing?.default);
  return defaults.find((value): value is number => typeof value === 'number' && value > 0) ?? 0;
}

/** [B, B] (1 − ε)·identity + ε/B. */
function smoothedIdentity(size: number, epsilon: number): Float32Array {
  return Float32Array.from({ length: size * size }, (_, i) =>
    i % (size + 1) === 0 ? 1 - epsilon + epsilon / size : epsilon / size,
  );
}

/**
 * Image-text similarities of a few pairs of a training batch, and the targets beside them.
 *
 * The pairs are the first `size` of the batch with distinct classes: fewer where the batch has fewer.
 * All rows are over the captions shown, so ε is spread over B shown pairs, and a softmax is of B
 * logits, where training has the whole batch. The teacher's rows are the softmax of its logits as
 * they are: distillation uses no temperature.
 *
 * @throws LabError for a size outside 2 … 16
 */
export async function inspectBatch(
  subject: Subject,
  whole: ImageBatch,
  size: number,
  prompts: PromptBank,
  lab: Lab,
  templates: readonly string[],
): Promise<BatchInspection> {
  checkInspectionSize(size);
  const pairs = distinctPairs(whole, size);
  const { model, teacher, entry } = subject;
  const batch = uploadBatch(pairs, lab, prompts);
  const rowsOf = (of: ClipModel) => tf.tidy(() => tf.softmax(batchLogits(of, batch)));
  const student = rowsOf(model);
  const taught = teacher && rowsOf(teacher.model);
  disposeBatch(batch);
  const read = async (matrix: tf.Tensor) => {
    const values = await matrix.data<'float32'>();
    matrix.dispose();
    return Float32Array.from(values);
  };
  const labelSmoothing = smoothingOf(subject);
  const targets: TargetMatrix[] = [
    { id: 'one-hot', values: smoothedIdentity(pairs.size, 0) },
    { id: 'label-smoothed', values: smoothedIdentity(pairs.size, labelSmoothing) },
  ];
  if (taught) targets.push({ id: 'teacher', values: await read(taught) });
  return {
    methodId: entry.id,
    step: subject.step,
    size: pairs.size,
    indices: pairs.indices,
    labels: pairs.labels,
    captions: Array.from(pairs.labels, (label, i) =>
      templates[pairs.templateIndices[i]!]!.replaceAll('{}', lab.dataset.classNames[label]!),
    ),
    student: await read(student),
    targets,
    labelSmoothing,
    ...(teacher && { teacherPretrainedWeight: teacher.numbers.pretrainedWeight }),
  };
}
