import { closeSync, openSync, readSync } from 'node:fs';
import { imageBytes } from './imageSize.ts';
import { type Fingerprints, fingerprints, isDrawn } from './ink.ts';
import { layOut, type Prints } from './lookAlikes.ts';
import type { Candidate } from './plan.ts';

/** Drawings that show something, with where their pixels lie and what they look like. */
export interface Rendered<T extends Candidate> {
  readonly icons: readonly T[];
  /** Position of each in the file of rendered drawings. */
  readonly positions: readonly number[];
  readonly prints: Prints;
}

/** Reads single images out of a file of rendered drawings. */
export function openImages(path: string): {
  /** [S, S, 4] straight-alpha bytes. */
  read(position: number): Uint8Array;
  close(): void;
} {
  const file = openSync(path, 'r');
  return {
    read(position) {
      const image = new Uint8Array(imageBytes);
      readSync(file, image, 0, imageBytes, position * imageBytes);
      return image;
    },
    close: () => closeSync(file),
  };
}

/** The candidates that were drawn at all, with their fingerprints. */
export function readRendered<T extends Candidate>(
  path: string,
  candidates: readonly T[],
): Rendered<T> {
  const images = openImages(path);
  const icons: T[] = [];
  const positions: number[] = [];
  const prints: Fingerprints[] = [];
  candidates.forEach((candidate, i) => {
    const image = images.read(i);
    if (!isDrawn(image)) return;
    icons.push(candidate);
    positions.push(i);
    prints.push(fingerprints(image, candidate.palette));
  });
  images.close();
  return { icons, positions, prints: layOut(prints) };
}
