import type { Catalogue } from '../../../protocol/catalogue.ts';
import { isRaceable } from '../../../protocol/catalogue.ts';
import { readSettingValue } from '../../../protocol/namedSettings.ts';
import { makeRunConfig, type RunConfig } from '../../../protocol/runConfig.ts';
import { ConfigError } from '../../../protocol/validateRunConfig.ts';
import { type StudyCell, type StudyDesign, studyCells } from '../../../study/design.ts';

/** A design as it is being typed. */
export interface DesignDraft {
  readonly name: string;
  /** Every setting that the form has no field for. */
  readonly base: StudyDesign['config'];
  /** Ids of the rows. */
  readonly methods: readonly string[];
  readonly seeds: string;
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Two; an empty setting varies nothing. */
  readonly axes: readonly { readonly setting: string; readonly values: string }[];
}

const noAxis = { setting: '', values: '' };

export function draftOf(design: StudyDesign): DesignDraft {
  const { config, seeds, axes, name } = design;
  const typed = axes.map(({ setting, values }) => ({ setting, values: values.join(', ') }));
  return {
    name,
    base: config,
    methods: [...config.lanes, ...config.views].map(({ methodId }) => methodId),
    seeds: seeds.join(', '),
    steps: config.steps,
    batchSize: config.batchSize,
    learningRate: config.optimizer.learningRate,
    axes: [...typed, noAxis, noAxis].slice(0, 2),
  };
}

/** The paper's rows on the lab's defaults, three seeds. */
export function standardDesign(catalogue: Catalogue, name: string): StudyDesign {
  const rows = catalogue.methods.filter(({ paper }) => paper !== undefined);
  const { seed: _, evaluation, ...config } = makeRunConfig(rows, catalogue);
  const finals = { ...evaluation, everySteps: 0 };
  return {
    version: 1,
    name,
    config: { ...config, evaluation: finals },
    seeds: [0, 1, 2],
    axes: [],
  };
}

/** Entries between commas or blanks. */
const entries = (text: string) => text.split(/[\s,;]+/).filter((entry) => entry !== '');

/** Lanes and views of these methods; what the base says of one stays. A view brings its lane. */
function withMethods(
  base: DesignDraft['base'],
  ids: readonly string[],
  catalogue: Catalogue,
): Pick<RunConfig, 'lanes' | 'views'> {
  const chosen = catalogue.methods.filter(({ id }) => ids.includes(id));
  const bases = chosen.flatMap((method) => (method.base ? [method.base] : []));
  const rows = catalogue.methods.filter(
    (method) => chosen.includes(method) || (bases.includes(method.id) && isRaceable(method)),
  );
  const fresh = makeRunConfig(rows, catalogue);
  const known = <Row extends { readonly methodId: string }>(held: readonly Row[], row: Row) =>
    held.find(({ methodId }) => methodId === row.methodId) ?? row;
  return {
    lanes: fresh.lanes.map((lane) => known(base.lanes, lane)),
    views: fresh.views.map((view) => known(base.views, view)),
  };
}

export interface ReadDraft {
  readonly design: StudyDesign;
  /** Empty where it cannot be run. */
  readonly cells: readonly StudyCell[];
  readonly problems: readonly string[];
}

/** The design that a draft stands for, and what is wrong with it. */
export function readDraft(draft: DesignDraft, catalogue: Catalogue): ReadDraft {
  const { name, base, steps, batchSize, learningRate } = draft;
  const design: StudyDesign = {
    version: 1,
    name: name.trim() || 'study',
    config: {
      ...base,
      ...withMethods(base, draft.methods, catalogue),
      steps,
      batchSize,
      optimizer: { ...base.optimizer, learningRate },
    },
    seeds: entries(draft.seeds).map(Number),
    axes: draft.axes
      .filter(({ setting }) => setting !== '')
      .map(({ setting, values }) => ({ setting, values: entries(values).map(readSettingValue) })),
  };
  try {
    return { design, cells: studyCells(design, catalogue), problems: [] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { design, cells: [], problems: error.problems };
  }
}
