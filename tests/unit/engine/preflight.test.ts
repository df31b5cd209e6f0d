import { describe, expect, test } from 'vitest';
import {
  checkBatchFits,
  evaluationChunk,
  evaluationMemory,
  microBatchFor,
  trainingMemory,
} from '../../../src/engine/preflight.ts';
import { parseClipConfig } from '../../../src/model/parseClipConfig.ts';

const vitB32 = parseClipConfig('{"model_type":"clip"}');
const MIB = 1024 ** 2;

describe('the check before dispatch', () => {
  test('finds the largest tensor of a step', () => {
    // ViT-B/32: 50 tokens of 3,072 in the MLP; text: 77 tokens of 2,048.
    expect(trainingMemory(vitB32, 64).largestTensorBytes).toBe(64 * 77 * 2048 * 4);
  });

  test('grows with the batch and passes where there is room', () => {
    const at = (size: number) => trainingMemory(vitB32, size).totalBytes;
    expect(at(64)).toBeGreaterThan(at(32));
    const limits = { maxTensorBytes: 1024 * MIB, maxTotalBytes: Number.POSITIVE_INFINITY };
    expect(() => checkBatchFits(vitB32, 64, limits)).not.toThrow();
  });

  test.each([
    ['a buffer', { maxTensorBytes: 10 * MIB, maxTotalBytes: Number.POSITIVE_INFINITY }],
    ['memory', { maxTensorBytes: 1024 * MIB, maxTotalBytes: 500 * MIB }],
  ])('splits a batch that needs more of %s than there is', (_, limits) => {
    const size = checkBatchFits(vitB32, 256, limits);
    expect(size).toBe(microBatchFor(vitB32, 256, limits));
    expect(size).toBeGreaterThanOrEqual(1);
    expect(size).toBeLessThan(256);
    const need = trainingMemory(vitB32, 256, size);
    expect(need.largestTensorBytes).toBeLessThanOrEqual(limits.maxTensorBytes);
    expect(need.totalBytes).toBeLessThanOrEqual(limits.maxTotalBytes);
    const twice = trainingMemory(vitB32, 256, 2 * size);
    expect(
      twice.largestTensorBytes > limits.maxTensorBytes || twice.totalBytes > limits.maxTotalBytes,
    ).toBe(true);
  });

  test('goes through a batch in one piece where it fits, or where nothing is known', () => {
    const limits = { maxTensorBytes: 1024 * MIB, maxTotalBytes: Number.POSITIVE_INFINITY };
    expect(checkBatchFits(vitB32, 64, limits)).toBe(64);
    expect(microBatchFor(vitB32, 512, undefined)).toBe(512);
  });

  test.each([
    ['in one buffer', { maxTensorBytes: 0.75 * MIB, maxTotalBytes: Number.POSITIVE_INFINITY }],
    ['of memory', { maxTensorBytes: 1024 * MIB, maxTotalBytes: 96 * MIB }],
  ])(
    'refuses what does not fit one image at a time, too much %s, and names what does',
    (words, limits) => {
      try {
        checkBatchFits(vitB32, 4096, limits);
        expect.unreachable();
      } catch (error) {
        const { code, message, hint } = error as { code: string; message: string; hint: string };
        expect(code).toBe('batch-too-large');
        expect(message).toContain(words);
        const smaller = Number(/batch (\d+)/.exec(hint)?.[1]);
        expect(() => checkBatchFits(vitB32, smaller, limits)).not.toThrow();
      }
    },
  );

  test('promises no batch where none fits', () => {
    const limits = { maxTensorBytes: 1000, maxTotalBytes: Number.POSITIVE_INFINITY };
    expect(() => checkBatchFits(vitB32, 64, limits)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('smaller model') }),
    );
  });
});

describe('the images an evaluation takes at once', () => {
  const roomy = { maxTensorBytes: 1024 * MIB, maxTotalBytes: Number.POSITIVE_INFINITY };

  test.each([
    [2, 64],
    [48, 64],
    [64, 64],
    [100, 100],
    [128, 128],
    [512, 128],
  ])('batch %i: %i where there is room', (batchSize, chunk) => {
    expect(evaluationChunk(vitB32, batchSize, roomy)).toBe(chunk);
  });

  test('are more on a graphics card, as long as the pass is short', () => {
    const card = { ...roomy, passOperations: 30e9 };
    const { vision } = vitB32;
    const small = { hiddenSize: 128, intermediateSize: 512, layerCount: 4, headCount: 4 };
    const icon = { ...vitB32, vision: { ...vision, ...small, imageSize: 48, patchSize: 8 } };
    // 60 million operations an image; an image of ViT-B/32 takes 9 billion.
    expect(evaluationChunk(icon, 64, card)).toBe(256);
    expect(evaluationChunk(icon, 64, { ...card, passOperations: 300e9 })).toBe(512);
    expect(evaluationChunk(icon, 64, roomy)).toBe(64);
    expect(evaluationChunk(vitB32, 64, card)).toBe(64);
    const { largestTensorBytes } = evaluationMemory(icon, 128);
    expect(evaluationChunk(icon, 64, { ...card, maxTensorBytes: largestTensorBytes })).toBe(128);
  });

  test('are halved until they fit, but no fewer than the batch, which is known to', () => {
    const { largestTensorBytes } = evaluationMemory(vitB32, 16);
    const tight = { ...roomy, maxTensorBytes: largestTensorBytes };
    expect(evaluationChunk(vitB32, 4, tight)).toBe(16);
    expect(evaluationChunk(vitB32, 24, tight)).toBe(24);
    const poor = { ...roomy, maxTotalBytes: evaluationMemory(vitB32, 8).totalBytes };
    expect(evaluationChunk(vitB32, 4, poor)).toBe(8);
    expect(evaluationChunk(vitB32, 4, { maxTensorBytes: 1, maxTotalBytes: 1 })).toBe(4);
  });

  test('are the batch where nothing is known of the device', () => {
    expect(evaluationChunk(vitB32, 8, undefined)).toBe(8);
    expect(evaluationChunk(vitB32, 512, undefined)).toBe(128);
  });

  test('need less than a training step of as many', () => {
    const [evaluation, training] = [evaluationMemory(vitB32, 64), trainingMemory(vitB32, 64)];
    expect(evaluation.totalBytes).toBeLessThan(training.totalBytes / 10);
    expect(evaluation.largestTensorBytes).toBeLessThanOrEqual(training.largestTensorBytes);
  });
});
