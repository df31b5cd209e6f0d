import type { Catalogue } from '../../protocol/catalogue.ts';
import type { RunConfig } from '../../protocol/runConfig.ts';
import type { RunRecord } from '../../results/runRecord.ts';
import { configEntries } from './runNames.ts';

/** The settings in which the runs differ, as columns; the same for all are left out. */
export function configColumns(
  records: readonly RunRecord[],
  catalogue: Catalogue | null,
): { readonly name: string; readonly values: ReadonlyMap<string, string> }[] {
  const perRun = records.map(({ id, config }) => ({ id, entries: entriesOf(config, catalogue) }));
  const names = [...new Set(perRun.flatMap(({ entries }) => [...entries.keys()]))];
  return names.flatMap((name) => {
    const values = new Map(perRun.map(({ id, entries }) => [id, entries.get(name) ?? '–']));
    return new Set(values.values()).size > 1 ? [{ name, values }] : [];
  });
}

function entriesOf(config: RunConfig, catalogue: Catalogue | null): ReadonlyMap<string, string> {
  return new Map(configEntries(config, catalogue).map(({ name, value }) => [name, String(value)]));
}
