/**
 * Renders a part of a list of drawings into a file, one image after the other:
 *
 *   node renderChild.ts <list.json> <out.rgba> <first> <end> <position file>
 *
 * The renderer aborts the whole process on some drawings, so this runs as a child: the number of the
 * drawing at hand is written before it is rendered, and the parent steps over it after a crash. Written
 * synchronously, for an abort leaves nothing that waits in a queue.
 */
import { openSync, readFileSync, writeSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { openDrawings } from './drawing.ts';
import { imageBytes, imageSize } from './imageSize.ts';

const [listPath, outPath, first, end, positionPath] = process.argv.slice(2) as string[];
const list = JSON.parse(readFileSync(listPath!, 'utf8')) as readonly (readonly [string, string])[];
const out = openSync(outPath!, 'r+');
const position = openSync(positionPath!, 'w');
const drawingOf = openDrawings();

for (let i = Number(first); i < Number(end); i++) {
  writeSync(position, String(i).padEnd(12), 0);
  const [set, icon] = list[i]!;
  const image = rendered(drawingOf(set, icon));
  if (image) writeSync(out, straightAlpha(image), 0, imageBytes, i * imageBytes);
}

/** Null for a drawing that cannot be parsed: it stays empty, like one that crashes. */
function rendered(svg: string): Buffer | null {
  try {
    const image = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
    return image.width === imageSize && image.height === imageSize ? image.pixels : null;
  } catch {
    return null;
  }
}

/** The renderer multiplies colours by alpha; the pack holds them as they were drawn. */
function straightAlpha(pixels: Buffer): Buffer {
  const straight = Buffer.from(pixels);
  for (let i = 0; i < straight.length; i += 4) {
    const alpha = straight[i + 3]!;
    if (alpha === 0 || alpha === 255) continue;
    for (let c = i; c < i + 3; c++) {
      straight[c] = Math.min(255, Math.round((straight[c]! * 255) / alpha));
    }
  }
  return straight;
}
