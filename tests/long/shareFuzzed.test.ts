import '../support/setupWasm.ts';
import { expect, test } from 'vitest';
import { fuzz } from '../support/parserFuzz.ts';
import { shareReaders } from '../support/shareFuzz.ts';

test.each(shareReaders())(
  '20,000 spoilt texts leave $name by name, or are taken',
  async (reader) => {
    const { complaints, taken } = await fuzz(reader, 20_000, 2027);
    expect(complaints).toEqual([]);
    expect(taken).toBeGreaterThan(200);
  },
);
