import { meanInterval } from '../../math/meanInterval.ts';
import type { MethodInfo, MethodStyle } from '../../protocol/catalogue.ts';
import type { EvaluationSummary, Interval, MethodResult } from '../../results/types.ts';
import type { EngineSlice } from '../engine/state.ts';
import { memoSelector } from '../kit/memoSelector.ts';
import { methodsOf } from '../run/selectors.ts';
import type { RunSlice, SetupSlice } from '../run/state.ts';
import { isStaleAlpha } from './selectors.ts';
import {
  alphaTrail,
  fromInputs,
  liveHistory,
  ownResult,
  type ShownReads,
  shownInputs,
  shownSummaries,
} from './shown.ts';

/** A value of one side, ID or the mean of the OOD sets; a fraction. */
export interface PlaneValue {
  readonly value: number;
  /** 95 %; null where it has not been drawn, or not yet. */
  readonly interval: Interval | null;
}

/** One side of an evaluation. */
export interface PlaneSide {
  readonly accuracy: PlaneValue;
  readonly ece: PlaneValue;
  /** ECE that perfect calibration would show, averaged like the ECE. */
  readonly floor: number;
  /** Images, over all sets. */
  readonly n: number;
  readonly sets: number;
}

export interface PlaneSpot {
  readonly id: PlaneSide;
  readonly ood: PlaneSide;
}

/** A point of a trail, without intervals. */
export interface TrailSpot extends PlaneSpot {
  readonly step: number;
  readonly alpha?: number;
}

export interface PlaneMethod {
  readonly methodId: string;
  readonly label: string;
  readonly style: MethodStyle;
  readonly step: number;
  readonly scope: MethodResult['scope'];
  /** What the knobs ask for. */
  readonly shown: PlaneSpot;
  /** The same at T = 1; null where that is what is shown. */
  readonly raw: PlaneSpot | null;
  /** That the shown logits are divided by. */
  readonly temperature: number;
  /** Weight of the fine-tuned model, for views. */
  readonly alpha: number | null;
  /** The view is shown at another alpha than the slider's. */
  readonly approximate: boolean;
  /** Live evaluations by step, from the start they share; a view's mixes by alpha. */
  readonly trail: readonly TrailSpot[];
}

function side(summaries: readonly EvaluationSummary[]): PlaneSide | null {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  if (summaries.length === 0) return null;
  const combined = (pick: (summary: EvaluationSummary) => PlaneValue): PlaneValue => {
    const measured = summaries.map(pick);
    return { value: mean(measured.map(({ value }) => value)), interval: meanInterval(measured) };
  };
  return {
    accuracy: combined(({ accuracy, accuracyInterval }) => ({
      value: accuracy,
      interval: accuracyInterval,
    })),
    ece: combined(({ ece, eceInterval }) => ({ value: ece, interval: eceInterval })),
    floor: mean(summaries.map(({ noiseFloor }) => noiseFloor)),
    n: summaries.reduce((sum, { n }) => sum + n, 0),
    sets: summaries.length,
  };
}

interface Summarised {
  readonly role: 'val' | 'id' | 'ood';
  readonly summary: EvaluationSummary;
}

/**
 * One evaluation as a place in both planes; OOD is the unweighted mean of the OOD sets, its interval
 * that of a mean of independent values (see `meanInterval`). Null unless both sides were evaluated.
 */
export function planeSpot(splits: readonly Summarised[]): PlaneSpot | null {
  const of = (wanted: Summarised['role']) =>
    side(splits.flatMap(({ role, summary }) => (role === wanted ? [summary] : [])));
  const [id, ood] = [of('id'), of('ood')];
  return id && ood ? { id, ood } : null;
}

const rawSpot = (result: MethodResult) =>
  planeSpot(result.splits.map(({ role, raw }) => ({ role, summary: raw })));

const spots = new WeakMap<MethodResult, TrailSpot | null>();

function trailSpot(result: MethodResult): TrailSpot | null {
  const known = spots.get(result);
  if (known !== undefined) return known;
  const spot = rawSpot(result);
  const made = spot && { ...spot, step: result.step, alpha: result.alpha };
  spots.set(result, made);
  return made;
}

const trailOf = (results: readonly MethodResult[]): TrailSpot[] =>
  results.flatMap((result) => trailSpot(result) ?? []);

/** Where a method stands, and the way it came; null while nothing of it is known. */
function planeMethod(
  known: ShownReads,
  { id, label, style, kind }: MethodInfo,
  start: MethodResult | undefined,
): PlaneMethod | null {
  const result = ownResult(known, id);
  if (!result) return null;
  const summaries = shownSummaries(known, id);
  const shown = planeSpot(summaries.map(({ split, summary }) => ({ role: split.role, summary })));
  if (!shown) return null;
  const asked = known.knobs.temperature;
  const past = liveHistory(known, id);
  // A lane that joined late started where all did: at the pretrained model.
  const came = start && past[0] && past[0].step > 0 ? [start, ...past] : past;
  const mixes =
    kind === 'interpolation' && known.clock.scrubStep === null ? alphaTrail(known, id) : [];
  return {
    methodId: id,
    label,
    style,
    step: result.step,
    scope: result.scope,
    shown,
    raw: asked === 1 ? null : rawSpot(result),
    temperature: summaries[0]?.summary.temperature ?? result.temperature,
    alpha: result.alpha ?? null,
    approximate: isStaleAlpha(result, known.knobs),
    trail:
      kind === 'trained'
        ? trailOf(came)
        : kind === 'interpolation'
          ? trailOf(mixes.map((mix) => mix.result))
          : [],
  };
}

/** Every method with something to show, in catalogue order: both planes are drawn from it. */
export function planeMethods(
  methods: readonly MethodInfo[],
  known: ShownReads,
): readonly PlaneMethod[] {
  const reference = methods.find(({ kind }) => kind === 'reference');
  const start = reference && liveHistory(known, reference.id)[0];
  return methods.flatMap((method) => planeMethod(known, method, start) ?? []);
}

/** Both planes' methods; worked out anew only when one of them could have moved. */
export const planeView = memoSelector(
  (state: ShownReads & Pick<EngineSlice & RunSlice & SetupSlice, 'engine' | 'run' | 'setup'>) =>
    [
      state.engine.catalogue,
      state.run?.config,
      state.setup.included,
      ...shownInputs(state),
    ] as const,
  (catalogue, config, included, ...inputs) =>
    planeMethods(methodsOf(catalogue, config, included), fromInputs(...inputs)),
);
