import { describe, expect, test } from 'vitest';
import { checkBatchFits, trainingMemory } from '../../../src/engine/preflight.ts';
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
    ['one buffer', { maxTensorBytes: 10 * MIB, maxTotalBytes: Number.POSITIVE_INFINITY }],
    ['of memory', { maxTensorBytes: 1024 * MIB, maxTotalBytes: 500 * MIB }],
  ])('refuses a batch that needs too much %s and names one that fits', (words, limits) => {
    try {
      checkBatchFits(vitB32, 256, limits);
      expect.unreachable();
    } catch (error) {
      const { code, message, hint } = error as { code: string; message: string; hint: string };
      expect(code).toBe('batch-too-large');
      expect(message).toContain(words);
      const smaller = Number(/batch (\d+)/.exec(hint)?.[1]);
      expect(() => checkBatchFits(vitB32, smaller, limits)).not.toThrow();
    }
  });
});
