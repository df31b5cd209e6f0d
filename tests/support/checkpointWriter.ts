/** What a page of the kill tests runs: the lab's own checkpoints, without the lab around them. */
import { createCheckpoints, type RaceCheckpoint } from '../../src/engine/checkpoints.ts';
import { openCheckpointShelf } from '../../src/io/checkpointShelf.ts';
import { checksum } from '../../src/math/checksum.ts';

const runId = 'killed';
const BYTES = 6_000_000;
const never = async () => false;
const checkpoints = () => createCheckpoints(openCheckpointShelf, never);

/** Of a step: every byte says which. */
const filled = (step: number) => new Uint8Array(BYTES).fill(step);

/** Saves one checkpoint after the other, and says so after each. */
export async function writeOn(from: number, saved: (step: number) => void): Promise<never> {
  const all = checkpoints();
  for (let step = from; ; step++) {
    const lane = { weights: filled(step), optimizer: filled(step) };
    const lanes = new Map([['ft', lane]]) as unknown as RaceCheckpoint['lanes'];
    const parts = { runId, at: step, step, lanes, backend: 'wasm', datasetVersion: '1' };
    await all.save(step, async () => parts as unknown as RaceCheckpoint);
    saved(step);
  }
}

/** Step of the checkpoint that lies here, checksum and bytes verified; null without one. */
export async function readBack(): Promise<{ step: number; runs: number; bytes: number[] } | null> {
  const shelf = await openCheckpointShelf();
  const runs = (await shelf.descriptions()).length;
  if (runs === 0) return null;
  const { step, lanes } = await checkpoints().load(runId);
  const { weights, optimizer } = lanes.get('ft')!;
  return { step, runs, bytes: [...new Set([...weights, ...optimizer])] };
}

/** The control: the same bytes in eight pieces, each of them safe by itself. */
export async function writeInPieces(from: number, saved: (step: number) => void): Promise<never> {
  const shelf = await openCheckpointShelf('pieces');
  for (let step = from; ; step++) {
    for (let piece = 0; piece < 8; piece++) {
      await shelf.put({ runId: `piece-${piece}` }, filled(step).subarray(0, BYTES / 4));
    }
    saved(step);
  }
}

/** Whether all pieces are of one step. */
export async function piecesAgree(): Promise<boolean> {
  const shelf = await openCheckpointShelf('pieces');
  const sums = new Set<string>();
  for (let piece = 0; piece < 8; piece++) {
    sums.add(checksum([(await shelf.get(`piece-${piece}`))?.lanes as Uint8Array]));
  }
  return sums.size === 1;
}
