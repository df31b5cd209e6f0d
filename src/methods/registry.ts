import type { MethodInfo } from '../protocol/catalogue.ts';
import { carFt } from './carFt.ts';
import { carot } from './carot.ts';
import { carotNeurips } from './carotNeurips.ts';
import { ensemble } from './ensemble.ts';
import { flyp, flypLs, flypMultiPositive } from './flyp.ts';
import { focal } from './focal.ts';
import { ft, ftLs } from './ft.ts';
import { imported } from './imported.ts';
import { l2Sp } from './l2Sp.ts';
import { lipsumFt } from './lipsumFt.ts';
import { lp } from './lp.ts';
import { lpFt } from './lpFt.ts';
import type { Method, WeightHolder } from './method.ts';
import { mixup } from './mixup.ts';
import { greedySoup, uniformSoup } from './soup.ts';
import { staticDistillation } from './staticDistillation.ts';
import { wiseFt, wiseFtLs } from './wiseFt.ts';
import { zs } from './zs.ts';

/** A method, or something that is only evaluated. */
export type RegistryEntry = WeightHolder | Method;

/** Every method of the lab, in the order of the paper's table. Adding one is one file and one line here. */
export const methods: readonly RegistryEntry[] = [
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
  lp,
  lpFt,
  carFt,
  lipsumFt,
  staticDistillation,
  flypMultiPositive,
  mixup,
  focal,
  ensemble,
  uniformSoup,
  greedySoup,
  imported,
];

export const isTrained = (entry: RegistryEntry): entry is Method => 'lossParts' in entry;

/** The plain description that may cross to the page: no functions. */
export function methodInfo(entry: MethodInfo): MethodInfo {
  const { id, label, kind, base, combination, summary, source, params, style, paper } = entry;
  const { inDefaultRace } = entry;
  return {
    id,
    label,
    kind,
    base,
    combination,
    summary,
    source,
    params,
    style,
    paper,
    inDefaultRace,
  };
}
