import { metrics } from '../../metrics/registry.ts';
import type { ExportedTable } from '../../results/exports/tableText.ts';
import { resultColumns } from '../../results/resultColumns.ts';
import type { RunRecord } from '../../results/runRecord.ts';
import type { TableColumn } from '../../results/tableColumns.ts';
import type { MethodResult, SplitResult } from '../../results/types.ts';
import { methodLabel } from '../archive/runNames.ts';
import type { EngineSlice } from '../engine/state.ts';
import { scopes } from '../results/words.ts';
import type { KnobsSlice } from '../view/state.ts';
import { factNames as facts, words } from './words.ts';

/** All that a run's file says of an evaluation. */
export const allMetrics: readonly string[] = metrics.map(({ id }) => id);

const imagesIn = (splits: readonly SplitResult[], wanted: SplitResult['role']) =>
  splits.filter(({ role }) => role === wanted).map(({ raw }) => raw.n);

/** What a row says of itself: of what images and settings it is, and how sure its ID numbers are. */
function factsOf(
  { splits, step, scope, alpha }: MethodResult,
  { config, dataset, model, backend, notes }: Omit<RunRecord, 'results'>,
  { binCount, binning }: KnobsSlice['knobs'],
): Readonly<Record<string, string | number>> {
  const id = splits.find(({ role }) => role === 'id')?.raw;
  return {
    [facts.accLow]: id?.accuracyInterval?.[0] ?? '',
    [facts.accHigh]: id?.accuracyInterval?.[1] ?? '',
    [facts.eceLow]: id?.eceInterval?.[0] ?? '',
    [facts.eceHigh]: id?.eceInterval?.[1] ?? '',
    [facts.floor]: id?.noiseFloor ?? '',
    [facts.idImages]: id?.n ?? '',
    [facts.oodImages]: imagesIn(splits, 'ood').join('+'),
    bins: binCount,
    binning,
    scope,
    step,
    alpha: alpha ?? '',
    seed: config.seed,
    dataset: `${dataset.id} ${dataset.version}`,
    model: model.id,
    backend: backend.backend,
    notes,
  };
}

/** The chosen columns of what is shown, with all that a reader elsewhere has to know. */
export function exportTable(
  { engine, knobs }: EngineSlice & KnobsSlice,
  chosen: readonly TableColumn[],
  { results, ...record }: RunRecord,
  about: readonly string[],
): ExportedTable {
  const columns = resultColumns(chosen);
  const rows = results.map((result) => {
    const { methodId, alpha, scope, splits } = result;
    const mix = alpha === undefined ? '' : `, α = ${alpha}`;
    const n = splits.find(({ role }) => role === 'id')?.raw.n ?? 0;
    // A row of fewer images than the others' must say so.
    const live = scope === 'live' ? `, ${scopes.live}, n ${n}` : '';
    return {
      label: `${methodLabel(engine.catalogue, methodId)}${mix}${live}`,
      values: columns.map(({ valueIn }) => valueIn(result)),
      facts: factsOf(result, record, knobs),
    };
  });
  const { binCount, binning } = knobs;
  const splits = results[0]?.splits ?? [];
  const images = (wanted: string) =>
    splits.reduce((sum, { role, raw }) => sum + (role === wanted ? raw.n : 0), 0);
  const bins = words.bins(binCount, binning === 'mass');
  const caption = [
    ...about,
    words.tableNote,
    words.tableImages(images('id'), images('ood'), bins),
  ].join('. ');
  return { columns, rows, caption };
}
