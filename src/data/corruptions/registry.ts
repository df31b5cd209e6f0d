import type { CorruptionInfo } from '../../protocol/catalogue.ts';
import { background } from './background.ts';
import { blur } from './blur.ts';
import { contrast } from './contrast.ts';
import type { Corruption } from './corruption.ts';
import { inversion } from './inversion.ts';
import { noise } from './noise.ts';
import { occlusion } from './occlusion.ts';
import { rotation } from './rotation.ts';

/** Every family of corruptions, in the order of the menu. Adding one is one file and one line here. */
export const corruptions: readonly Corruption[] = [
  noise,
  blur,
  contrast,
  inversion,
  rotation,
  occlusion,
  background,
];

/** The plain description that may cross to the page: no functions. */
export const corruptionInfo = ({ id, label, summary }: Corruption): CorruptionInfo => ({
  id,
  label,
  summary,
});
