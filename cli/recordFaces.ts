import type { ImagesClient } from '../src/client/imagesClient.ts';
import { argmax } from '../src/math/argmax.ts';
import type { SplitInfo } from '../src/protocol/events.ts';
import type { RecordedFace, RecordedFaces } from '../src/results/recording.ts';
import type { EvaluationPayload } from '../src/results/runRecord.ts';

const perSet = 12;

function answersOf({ splits }: EvaluationPayload, splitId: string) {
  const { logits, labels, indices, classCount } = splits.find((one) => one.splitId === splitId)!;
  return Array.from(indices, (index, i) => {
    const row = i * classCount;
    const best = argmax(logits, row, classCount);
    let sum = 0;
    for (let k = row; k < row + classCount; k++) sum += Math.exp(logits[k]! - logits[row + best]!);
    return { index, label: labels[i]!, answer: best, confidence: 1 / sum };
  });
}

/** Evenly through a list, from its beginning: nobody chose them. */
const spread = <T>(list: readonly T[], count: number): T[] =>
  Array.from(
    { length: Math.min(count, list.length) },
    (_, i) => list[Math.floor((i * list.length) / Math.min(count, list.length))]!,
  );

/**
 * A dozen images of every test set, evenly through it, in one picture, with what each lane answered.
 * @param finals the last live evaluation of every lane: images that every other one has too
 */
export async function drawFaces(
  finals: readonly EvaluationPayload[],
  splits: readonly SplitInfo[],
  images: ImagesClient,
  path: string,
): Promise<Omit<RecordedFaces, 'path'> & { picture: Uint8Array<ArrayBuffer> }> {
  const tested = splits.filter(({ role }) => role === 'id' || role === 'ood');
  const rows: RecordedFaces['rows'][number][] = [];
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  let side = 0;
  for (const [row, { id: splitId }] of tested.entries()) {
    const byMethod = finals.map((one) => [one.methodId, answersOf(one, splitId)] as const);
    const answers = byMethod[0]![1];
    const places = spread([...answers.keys()], perSet);
    const faces = places.map((place): RecordedFace => {
      const { index, label } = answers[place]!;
      const said = byMethod.map(([methodId, own]) => {
        const { answer, confidence } = own[place]!;
        return [methodId, [answer, Number(confidence.toFixed(4))]] as const;
      });
      return { index, label, said: Object.fromEntries(said) };
    });
    rows.push({ splitId, images: faces });
    const pixels = await images.pixels(
      path,
      splitId,
      faces.map(({ index }) => index),
    );
    if (side === 0) {
      side = pixels.side;
      canvas.width = perSet * side;
      canvas.height = tested.length * side;
    }
    const size = side * side * 4;
    faces.forEach((_, i) => {
      const own = new Uint8ClampedArray(pixels.rgba.slice(i * size, (i + 1) * size));
      context.putImageData(new ImageData(own, side, side), i * side, row * side);
    });
  }
  const blob = await new Promise<Blob>((resolve, reject) =>
    canvas.toBlob(
      (made) => (made ? resolve(made) : reject(new Error('No picture of the faces.'))),
      'image/webp',
      0.9,
    ),
  );
  return { side, rows, picture: new Uint8Array(await blob.arrayBuffer()) };
}
