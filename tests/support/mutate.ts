import type { Rng } from '../../src/math/rng.ts';

const pick = <T>(rng: Rng, list: readonly T[]): T => list[rng.below(list.length)]!;

/** What JSON.stringify cannot write, put in afterwards in place of the mark. */
const RAW: Readonly<Record<string, string>> = {
  '@endless@': '1e400',
  '@deep@': `${'['.repeat(5000)}${']'.repeat(5000)}`,
  '@deepObject@': `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`,
  '@pollution@': '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
};

/** Values that a parser of foreign JSON must survive wherever they stand. */
const hostile: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e-320,
  1e308,
  2 ** 31,
  2 ** 53 + 2,
  '',
  ' ',
  '0',
  '__proto__',
  'constructor',
  'toString',
  '\u0000',
  '\u202e\u200b',
  '\ud800',
  'é',
  'x'.repeat(50_000),
  [],
  {},
  [[[]]],
  [null],
  { toString: 1 },
  { toString: null, valueOf: null },
  { toJSON: 1, length: -1 },
  { length: 1e9 },
  Array.from({ length: 3000 }, () => 0),
  ...Object.keys(RAW),
];
const hostileKeys = ['__proto__', 'constructor', 'toString', 'length', '', 'type', '\u202e'];

type Container = Record<string, unknown> | unknown[];
const isContainer = (value: unknown): value is Container =>
  typeof value === 'object' && value !== null;

/** A container and one of its keys, found by walking down from the root. */
function place(rng: Rng, root: Container): { parent: Container; key: string } | null {
  let parent = root;
  for (;;) {
    const keys = Object.keys(parent);
    if (keys.length === 0) return null;
    const key = pick(rng, keys);
    const child = (parent as Record<string, unknown>)[key];
    if (!isContainer(child) || Object.keys(child).length === 0 || rng.below(3) === 0) {
      return { parent, key };
    }
    parent = child;
  }
}

function changeTree(rng: Rng, root: Container): void {
  const found = place(rng, root);
  if (!found) return;
  const parent = found.parent as Record<string, unknown>;
  const { key } = found;
  const value = parent[key];
  const kind = rng.below(7);
  if (kind < 3) parent[key] = structuredClone(pick(rng, hostile));
  else if (kind === 3) {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
  } else if (kind === 4) {
    if (Array.isArray(parent)) parent.push(value);
    else {
      // An assignment to "__proto__" would make no key of it.
      const options = { value, enumerable: true, configurable: true, writable: true };
      Object.defineProperty(parent, pick(rng, hostileKeys), options);
    }
  } else if (kind === 5) parent[key] = parent[pick(rng, Object.keys(parent))];
  else if (typeof value === 'number') parent[key] = value + pick(rng, [1, -1, 0.5, 1e9]);
  else if (typeof value === 'string') parent[key] = value + pick(rng, ['x', '\u0000', value]);
  else parent[key] = isContainer(value) ? Object.values(value) : [value];
}

function changeText(rng: Rng, text: string): string {
  const at = rng.below(text.length + 1);
  const kind = rng.below(6);
  if (kind === 0) return text.slice(0, at);
  if (kind === 1) return `\ufeff${text}`;
  if (kind === 2) return text.slice(0, at) + text.slice(at + 1 + rng.below(20));
  if (kind === 3)
    return (
      text.slice(0, at) + pick(rng, ['"', '{', ']', ',', '\\', '9', '-', 'e']) + text.slice(at)
    );
  if (kind === 4) {
    const from = rng.below(text.length + 1);
    return text.slice(0, at) + text.slice(from, from + rng.below(40)) + text.slice(at);
  }
  return text.replace(/"(\w+)":/, '"$1":1,"$1":');
}

/** A JSON text with one to three things wrong with it: its values, its keys, or its letters. */
export function mutateJson(rng: Rng, json: string): string {
  const root = { root: JSON.parse(json) as unknown };
  for (let i = rng.below(3); i >= 0; i--) changeTree(rng, root);
  const text = JSON.stringify(root.root) ?? '';
  const raw = text.replace(/"(@\w+@)"/g, (whole, mark: string) => RAW[mark] ?? whole);
  return rng.below(4) === 0 ? changeText(rng, raw) : raw;
}

/** Bytes with one to four of them changed, taken out, put in, or all cut off from there on. */
export function mutateBytes(rng: Rng, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  let out = Uint8Array.from(bytes);
  for (let i = rng.below(4); i >= 0; i--) {
    const at = rng.below(out.length + 1);
    const kind = rng.below(8);
    if (kind === 0) out = out.slice(0, at);
    else if (kind === 1)
      out = Uint8Array.from([...out.subarray(0, at), rng.below(256), ...out.subarray(at)]);
    else if (kind === 2)
      out = Uint8Array.from([...out.subarray(0, at), ...out.subarray(at + 1 + rng.below(9))]);
    else if (at < out.length)
      out[at] = pick(rng, [rng.below(256), 0, 255, out[at]! ^ (1 << rng.below(8))]);
  }
  return out;
}

/** A safetensors file whose header, or a byte of it, is wrong. */
export function mutateSafetensors(rng: Rng, file: Uint8Array): Uint8Array<ArrayBuffer> {
  if (rng.below(3) === 0) return mutateBytes(rng, file);
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const header = new TextDecoder().decode(file.subarray(8, 8 + length));
  const changed = new TextEncoder().encode(mutateJson(rng, header));
  const out = new Uint8Array(8 + changed.length + file.length - 8 - length);
  new DataView(out.buffer).setBigUint64(0, BigInt(changed.length), true);
  out.set(changed, 8);
  out.set(file.subarray(8 + length), 8 + changed.length);
  return out;
}
