/**
 * The image pack: many small RGBA images in one gzip file, without loss.
 *
 * After gunzip the images follow one another in the order of the manifest's splits, no header and
 * no padding. With S the image side and N = S·S, row-major, each image is
 *
 *   1 byte     kind: 0 = monochrome, 1 = colour
 *   N bytes    alpha, straight (not premultiplied)
 *   3·N bytes  only for colour: the red plane, the green plane, the blue plane
 *
 * A monochrome image is black wherever it is not transparent: its red, green and blue are 0. The
 * number of images and their side stand in the manifest. gzip's own CRC-32 guards the content; the
 * ending is .pack so that no server mistakes the file for something to be unpacked on the way.
 */

import { DatasetError } from './datasetError.ts';
import type { DatasetManifest } from './datasetManifest.ts';

const MONOCHROME = 0;
const COLOUR = 1;
const WHITE = 255;

const corruptPack = (problem: string) =>
  new DatasetError(
    'dataset-pack-corrupt',
    `The dataset's image file cannot be used: ${problem}.`,
    'Clear the site’s stored data and reload the page; if the message stays, the file on the server is damaged.',
  );

/** What the packing needs of a manifest. */
export type PackShape = Pick<DatasetManifest, 'imageSize'> & {
  readonly splits: readonly Pick<DatasetManifest['splits'][number], 'count'>[];
};

/**
 * Lays out straight-alpha RGBA images as the pack holds them before gzip.
 * @param rgba [count, S, S, 4] bytes
 */
export function layoutImages(rgba: Uint8Array, imageSize: number): Uint8Array {
  const area = imageSize * imageSize;
  const packed = new Uint8Array((rgba.length / (4 * area)) * (1 + 4 * area));
  let end = 0;
  for (let start = 0; start < rgba.length; start += 4 * area) {
    const image = rgba.subarray(start, start + 4 * area);
    const colour = image.some((value, i) => i % 4 !== 3 && value !== 0);
    packed[end++] = colour ? COLOUR : MONOCHROME;
    for (const channel of colour ? [3, 0, 1, 2] : [3]) {
      for (let i = 0; i < area; i++) packed[end++] = image[4 * i + channel]!;
    }
  }
  return packed.slice(0, end);
}

/**
 * Walks the images of an unpacked pack.
 * @param visit gets each image's number, its alpha plane and, for colour, its three colour planes
 * @throws DatasetError when the bytes are not exactly `count` images
 */
function eachImage(
  packed: Uint8Array,
  area: number,
  count: number,
  visit: (index: number, alpha: Uint8Array, colours: Uint8Array | null) => void,
): void {
  let start = 0;
  for (let i = 0; i < count; i++) {
    const kind = packed[start];
    if (kind === undefined) throw corruptPack(`it holds ${i} images where ${count} are expected`);
    if (kind !== MONOCHROME && kind !== COLOUR) throw corruptPack(`image ${i} is of no known kind`);
    const alpha = packed.subarray(start + 1, start + 1 + area);
    const end = start + 1 + (kind === COLOUR ? 4 : 1) * area;
    if (end > packed.length) throw corruptPack(`it ends in the middle of image ${i} of ${count}`);
    visit(i, alpha, kind === COLOUR ? packed.subarray(start + 1 + area, end) : null);
    start = end;
  }
  if (start !== packed.length) throw corruptPack('it holds more than the expected images');
}

/** Inverse of `layoutImages`: [count, S, S, 4] bytes, straight alpha. @throws DatasetError */
export function readRgba(packed: Uint8Array, imageSize: number, count: number): Uint8Array {
  const area = imageSize * imageSize;
  const rgba = new Uint8Array(count * area * 4);
  eachImage(packed, area, count, (index, alpha, colours) => {
    const target = rgba.subarray(index * area * 4, (index + 1) * area * 4);
    for (let i = 0; i < area; i++) {
      target[4 * i + 3] = alpha[i]!;
      for (let c = 0; colours && c < 3; c++) target[4 * i + c] = colours[c * area + i]!;
    }
  });
  return rgba;
}

/**
 * Lays the images on white:
 *
 *   out = round((a·c + (255 − a)·255) / 255)     a = alpha, c = colour, halves up
 *
 * No half ever occurs, since 255 is odd. Transparent is 255, opaque keeps its colour.
 *
 * @returns [count, S, S, 3] bytes
 * @throws DatasetError when the bytes are not exactly `count` images
 */
export function compositeOnWhite(
  packed: Uint8Array,
  imageSize: number,
  count: number,
): Uint8Array<ArrayBuffer> {
  const area = imageSize * imageSize;
  const pixels = new Uint8Array(count * area * 3).fill(WHITE);
  eachImage(packed, area, count, (index, alpha, colours) => {
    let at = index * area * 3;
    for (let i = 0; i < area; i++, at += 3) {
      const a = alpha[i]!;
      if (a === 0) continue;
      if (!colours) {
        // Black: nothing is left of the rounding.
        pixels[at] = pixels[at + 1] = pixels[at + 2] = WHITE - a;
        continue;
      }
      const white = (WHITE - a) * WHITE;
      for (let c = 0; c < 3; c++) {
        const colour = colours[c * area + i]!;
        pixels[at + c] = a === WHITE ? colour : Math.round((a * colour + white) / WHITE);
      }
    }
  });
  return pixels;
}

/** Unpacks gzip, but never more than `maxBytes`, and takes no memory for what is not there. @throws DatasetError */
async function gunzip(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const source = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const reader = source.pipeThrough(new DecompressionStream('gzip')).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > maxBytes) break;
      pieces.push(value);
    }
  } catch {
    throw corruptPack('it is damaged or cut short');
  }
  if (length > maxBytes) {
    await reader.cancel();
    throw corruptPack('it unpacks to more than its images can need');
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/**
 * Unpacks a pack and lays its images on white.
 *
 * @param bytes the gzip file
 * @returns [total count, S, S, 3] bytes, in the order of the manifest's splits
 * @throws DatasetError 'dataset-pack-corrupt' when the file is damaged or does not fit the manifest
 */
export async function decodeImagePack(
  bytes: Uint8Array,
  { imageSize, splits }: PackShape,
): Promise<Uint8Array<ArrayBuffer>> {
  const count = splits.reduce((sum, split) => sum + split.count, 0);
  const area = imageSize * imageSize;
  const packed = await gunzip(bytes, count * (1 + 4 * area));
  if (packed.length < count * (1 + area)) {
    throw corruptPack(`it has ${packed.length} bytes, too few for ${count} images`);
  }
  return compositeOnWhite(packed, imageSize, count);
}
