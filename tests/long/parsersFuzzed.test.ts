import '../support/setupWasm.ts';
import { afterAll, expect, test } from 'vitest';
import { fuzz, fuzzedParsers } from '../support/parserFuzz.ts';

const { lab, parsers } = fuzzedParsers();
afterAll(() => lab.pretrained.dispose());

test.each(parsers)('20,000 spoilt files leave $name by name, or are taken', async (parser) => {
  const { complaints, taken, refused } = await fuzz(parser, 20_000, 2026);
  expect(complaints).toEqual([]);
  expect(refused).toBeGreaterThan(2000);
  expect(taken).toBeGreaterThan(200);
});
