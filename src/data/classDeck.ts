import { createRng, rngStreams } from '../math/rng.ts';

/** One image of each of B different classes, for any step. */
export interface ClassDeck {
  /** [B] positions within the split, in the order in which the classes were drawn. */
  indicesAt(step: number): Int32Array;
}

/** How often each class was drawn is noted every so many steps, so that going back costs little. */
const stepsPerNote = 64;

/**
 * Deals training images so that a batch never holds two of one class:
 *
 *   classes = the first B of 0 … K − 1 shuffled by stream `classDraw`, substream step
 *   image   = class c's n-th, n = how often c was drawn in steps 0 … step − 1; with n_c images of c
 *             and pass = floor(n / n_c), the order of a pass is those images, ascending, shuffled by
 *             stream `classOrder`, substream pass · K + c
 *
 * Each class goes through its images in an order of its own, so none comes twice before all came once.
 *
 * @param labels     [N] class index of each training image
 * @param classCount K; classes without a training image are never drawn
 * @param batchSize  B, at most the number of classes with images
 */
export function createClassDeck(
  labels: Int32Array,
  classCount: number,
  batchSize: number,
  seed: number,
): ClassDeck {
  const members: number[][] = Array.from({ length: classCount }, () => []);
  labels.forEach((label, i) => {
    members[label]!.push(i);
  });
  const drawable = Int32Array.from([...members.keys()].filter((c) => members[c]!.length > 0));

  function classesAt(step: number): Int32Array {
    const order = drawable.slice();
    createRng(seed, rngStreams.classDraw, step).shuffle(order);
    return order.subarray(0, batchSize);
  }

  /** Draws of each class before step 64·i; grows as far as it is asked. */
  const notes: Int32Array[] = [new Int32Array(classCount)];
  function drawsBefore(step: number): Int32Array {
    const wanted = Math.floor(step / stepsPerNote);
    for (let note = notes.length; note <= wanted; note++) {
      notes.push(countFrom(notes[note - 1]!, (note - 1) * stepsPerNote, note * stepsPerNote));
    }
    return countFrom(notes[wanted]!, wanted * stepsPerNote, step);
  }
  function countFrom(start: Int32Array, first: number, end: number): Int32Array {
    const counts = start.slice();
    for (let step = first; step < end; step++) {
      for (const c of classesAt(step)) counts[c]! += 1;
    }
    return counts;
  }

  function orderOf(classIndex: number, pass: number): Int32Array {
    const order = Int32Array.from(members[classIndex]!);
    createRng(seed, rngStreams.classOrder, pass * classCount + classIndex).shuffle(order);
    return order;
  }

  return {
    indicesAt(step) {
      const draws = drawsBefore(step);
      return classesAt(step).map((c) => {
        const count = members[c]!.length;
        return orderOf(c, Math.floor(draws[c]! / count))[draws[c]! % count]!;
      });
    },
  };
}
