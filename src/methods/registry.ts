import type { MethodInfo } from '../protocol/catalogue.ts';
import { carot } from './carot.ts';
import { carotNeurips } from './carotNeurips.ts';
import { flyp, flypLs } from './flyp.ts';
import { ft, ftLs } from './ft.ts';
import { l2Sp } from './l2Sp.ts';
import type { Method } from './method.ts';
import { wiseFt, wiseFtLs } from './wiseFt.ts';
import { zs } from './zs.ts';

/** Every method of the lab, in the order of the paper's table. Adding one is one file and one line here. */
export const methods: readonly (MethodInfo | Method)[] = [
  zs,
  ft,
  ftLs,
  wiseFt,
  wiseFtLs,
  flyp,
  flypLs,
  carot,
  carotNeurips,
  l2Sp,
];

export const isTrained = (entry: MethodInfo | Method): entry is Method => 'lossParts' in entry;

/** The plain description that may cross to the page: no functions. */
export function methodInfo(entry: MethodInfo | Method): MethodInfo {
  const { id, label, kind, base, summary, source, params, style, paper, inDefaultRace } = entry;
  return { id, label, kind, base, summary, source, params, style, paper, inDefaultRace };
}
