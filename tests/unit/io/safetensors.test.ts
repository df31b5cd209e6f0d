import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vector from '#vectors/12_tiny_clip.json';
import {
  parseSafetensors,
  type SafetensorEntry,
  scanNonFinite,
  toFloat32,
  writeSafetensors,
} from '../../../src/io/safetensors.ts';
import { SafetensorsError } from '../../../src/io/safetensorsError.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

/** A file from its parts; `claimed` is the header length when it shall lie. */
function fileOf(header: string | Uint8Array, dataBytes = 0, claimed?: bigint): Uint8Array {
  const text = typeof header === 'string' ? utf8(header) : header;
  const file = new Uint8Array(8 + text.length + dataBytes);
  new DataView(file.buffer).setBigUint64(0, claimed ?? BigInt(text.length), true);
  file.set(text, 8);
  return file;
}

const info = (dtype: string, shape: unknown, offsets: unknown) =>
  JSON.stringify({ dtype, shape, data_offsets: offsets });
const one = (dtype: string, shape: unknown, offsets: unknown, name = 'w') =>
  `{${JSON.stringify(name)}:${info(dtype, shape, offsets)}}`;

function codeOf(bytes: Uint8Array): string {
  try {
    parseSafetensors(bytes);
  } catch (error) {
    if (!(error instanceof SafetensorsError)) throw error;
    expect(error.message).not.toBe('');
    expect(error.hint).not.toBe('');
    return error.code;
  }
  return 'accepted';
}

describe('parseSafetensors refuses', () => {
  const prefixed = (n: bigint, rest: string) => fileOf(rest, 0, n);
  const two = (a: string, b: string) => `{"a":${a},"b":${b}}`;
  const f32 = (begin: unknown, end: unknown) => info('F32', [1], [begin, end]);
  const many = Array.from({ length: 20_001 }, (_, i) => `"t${i}":${info('F32', [0], [0, 0])}`);

  test.each<[string, string, Uint8Array]>([
    ['an empty file', 'truncated', new Uint8Array(0)],
    ['fewer than 8 bytes', 'truncated', new Uint8Array(7)],
    ['a header over the cap', 'header-too-large', prefixed(25_000_001n, '{}')],
    ['a header of 2^63 bytes', 'header-too-large', prefixed(2n ** 63n, '{}')],
    ['a header beyond the file', 'truncated', prefixed(100n, '{}')],
    ['an empty header', 'bad-header', prefixed(0n, '')],
    ['a header that is not UTF-8', 'bad-header', fileOf(Uint8Array.of(0x7b, 0xff, 0x7d))],
    ['a byte order mark', 'bad-header', fileOf('\ufeff{}')],
    ['a space before the brace', 'bad-header', fileOf(' {}')],
    ['a header that is not JSON', 'bad-header', fileOf('{"a":}')],
    ['a header that is an array', 'bad-header', fileOf('[]')],
    ['a header that is null', 'bad-header', fileOf('null')],
    ['overlapping tensors', 'bad-offsets', fileOf(two(f32(0, 4), f32(2, 6)), 6)],
    ['twice the same bytes', 'bad-offsets', fileOf(two(f32(0, 4), f32(0, 4)), 4)],
    ['a hole between tensors', 'bad-offsets', fileOf(two(f32(0, 4), f32(8, 12)), 12)],
    ['a hole before the first', 'bad-offsets', fileOf(one('F32', [1], [4, 8]), 8)],
    ['trailing bytes', 'trailing-bytes', fileOf(one('F32', [1], [0, 4]), 5)],
    ['bytes without any tensor', 'trailing-bytes', fileOf('{}', 1)],
    ['two bytes too few', 'truncated', fileOf(one('F32', [1], [0, 4]), 2)],
    ['offsets the wrong way round', 'bad-offsets', fileOf(one('F32', [0], [4, 0]), 4)],
    ['negative offsets', 'bad-entry', fileOf(one('F32', [1], [-4, 0]), 0)],
    ['fractional offsets', 'bad-entry', fileOf(one('F32', [1], [0, 4.5]), 4)],
    [
      'a whole number with a point',
      'bad-entry',
      fileOf('{"w":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}', 4),
    ],
    [
      'an exponent',
      'bad-entry',
      fileOf('{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4e0]}}', 4),
    ],
    [
      'an infinite offset',
      'bad-entry',
      fileOf('{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,1e400]}}', 4),
    ],
    ['one offset', 'bad-entry', fileOf(one('F32', [1], [0]), 4)],
    ['three offsets', 'bad-entry', fileOf(one('F32', [1], [0, 4, 4]), 4)],
    ['no shape', 'bad-entry', fileOf('{"w":{"dtype":"F32","data_offsets":[0,4]}}', 4)],
    ['a shape of texts', 'bad-entry', fileOf(one('F32', ['1'], [0, 4]), 4)],
    ['a tensor that is null', 'bad-entry', fileOf('{"w":null}')],
    ['a tensor that is a list', 'bad-entry', fileOf('{"w":[]}')],
    ['a shape that asks for more bytes', 'size-mismatch', fileOf(one('F32', [2], [0, 4]), 4)],
    ['a type that asks for more bytes', 'size-mismatch', fileOf(one('F64', [1], [0, 4]), 4)],
    ['half a byte', 'size-mismatch', fileOf(one('F4', [3], [0, 2]), 2)],
    [
      'a product beyond 2^64',
      'overflow',
      fileOf('{"w":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}'),
    ],
    [
      'a side beyond 2^53',
      'overflow',
      fileOf('{"w":{"dtype":"F32","shape":[9007199254740993,0],"data_offsets":[0,0]}}'),
    ],
    ['an unknown type', 'unknown-dtype', fileOf(one('F128', [1], [0, 16]), 16)],
    ['an inherited name as type', 'unknown-dtype', fileOf(one('constructor', [1], [0, 4]), 4)],
    ['a tensor listed twice', 'duplicate-key', fileOf(`{"w":${f32(0, 4)},"w":${f32(0, 4)}}`, 4)],
    [
      'a tensor listed twice in disguise',
      'duplicate-key',
      fileOf(`{"t":${f32(0, 4)},"\\u0074"${' '.repeat(40)}:${f32(0, 4)}}`, 4),
    ],
    [
      'a field twice in a tensor',
      'duplicate-key',
      fileOf('{"w":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4),
    ],
    [
      'a name of 2,000 characters',
      'bad-name',
      fileOf(one('F32', [1], [0, 4], 'n'.repeat(2000)), 4),
    ],
    ['a name with control characters', 'bad-name', fileOf(one('F32', [1], [0, 4], 'a\u0000b'), 4)],
    ['metadata that are a list', 'bad-metadata', fileOf('{"__metadata__":[]}')],
    ['metadata with a number', 'bad-metadata', fileOf('{"__metadata__":{"format":1}}')],
    ['20,001 tensors', 'too-many-tensors', fileOf(`{${many.join(',')}}`)],
    [
      'a header 100,000 levels deep',
      'bad-metadata',
      fileOf(`{"__metadata__":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`),
    ],
  ])('%s', (_, code, bytes) => expect(codeOf(bytes)).toBe(code));

  test.each<[string, Uint8Array]>([
    ['zip archive', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 8, 8, 0, 0)],
    ['pickle', Uint8Array.of(0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9)],
    ['GGUF', utf8('GGUF\u0003\0\0\0\0\0\0\0')],
    ['ONNX', utf8('\b\u0007\u0012\u0007pytorch\u001a\u00042.11')],
    ['web page', utf8('\n<!DOCTYPE html><title>Sign in</title>')],
    ['Git LFS pointer', utf8('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n')],
    ['JSON text', utf8('{"weights":{}}')],
    ['JSON text that looks like a config.json', utf8('{"model_type":"clip"}')],
  ])('another format by its name: %s', (what, bytes) => {
    expect(codeOf(bytes)).toBe('wrong-format');
    expect(() => parseSafetensors(bytes)).toThrow(what);
  });
});

test('the index of a checkpoint in parts is told as such, with how to make one file of it', () => {
  const files = { a: 'model-00001-of-00002.safetensors', b: 'model-00002-of-00002.safetensors' };
  const index = utf8(JSON.stringify({ metadata: {}, weight_map: { ...files, c: files.a } }));
  expect(codeOf(index)).toBe('sharded');
  expect(() => parseSafetensors(index)).toThrow('the index of a checkpoint in 2 parts');
  expect(new SafetensorsError('sharded', '').hint).toContain('max_shard_size="100GB"');
});

test('metadata with a number are refused without calling the file hostile', () => {
  const file = fileOf(
    '{"__metadata__":{"epoch":3},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}',
    8,
  );
  try {
    parseSafetensors(file);
    expect.unreachable();
  } catch (error) {
    const { code, message, hint } = error as SafetensorsError;
    expect(code).toBe('bad-metadata');
    expect(message).toBe('The metadata may hold texts only, but "epoch" is 3.');
    expect(hint).not.toMatch(/hostile|damaged/);
  }
});

describe('parseSafetensors reads', () => {
  test('metadata that are null as none, like the Rust library', () => {
    const { metadata, tensors } = parseSafetensors(
      fileOf('{"__metadata__":null,"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', 8),
    );
    expect(metadata.size).toBe(0);
    expect(tensors.get('w')!.shape).toEqual([2]);
  });

  test.each([
    'F8_E4M3',
    'F8_E5M2',
    'F8_E8M0',
    'F8_E4M3FNUZ',
    'F8_E5M2FNUZ',
    'F6_E2M3',
    'F6_E3M2',
    'F4',
    'C64',
    'BOOL',
  ])('%s as a type that is known and not read as weights', (dtype) => {
    const bytes = { F4: 4, F6_E2M3: 6, F6_E3M2: 6, C64: 64 }[dtype] ?? 8;
    const entry = parseSafetensors(fileOf(one(dtype, [8], [0, bytes]), bytes)).tensors.get('w')!;
    expect(() => toFloat32(entry)).toThrow(`"w" is stored as ${dtype}, which the lab knows`);
  });

  test('a header whose length looks like a pickle or a zip archive', () => {
    for (const length of [0x0280, 0x4b50, 0x8b1f]) {
      const header = one('F32', [1], [0, 4]).padEnd(length, ' ');
      expect(parseSafetensors(fileOf(header, 4)).tensors.size).toBe(1);
    }
  });

  test('scalars, empty tensors, unknown fields and hostile names as plain data', () => {
    const header = `{"__proto__":${info('F32', [], [0, 4])},"constructor":${info('F16', [0, 7], [4, 4])},"x":{"dtype":"U8","shape":[1],"data_offsets":[4,5],"note":"kept out"}}`;
    const { tensors } = parseSafetensors(fileOf(header, 5));
    expect([...tensors.keys()]).toEqual(['__proto__', 'constructor', 'x']);
    expect(tensors.get('__proto__')).toMatchObject({ dtype: 'F32', shape: [] });
    expect(({} as Record<string, unknown>).dtype).toBeUndefined();
  });

  test('metadata', () => {
    const header = '{"__metadata__":{"format":"pt","__proto__":"x"}}';
    expect([...parseSafetensors(fileOf(header)).metadata]).toEqual([
      ['format', 'pt'],
      ['__proto__', 'x'],
    ]);
  });

  test('the reference checkpoint, float32 and float16, also from a pooled buffer', () => {
    const state = vector.state_dict as Record<string, { data: number[] } | number>;
    const vectors =
      process.env.VECTORS_DIR ?? fileURLToPath(new URL('../../reference/vectors', import.meta.url));
    for (const [file, tolerance] of [
      ['model.safetensors', 1e-7],
      ['model.f16.safetensors', 1e-3],
    ] as const) {
      const buffer = readFileSync(join(vectors, '../tiny-clip', file));
      const pooled = Buffer.concat([Buffer.alloc(3), buffer]).subarray(3);
      const { tensors } = parseSafetensors(pooled);
      const weights = [...tensors].filter(([name]) => !name.endsWith('.position_ids'));
      expect(weights.map(([name]) => name).sort()).toEqual(Object.keys(state).sort());
      for (const [name, entry] of weights) {
        const value = state[name]!;
        const expected = typeof value === 'number' ? [value] : value.data;
        const actual = toFloat32(entry);
        expect(actual.length).toBe(expected.length);
        actual.forEach((x, i) => {
          expect(Math.abs(x - expected[i]!)).toBeLessThanOrEqual(
            tolerance * (Math.abs(expected[i]!) + 1),
          );
        });
      }
    }
  });
});

describe('toFloat32', () => {
  const entry = (dtype: SafetensorEntry['dtype'], bytes: Uint8Array, name = 'w') => ({
    name,
    dtype,
    shape: [bytes.length],
    bytes,
  });
  const halves = (...bits: number[]) => new Uint8Array(Uint16Array.from(bits).buffer);

  test('reads half precision exactly: zeros, subnormals, limits, infinities, NaN', () => {
    const bits = [
      0x0000, 0x8000, 0x0001, 0x03ff, 0x0400, 0x3c00, 0xc000, 0x7bff, 0x7c00, 0xfc00, 0x7e00,
    ];
    expect([...toFloat32(entry('F16', halves(...bits)))]).toEqual([
      0,
      -0,
      2 ** -24,
      1023 * 2 ** -24,
      2 ** -14,
      1,
      -2,
      65_504,
      Infinity,
      -Infinity,
      NaN,
    ]);
  });

  test('reads bfloat16 exactly', () => {
    const bits = [0x3f80, 0xbf80, 0x4049, 0x0001, 0x7f80];
    expect([...toFloat32(entry('BF16', halves(...bits)))]).toEqual([
      1,
      -1,
      3.140625,
      2 ** -133,
      Infinity,
    ]);
  });

  test('rounds F64, and refuses whole numbers', () => {
    const doubles = new Uint8Array(Float64Array.of(1.5, 0.1).buffer);
    expect([...toFloat32(entry('F64', doubles))]).toEqual([1.5, Math.fround(0.1)]);
    const ids = new Uint8Array(BigInt64Array.of(0n, 76n).buffer);
    expect(() => toFloat32(entry('I64', ids))).toThrow(SafetensorsError);
  });

  test('copies from any alignment', () => {
    const odd = new Uint8Array(9);
    odd.set(new Uint8Array(Float32Array.of(1, 2).buffer), 1);
    const values = toFloat32(entry('F32', odd.subarray(1)));
    odd.fill(0);
    expect([...values]).toEqual([1, 2]);
  });
});

test('scanNonFinite names the tensors with NaN or infinite numbers', () => {
  const weights = new Map([
    ['good', { data: Float32Array.of(0, -0, 3.4e38, -1e-45) }],
    ['nan', { data: Float32Array.of(1, NaN, 1) }],
    ['inf', { data: Float32Array.of(-Infinity) }],
    ['empty', { data: new Float32Array(0) }],
  ]);
  expect(scanNonFinite(weights)).toEqual(['nan', 'inf']);
});

describe('writeSafetensors', () => {
  const tensor = fc
    .record({
      name: fc
        .string({ minLength: 1, maxLength: 12 })
        .filter((n) => !/[\p{Cc}\p{Cs}]/u.test(n) && n !== '__metadata__'),
      shape: fc.array(fc.nat(4), { maxLength: 3 }),
      seed: fc.nat(1000),
    })
    .map(({ name, shape, seed }) => ({
      name,
      shape,
      data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) =>
        Math.sin(seed + i),
      ),
    }));
  const tensors = fc.uniqueArray(tensor, { selector: ({ name }) => name, maxLength: 8 });

  test('is what parseSafetensors reads back, aligned and in the order of names', () => {
    fc.assert(
      fc.property(tensors, (written) => {
        const file = writeSafetensors(written, new Map([['step', '7']]));
        const { tensors: read, metadata } = parseSafetensors(file);
        expect([...metadata]).toEqual([
          ['format', 'pt'],
          ['step', '7'],
        ]);
        expect(read.size).toBe(written.length);
        for (const { name, shape, data } of written) {
          const entry = read.get(name)!;
          expect(entry.shape).toEqual(shape);
          expect(toFloat32(entry)).toEqual(data);
          expect((entry.bytes.byteOffset - file.byteOffset) % 4).toBe(0);
        }
        const header = new DataView(file.buffer).getBigUint64(0, true);
        expect(header % 8n).toBe(0n);
      }),
    );
  });

  test('refuses a name twice and a shape that does not fit', () => {
    const w = { name: 'w', shape: [1], data: Float32Array.of(1) };
    expect(() => writeSafetensors([w, w])).toThrow(SafetensorsError);
    expect(() => writeSafetensors([{ ...w, shape: [2] }])).toThrow(/asks for 2/);
    expect(() => writeSafetensors([{ ...w, name: '__metadata__' }])).toThrow(SafetensorsError);
  });
});

test('a mutated file is refused by name, or its tensors tile it', () => {
  const valid = writeSafetensors([
    { name: 'a', shape: [2, 2], data: new Float32Array(4) },
    { name: 'b', shape: [], data: new Float32Array(1) },
    { name: 'c', shape: [0], data: new Float32Array(0) },
  ]);
  const edit = fc.oneof(
    fc.record({
      kind: fc.constant('set' as const),
      at: fc.nat(valid.length - 1),
      byte: fc.nat(255),
    }),
    fc.record({
      kind: fc.constant('digit' as const),
      at: fc.nat(valid.length - 1),
      byte: fc.integer({ min: 0x30, max: 0x39 }),
    }),
    fc.record({
      kind: fc.constant('cut' as const),
      at: fc.nat(valid.length - 1),
      byte: fc.constant(0),
    }),
    fc.record({
      kind: fc.constant('insert' as const),
      at: fc.nat(valid.length - 1),
      byte: fc.nat(255),
    }),
  );
  const mutate = (edits: { kind: string; at: number; byte: number }[]) =>
    edits.reduce((bytes, { kind, at, byte }) => {
      if (kind === 'cut') return bytes.slice(0, at);
      if (kind === 'insert')
        return Uint8Array.from([...bytes.slice(0, at), byte, ...bytes.slice(at)]);
      const copy = bytes.slice();
      if (at < copy.length) copy[at] = byte;
      return copy;
    }, valid.slice() as Uint8Array);
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const bytes = mutate(edits);
      try {
        const { tensors } = parseSafetensors(bytes);
        const held = [...tensors.values()].reduce((sum, { bytes: view }) => sum + view.length, 0);
        const header = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
        expect(8 + header + held).toBe(bytes.length);
      } catch (error) {
        expect(error).toBeInstanceOf(SafetensorsError);
      }
    }),
    { numRuns: 20_000 },
  );
});
