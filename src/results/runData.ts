import type { LoadedInfo } from '../protocol/events.ts';
import type { RunRecord } from './runRecord.ts';

/** What a run's record says of its data and its model, out of what the worker said of the files. */
export const runData = ({ dataset, model }: LoadedInfo): Pick<RunRecord, 'dataset' | 'model'> => ({
  dataset: {
    id: dataset.id,
    label: dataset.label,
    version: dataset.version,
    classNames: dataset.classNames,
  },
  model: { id: model.id, label: model.label, version: model.version, digest: model.digest },
});
