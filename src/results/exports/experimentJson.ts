import type { RunRecord } from '../runRecord.ts';

export const experimentKind = 'carot-lab-experiment';

/** Whether a JSON value says of itself that it is an experiment. */
export const isExperiment = (value: unknown): boolean =>
  (value as { readonly kind?: unknown } | null)?.kind === experimentKind;

/** A race to be run elsewhere: its settings, and which files of data and model they are for. */
export type Experiment = Pick<RunRecord, 'lab' | 'config'> & {
  readonly dataset: Pick<RunRecord['dataset'], 'id' | 'version'>;
  readonly model: Required<Pick<RunRecord['model'], 'id' | 'version' | 'digest'>>;
};

/** An experiment as a file, which `python -m carot_twin run` reads (tools/pytorch). */
export function toExperimentJson({ lab, config, dataset, model }: Experiment): string {
  const print = {
    dataset: { id: dataset.id, version: dataset.version },
    model: { id: model.id, version: model.version, digest: model.digest },
  };
  return `${JSON.stringify({ kind: experimentKind, version: 1, lab, ...print, config }, null, 1)}\n`;
}
