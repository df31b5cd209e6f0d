/**
 * Measures models on the ladder of corruptions of the ID test images. Only for a runner that bundles
 * TensorFlow.js: see tests/checkpoint/corruptionLadder.test.ts.
 */
import { corruptImage } from '../src/data/corruptions/corruptImage.ts';
import { corruptions } from '../src/data/corruptions/registry.ts';
import { summarise } from '../src/results/summarise.ts';
import type { Interval } from '../src/results/types.ts';
import { type CorruptionLadder, type Rung, severities } from './corruptionPage.ts';
import type { Classifier, ShippedLab } from './shippedLab.ts';

const SPLIT = 'id-test';
const options = { temperature: 1, binCount: 15, binning: 'width', draws: 1000 } as const;
const rounded = (value: number) => Number(value.toFixed(5));
const roundedPair = ([low, high]: Interval): Interval => [rounded(low), rounded(high)];

/** [n, S, S, 3] bytes of the ID test images. */
export function corruptedSplit(
  { dataset }: ShippedLab,
  shiftId: string,
  severity: number,
): Uint8Array {
  const split = dataset.splits.find(({ id }) => id === SPLIT)!;
  const side = dataset.imageSize;
  const bytes = new Uint8Array(split.labels.length * side * side * 3);
  for (let i = 0; i < split.labels.length; i++) {
    const image = corruptImage(split, side, i, { shiftId, severity });
    bytes.set(image, i * image.length);
  }
  return bytes;
}

export async function measure(
  lab: ShippedLab,
  method: string,
  classifier: Classifier,
  shift: string | null,
  severity: number,
  pixels?: Uint8Array,
): Promise<Rung> {
  const { logits, labels } = await lab.answers(classifier, SPLIT, undefined, pixels);
  const found = summarise(logits, labels, lab.dataset.classNames.length, options);
  return {
    method,
    shift,
    severity,
    n: found.n,
    acc: rounded(found.accuracy),
    accInterval: roundedPair(found.accuracyInterval!),
    ece: rounded(found.ece),
    eceInterval: roundedPair(found.eceInterval!),
    noiseFloor: rounded(found.noiseFloor),
    signedGap: rounded(found.signedGap),
  };
}

/** @param classifiers by method */
export async function measureLadder(
  lab: ShippedLab,
  classifiers: ReadonlyMap<string, Classifier>,
): Promise<CorruptionLadder> {
  const rungs: Rung[] = [];
  const onEach = async (shift: string | null, severity: number, pixels?: Uint8Array) => {
    for (const [id, classifier] of classifiers) {
      rungs.push(await measure(lab, id, classifier, shift, severity, pixels));
    }
  };
  await onEach(null, 0);
  for (const { id } of corruptions) {
    for (const severity of severities) {
      await onEach(id, severity, corruptedSplit(lab, id, severity));
      process.stderr.write(`${id} ${severity}\n`);
    }
  }
  const { id, version } = lab.dataset;
  return {
    about:
      'The ID test images, corrupted; fractions; ECE with 15 bins of equal width; 95 % bootstrap intervals over images, of one training run each; no temperature.',
    dataset: `${id} ${version}`,
    rungs,
  };
}
