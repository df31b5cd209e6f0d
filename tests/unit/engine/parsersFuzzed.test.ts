import { afterAll, expect, test } from 'vitest';
import { fuzz, fuzzedParsers } from '../../support/parserFuzz.ts';

const { lab, parsers } = fuzzedParsers();
afterAll(() => lab.pretrained.dispose());

test.each(parsers)('2,000 spoilt files leave $name by name, or are taken', async (parser) => {
  const { complaints, taken, refused } = await fuzz(parser, 2000, 17);
  expect(complaints).toEqual([]);
  expect(refused).toBeGreaterThan(200);
  expect(taken).toBeGreaterThan(20);
});
