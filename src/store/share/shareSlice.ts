import { LabError } from '../../protocol/labError.ts';
import { safeName } from '../../results/exports/safeName.ts';
import type { RunRecord } from '../../results/runRecord.ts';
import { extraMetrics } from '../../results/tableColumns.ts';
import { currentName, presetDiff } from '../archive/runNames.ts';
import { recordParts } from '../archive/runParts.ts';
import type { RunsSlice } from '../archive/state.ts';
import type { ClassroomSlice } from '../classroom/state.ts';
import { described } from '../engine/described.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import type { RecordedSlice } from '../recorded/state.ts';
import { words as recordedWords } from '../recorded/words.ts';
import { ownResult } from '../results/shown.ts';
import { shownEvaluation } from '../results/shownEvaluation.ts';
import type { ResultsSlice } from '../results/state.ts';
import { raceStep, runMethods } from '../run/selectors.ts';
import type { RunSlice, SetupSlice } from '../run/state.ts';
import type { ClockSlice, KnobsSlice, LayoutSlice, TableSlice } from '../view/state.ts';
import type { FileOpener } from './openFiles.ts';
import { measureShown } from './shownMetrics.ts';
import type { NamedFile, ShareSlice } from './state.ts';
import { words } from './words.ts';

type Reads = ClassroomSlice &
  ClockSlice &
  EngineSlice &
  KnobsSlice &
  LayoutSlice &
  RecordedSlice &
  ResultsSlice &
  RunSlice &
  RunsSlice &
  SetupSlice &
  ShareSlice &
  TableSlice;

/** Runs are written and read by code that comes when it is wanted. */
const loadRunJson = () => import('../../results/exports/runJson.ts');
const loadExportTable = () => import('./exportTable.ts');

const noResults = () => new LabError('no-results', ...pair(words.noResults));
const pair = ({ message, hint }: { readonly message: string; readonly hint: string }) =>
  [message, hint] as const;

function shownRecord(state: Reads, now: number): RunRecord {
  const { run, engine, runs, evaluations, knobs, clock } = state;
  const catalogue = engine.catalogue;
  const shown = runMethods(state).flatMap(({ id }) => {
    const result = ownResult(state, id);
    if (!result) return [];
    // The ends of a view's trail borrow another method's logits, and with them its name.
    const entry = shownEvaluation(evaluations, id, knobs.alpha, clock.scrubStep);
    const alpha = entry?.alpha ?? result.alpha;
    return [{ ...result, methodId: id, ...(alpha === undefined ? {} : { alpha }) }];
  });
  const known = runs.entries.find(({ id }) => id === runs.openId)?.record;
  const parts = run && recordParts(state, run, shown);
  if (!parts && known) return { ...known, results: shown };
  if (!run || !parts || !catalogue || shown.length === 0) throw noResults();
  const { recording } = state.recorded;
  if (run.recorded && recording) {
    const { record, made } = recording;
    const notes = recordedWords.note(new Date(made.at).toISOString(), made.command);
    return { ...record, notes, savedAt: made.at, results: shown, payloads: [] };
  }
  return {
    ...parts,
    id: runs.openId ?? run.id,
    name: currentName(known, run.config, raceStep(run), catalogue),
    notes: known?.notes ?? '',
    savedAt: known?.savedAt ?? Math.round(now),
    ...(known?.imported ? { imported: true } : {}),
    payloads: [],
  };
}

export const createShareSlice =
  ({ engine, archive, stats, now }: LabDeps): Slice<ShareSlice, Reads> =>
  (set, get) => {
    const baseName = () => {
      const { run } = get();
      if (!run) throw noResults();
      return `carot-lab-seed${run.config.seed}-step${raceStep(run)}`;
    };
    const describeRun = () => {
      const { run, engine: state, runs } = get();
      const { catalogue } = state;
      const known = described(state);
      if (!run || !catalogue) return [];
      const kept = runs.entries.find(({ id }) => id === runs.openId)?.record;
      const diff = presetDiff(run.config, catalogue);
      const where = known
        ? `${known.model.label} · ${known.dataset.label} ${known.dataset.version} · `
        : '';
      return [
        ...(run.recorded ? [recordedWords.stamp] : []),
        ...(kept?.imported ? [words.importedNote] : []),
        currentName(kept, run.config, raceStep(run), catalogue),
        `${where}seed ${run.config.seed} · ${run.backend.backend}`,
        diff === '' ? words.atPreset : diff,
      ];
    };

    const describeKnobs = () => {
      const { temperature, binCount, binning } = get().knobs;
      return words.knobs(temperature, binCount, binning === 'mass');
    };

    /** Comes with the first file. */
    let fileOpener: FileOpener | null = null;
    const openFiles = async (files: readonly File[]) => {
      const { createFileOpener } = await import('./openFiles.ts');
      fileOpener ??= createFileOpener({ engine, archive, now }, set, get);
      return fileOpener(files);
    };

    return {
      sharing: false,
      resultsCsv: async (withLogits = false) => {
        if (get().run?.recorded) await get().wantRecordedLogits();
        const { evaluations, knobs, clock, vault, engine: state } = get();
        const classNames = described(state)?.dataset.classNames ?? [];
        const { imagesCsv, imagesCsvHeader } = await import('../../results/exports/imagesCsv.ts');
        const parts = [imagesCsvHeader(withLogits ? classNames : [])];
        for (const { id, label } of runMethods(get())) {
          const entry = shownEvaluation(evaluations, id, knobs.alpha, clock.scrubStep);
          const result = ownResult(get(), id);
          if (!entry || !result) continue;
          const { alpha, step } = entry;
          const method = { label, alpha, step, temperature: result.temperature };
          for (const split of vault.get(entry.key) ?? []) {
            parts.push(imagesCsv(method, split, classNames, { logits: withLogits }));
            await new Promise((resolve) => setTimeout(resolve));
          }
        }
        if (parts.length === 1) throw noResults();
        return { name: `${baseName()}-images.csv`, parts };
      },
      stepsFile: async (format) => {
        const { run } = get();
        const labels = new Map(runMethods(get()).map(({ id, label }) => [id, label]));
        const labelOf = (id: string) => labels.get(id) ?? id;
        if (!run || run.log.size === 0) throw noResults();
        const { stepsCsv, stepsLogged } = await import('../../results/exports/stepsCsv.ts');
        if (format === 'csv') {
          return { name: `${baseName()}-steps.csv`, parts: [stepsCsv(run.log, labelOf)] };
        }
        const { tfevents } = await import('../../results/exports/tfevents.ts');
        const at = Math.round(now() / 1000);
        const bytes = tfevents(stepsLogged(run.log, labelOf, at));
        return { name: `events.out.tfevents.${at}.${baseName()}`, parts: [bytes] };
      },
      resultsJson: async () => {
        const { toRunJson } = await loadRunJson();
        const { allMetrics } = await loadExportTable();
        await measureShown(get, stats, allMetrics);
        return { name: `${baseName()}.json`, parts: [toRunJson(shownRecord(get(), now()))] };
      },
      exportedTable: async () => {
        const { columns } = get().table;
        const { exportTable } = await loadExportTable();
        await measureShown(get, stats, extraMetrics(columns));
        return exportTable(get(), columns, shownRecord(get(), now()), describeRun());
      },
      tableCsv: async () => {
        const { tableCsv } = await import('../../results/exports/tableText.ts');
        return { name: `${baseName()}-table.csv`, parts: [tableCsv(await get().exportedTable())] };
      },
      weightsFile: async (methodId) => {
        const { engine: state, knobs } = get();
        const isView =
          state.catalogue?.methods.find(({ id }) => id === methodId)?.kind === 'interpolation';
        const bytes = await engine.exportWeights(methodId, isView ? knobs.alpha : undefined);
        const alpha = isView ? `-alpha${knobs.alpha}` : '';
        return { name: `${baseName()}-${safeName(methodId)}${alpha}.safetensors`, parts: [bytes] };
      },
      raceWeightsFiles: async () => {
        const files: NamedFile[] = [];
        for (const { id, kind } of runMethods(get())) {
          if (kind === 'trained') files.push(await get().weightsFile(id));
        }
        return files;
      },
      describeRun,
      describeKnobs,
      openFiles,
    };
  };
