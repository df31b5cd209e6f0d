import { columnLines, header, outputLines, type Product, type SharedTile } from './product.ts';
import { builtins, components, repeat } from './wgsl.ts';

/** Rows and columns of C that a workgroup computes. */
export const sharedSides = ({ down, across, rowGroups, columnGroups }: SharedTile) => ({
  rows: 4 * rowGroups * down,
  columns: 4 * columnGroups * across,
});

/** Lines for each unit that an invocation loads: which ones it has is known when the text is written. */
type PerUnit = (unit: string, slot: number) => string;

/** A product by tiles in workgroup memory, all three modes; `sizes.x` is R. */
export function sharedProduct(product: Product, tile: SharedTile): string {
  const { mode, K, N, epilogue = {}, sums = false } = product;
  const { down, across, rowGroups, columnGroups, depth } = tile;
  const threads = down * across;
  const isColumns = mode === 'TN';
  const [K4, N4] = [K / 4, N / 4];
  const aStride = (product.aStride ?? K) / 4;
  const aOffset = (product.aOffset ?? 0) / 4;
  const cStride = isColumns ? N4 : (product.cStride ?? N) / 4;
  const cOffset = isColumns ? 0 : (product.cOffset ?? 0) / 4;
  const [height, inner] = isColumns ? [`${K}u`, 'R'] : ['R', `${K}u`];
  const [aGroups, bGroups] = [rowGroups * down, columnGroups * across];
  const parts = depth / 4;

  // Operands come in units of four vectors: along the inner dimension where they lie along it, and are
  // then turned round in registers, across it otherwise.
  const clamped = (index: string, size: string) => `min(${index}, ${size} - 1u)`;
  const along =
    (source: string, stride: number, offset: number, first: string, size: string): PerUnit =>
    (unit, slot) =>
      `let part = k0 / 4u + (${unit}) % ${parts}u; let near = ${first} + 4u * ((${unit}) / ${parts}u);
${repeat(4, (i) => `p${slot}_${i} = select(vec4f(), ${source}[${clamped(`near + ${i}u`, size)} * ${stride}u + ${clamped('part', `${K4}u`)} + ${offset}u], part < ${K4}u);`)}`;
  const straight =
    (
      source: string,
      stride: number,
      offset: number,
      groups: number,
      first: string,
      size: number,
    ): PerUnit =>
    (unit, slot) =>
      `let near = k0 + 4u * ((${unit}) / ${groups}u); let at = ${clamped(`${first} + (${unit}) % ${groups}u`, `${size}u`)} + ${offset}u;
${repeat(4, (i) => `p${slot}_${i} = select(vec4f(), ${source}[${clamped(`near + ${i}u`, inner)} * ${stride}u + at], near + ${i}u < ${inner});`)}`;
  const turnedStore =
    (to: string): PerUnit =>
    (unit, slot) =>
      `let part = (${unit}) % ${parts}u; let near = (${unit}) / ${parts}u;
${repeat(4, (q) => `${to}[4u * part + ${q}u][near] = vec4f(${repeat(4, (i) => `p${slot}_${i}.${components[q]}`, ', ')});`)}`;
  const straightStore =
    (to: string, groups: number): PerUnit =>
    (unit, slot) =>
      `let part = (${unit}) / ${groups}u; let near = (${unit}) % ${groups}u;
${repeat(4, (i) => `${to}[4u * part + ${i}u][near] = p${slot}_${i};`)}`;

  const [loadA, storeA] = isColumns
    ? [straight('A', aStride, aOffset, aGroups, 'top / 4u', K4), straightStore('As', aGroups)]
    : [along('A', aStride, aOffset, 'top', 'R'), turnedStore('As')];
  const [loadB, storeB] =
    mode === 'NT'
      ? [along('B', K4, 0, '4u * first', `${N}u`), turnedStore('Bs')]
      : [straight('B', N4, 0, bGroups, 'first', N4), straightStore('Bs', bGroups)];
  const [aUnits, bUnits] = [aGroups * parts, bGroups * parts];
  const slots = Math.ceil((aUnits + bUnits) / threads);
  /** The units of one invocation, A's before B's. */
  const units = (a: PerUnit, b: PerUnit) =>
    repeat(slots, (slot) => {
      const [from, to] = [slot * threads, (slot + 1) * threads];
      const own = `local + ${from}u`;
      const ofB = `{ ${b(`${own} - ${aUnits}u`, slot)} }`;
      const guardedB = to <= aUnits + bUnits ? ofB : `if (${own} < ${aUnits + bUnits}u) ${ofB}`;
      if (from >= aUnits) return guardedB;
      const ofA = `{ ${a(own, slot)} }`;
      if (to <= aUnits) return ofA;
      return `if (${own} < ${aUnits}u) ${ofA} else ${guardedB}`;
    });

  const each = (f: (g: number, r: number, j: number) => string) =>
    repeat(rowGroups, (g) => repeat(4, (r) => repeat(columnGroups, (j) => f(g, r, j), ' ')));
  // Of what is computed with an index, the inner ones alone: they are the same throughout.
  const step = (k: number) => `{
${repeat(rowGroups, (g) => `let a${g} = As[${k}][row + ${down * g}u];`)}
${repeat(columnGroups, (j) => `let b${j} = Bs[${k}][column + ${across * j}u];`)}
${sums ? `if (sums) { ${repeat(rowGroups, (g) => `s${g} += a${g};`, ' ')} }` : ''}
${each((g, r, j) => `c${g}${r}${j} = fma(vec4f(a${g}.${components[r]}), b${j}, c${g}${r}${j});`)}
}`;
  const store = (g: number, r: number, j: number) =>
    `{ let y = top + 4u * (row + ${down * g}u) + ${r}u; let x = first + column + ${across * j}u;
if (y < ${height} && x < ${N4}u) { let at = y * ${cStride}u + ${cOffset}u + x; var v = c${g}${r}${j}; ${columnLines(epilogue, 'x')} ${outputLines(epilogue, 'at')} } }`;
  return `${header(product, tile)}
var<workgroup> As: array<array<vec4f, ${aGroups + 1}>, ${depth}>;
var<workgroup> Bs: array<array<vec4f, ${bGroups + 1}>, ${depth}>;
@compute @workgroup_size(${threads}) fn main(${builtins}) {
let R = sizes.x;
let top = group.y * ${4 * aGroups}u;
let first = group.x * ${bGroups}u;
let column = local % ${across}u;
let row = local / ${across}u;
let sums = group.x == 0u;
${each((g, r, j) => `var c${g}${r}${j} = vec4f();`)}
${sums ? repeat(rowGroups, (g) => `var s${g} = vec4f();`) : ''}
${repeat(slots, (slot) => repeat(4, (i) => `var p${slot}_${i}: vec4f;`, ' '))}
var k0 = 0u;
${units(loadA, loadB)}
loop {
workgroupBarrier();
${units(storeA, storeB)}
workgroupBarrier();
k0 += ${depth}u;
// What comes next is on its way while this is computed.
if (k0 < ${inner}) {
${units(loadA, loadB)}
}
${repeat(depth, step)}
if (k0 >= ${inner}) { break; }
}
${each(store)}
${sums ? repeat(rowGroups, (g) => `if (sums && column == 0u && top / 4u + row + ${down * g}u < ${K4}u) { second[top / 4u + row + ${down * g}u] = s${g}; }`) : ''}
}`;
}
