import type * as tf from '../tf.ts';
import { allocate } from './backend.ts';
import { deviceOf, type WebgpuKernel } from './current.ts';
import { builtins, declare, invocation, type Kernel } from './wgsl.ts';

const GROUP = 64;

/** Four bytes an invocation. Bindings: images, words, tables [768]. Sizes: words. */
const pixelKernel: Kernel = {
  key: 'pixels',
  source: () => `${declare([
    { name: 'images', access: 'read_write' },
    { name: 'words', type: 'array<u32>' },
    { name: 'tables', type: 'array<f32>' },
  ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${invocation(GROUP)}
if (item >= sizes.x) { return; }
let word = words[item];
let own = (vec4u(word) >> vec4u(0u, 8u, 16u, 24u)) & vec4u(255u);
// Four numbers before it for each word, and four are one more than three.
let at = (vec4u(item) + vec4u(0u, 1u, 2u, 3u)) % vec4u(3u) * 256u + own;
images[item] = vec4f(tables[at.x], tables[at.y], tables[at.z], tables[at.w]);
}`,
};

/** @returns images [B, S, S, 3] */
export const pixelsKernel: WebgpuKernel = ({ inputs, attrs, backend }) => {
  const { words, tables } = inputs as Readonly<Record<string, tf.TensorInfo>>;
  const { count, side } = attrs as Readonly<Record<string, number>>;
  const images = allocate(backend, [count!, side!, side!, 3]);
  const items = words!.shape[0]!;
  const groups = Math.ceil(items / GROUP);
  deviceOf(backend).recorder.run(pixelKernel, [images, words!, tables!], [items], groups);
  return [images];
};
