import { metrics } from '../../metrics/registry.ts';
import type { ExportedTable } from '../../results/exports/tableText.ts';
import { resultColumns } from '../../results/resultColumns.ts';
import type { RunRecord } from '../../results/runRecord.ts';
import type { TableColumn } from '../../results/tableColumns.ts';
import { methodLabel } from '../archive/runNames.ts';
import type { EngineSlice } from '../engine/state.ts';
import { scopes } from '../results/words.ts';
import type { KnobsSlice } from '../view/state.ts';
import { words } from './words.ts';

/** All that a run's file says of an evaluation. */
export const allMetrics: readonly string[] = metrics.map(({ id }) => id);

/** The chosen columns of what is shown, with all that a reader elsewhere has to know. */
export function exportTable(
  { engine, knobs }: EngineSlice & KnobsSlice,
  chosen: readonly TableColumn[],
  { results }: Pick<RunRecord, 'results'>,
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
