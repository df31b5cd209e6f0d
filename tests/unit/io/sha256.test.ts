import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { sha256 } from '../../../src/io/sha256.ts';

afterEach(() => vi.unstubAllGlobals());

const text = (value: string) => new TextEncoder().encode(value);

/** Messages and digests of FIPS 180-4, as NIST publishes them. */
const published = [
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
] as const;

/** What browsers take away on a page that came by plain http: the whole of crypto.subtle. */
const pages = [
  ['a secure page', () => {}],
  ['a page by plain http', () => vi.stubGlobal('crypto', {})],
] as const;

describe.each(pages)('on %s', (_, open) => {
  test.each(published)('is the published digest of "%s"', async (message, digest) => {
    open();
    expect(await sha256(text(message))).toBe(digest);
  });

  test.each([55, 56, 63, 64, 65, 1_000_003])('is right for %i bytes', async (length) => {
    open();
    const bytes = Uint8Array.from({ length }, (_unused, i) => (i * 31) & 255);
    // Not at the buffer's beginning, as a file within a larger one lies.
    const inside = new Uint8Array(length + 3);
    inside.set(bytes, 3);
    const expected = createHash('sha256').update(bytes).digest('hex');
    expect(await sha256(inside.subarray(3))).toBe(expected);
  });
});
