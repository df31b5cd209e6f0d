import { LabError } from '../protocol/labError.ts';
import { imagesCsv, imagesCsvHeader } from '../results/exports/imagesCsv.ts';
import { readRunJson, toRunJson } from '../results/exports/runJson.ts';
import { latexTable, markdownTable } from '../results/exports/tableText.ts';
import { RunFileError } from '../results/runFileError.ts';
import type { RunRecord } from '../results/runRecord.ts';
import { strings } from '../strings.ts';
import type { LabState, Slice } from './labState.ts';
import { demandNoRace } from './openRun.ts';
import type { LabDeps } from './ports.ts';
import { currentName, methodLabel, presetDiff } from './runNames.ts';
import { recordParts } from './runParts.ts';
import { raceStep, runMethods } from './selectors.ts';
import { shownEvaluation } from './shownEvaluation.ts';
import { toShown } from './toShown.ts';

/** A file for the person at the page. */
export interface NamedFile {
  readonly name: string;
  readonly parts: readonly (string | Uint8Array)[];
}

export interface ShareSlice {
  /** A file is being made or read. */
  readonly sharing: boolean;
  /** A row per image, of every method shown. */
  resultsCsv(): Promise<NamedFile>;
  /** The run with every result, without weights and logits. */
  resultsJson(): NamedFile;
  tableText(format: 'latex' | 'markdown'): string;
  /** Weights of a lane, or of a view at the slider's place. */
  weightsFile(methodId: string): Promise<NamedFile>;
  /** What the run on the page was made with, a line each, to be stamped on what leaves the page. */
  describeRun(): readonly string[];
  /** The temperature and the bins that charts are drawn with. */
  describeKnobs(): string;
  /** Takes a run or weights out of a file; what is wrong with it is shown, and nothing changes. */
  openFile(file: File): Promise<void>;
}

/** Larger files than any that the lab writes are refused unread. */
const mostBytes = { json: 32e6, safetensors: 1e9 } as const;

const noResults = () => new LabError('no-results', ...pair(strings.share.noResults));
const pair = ({ message, hint }: { readonly message: string; readonly hint: string }) =>
  [message, hint] as const;

/** Letters, digits, dots and dashes: safe as a file's name anywhere. */
export const safeName = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9.-]+/g, '-')
    .replaceAll(/\.{2,}/g, '.')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 100) || 'carot-lab';

function shownRecord(state: LabState, now: number): RunRecord {
  const { run, engine, results, runs, evaluations, knobs, clock } = state;
  const catalogue = engine.catalogue;
  const shown = runMethods(state).flatMap(({ id }) => {
    const result = results[id];
    if (!result) return [];
    // The ends of a view's trail borrow another method's logits, and with them its name.
    const entry = shownEvaluation(evaluations[id] ?? [], knobs.alpha, clock.scrubStep);
    const alpha = entry?.alpha ?? result.alpha;
    return [{ ...result, methodId: id, ...(alpha === undefined ? {} : { alpha }) }];
  });
  const known = runs.entries.find(({ id }) => id === runs.openId)?.record;
  const parts = run && recordParts(state, run, shown);
  if (!parts && known) return { ...known, results: shown };
  if (!run || !parts || !catalogue || shown.length === 0) throw noResults();
  return {
    ...parts,
    id: runs.openId ?? run.id,
    name: currentName(known, run.config, raceStep(run), catalogue),
    notes: known?.notes ?? '',
    savedAt: known?.savedAt ?? Math.round(now),
    payloads: [],
  };
}

function demandSize(file: File, kind: keyof typeof mostBytes) {
  if (file.size === 0) throw new LabError('empty-file', ...pair(strings.share.empty(file.name)));
  if (file.size <= mostBytes[kind]) return;
  throw new LabError('file-too-large', ...pair(strings.share.tooLarge(file.name, mostBytes[kind])));
}

export const createShareSlice =
  ({ engine, archive, now }: LabDeps): Slice<ShareSlice> =>
  (set, get) => {
    const baseName = () => {
      const { run } = get();
      if (!run) throw noResults();
      return `carot-lab-seed${run.config.seed}-step${raceStep(run)}`;
    };
    const describeRun = () => {
      const { run, engine: state, runs } = get();
      const { catalogue, loaded } = state;
      if (!run || !catalogue) return [];
      const kept = runs.entries.find(({ id }) => id === runs.openId)?.record;
      const diff = presetDiff(run.config, catalogue);
      const where = loaded
        ? `${loaded.model.label} · ${loaded.dataset.label} ${loaded.dataset.version} · `
        : '';
      return [
        currentName(kept, run.config, raceStep(run), catalogue),
        `${where}seed ${run.config.seed} · ${run.backend.backend}`,
        diff === '' ? strings.share.atPreset : diff,
      ];
    };

    const describeKnobs = () => {
      const { temperature, binCount, binning } = get().knobs;
      return strings.share.knobs(temperature, binCount, binning === 'mass');
    };

    const importRun = async (file: File) => {
      demandSize(file, 'json');
      const record = readRunJson(await file.text());
      const imported: RunRecord = {
        ...record,
        id: `file-${Math.round(now()).toString(36)}-${get().runs.entries.length}`,
        name: record.name,
        savedAt: Math.round(now()),
      };
      await archive.saveRecord(imported);
      await get().loadRuns();
      get().showTray('runs');
    };
    const importWeights = async (file: File) => {
      demandNoRace(get());
      demandSize(file, 'safetensors');
      await engine.importWeights(file.name, new Uint8Array(await file.arrayBuffer()));
    };

    return {
      sharing: false,
      resultsCsv: async () => {
        const { evaluations, knobs, clock, results, vault, engine: state } = get();
        const classNames = state.loaded?.dataset.classNames ?? [];
        const parts = [imagesCsvHeader];
        for (const { id, label } of runMethods(get())) {
          const entry = shownEvaluation(evaluations[id] ?? [], knobs.alpha, clock.scrubStep);
          const result = results[id];
          if (!entry || !result) continue;
          const { alpha, step } = entry;
          const method = { label, alpha, step, temperature: result.temperature };
          for (const split of vault.get(entry.key) ?? []) {
            parts.push(imagesCsv(method, split, classNames));
            await new Promise((resolve) => setTimeout(resolve));
          }
        }
        if (parts.length === 1) throw noResults();
        return { name: `${baseName()}-images.csv`, parts };
      },
      resultsJson: () => ({
        name: `${baseName()}.json`,
        parts: [toRunJson(shownRecord(get(), now()))],
      }),
      tableText: (format) => {
        const { results } = shownRecord(get(), now());
        const { catalogue } = get().engine;
        const rows = results.map(({ methodId, alpha, row, scope, splits: own }) => {
          const mix = alpha === undefined ? '' : `, α = ${alpha}`;
          const n = own.find(({ role }) => role === 'id')?.raw.n ?? 0;
          // A row of fewer images than the others' must say so.
          const live = scope === 'live' ? `, ${strings.results.live}, n ${n}` : '';
          return { label: `${methodLabel(catalogue, methodId)}${mix}${live}`, row };
        });
        const { binCount, binning } = get().knobs;
        const bins = strings.twins.bins(binCount, binning === 'mass');
        const splits = results[0]?.splits ?? [];
        const images = (wanted: string) =>
          splits.reduce((sum, { role, raw }) => sum + (role === wanted ? raw.n : 0), 0);
        const caption = [
          ...describeRun(),
          strings.share.tableNote,
          strings.share.tableImages(images('id'), images('ood'), bins),
        ].join('. ');
        return format === 'latex' ? latexTable(rows, caption) : markdownTable(rows, caption);
      },
      weightsFile: async (methodId) => {
        const { engine: state, knobs } = get();
        const isView =
          state.catalogue?.methods.find(({ id }) => id === methodId)?.kind === 'interpolation';
        const bytes = await engine.exportWeights(methodId, isView ? knobs.alpha : undefined);
        const alpha = isView ? `-alpha${knobs.alpha}` : '';
        return { name: `${baseName()}-${safeName(methodId)}${alpha}.safetensors`, parts: [bytes] };
      },
      describeRun,
      describeKnobs,
      openFile: async (file) => {
        set({ sharing: true, commandError: null });
        try {
          const start = (await file.slice(0, 1).text()).trimStart();
          if (/\.json$/i.test(file.name) || start === '{') await importRun(file);
          else if (/\.safetensors$/i.test(file.name)) await importWeights(file);
          else throw new LabError('wrong-file', ...pair(strings.share.wrongFile(file.name)));
        } catch (error) {
          const { code, message, hint } = toShown(error);
          const named = error instanceof RunFileError ? `${file.name}: ${message}` : message;
          get().reportError(new LabError(code, named, hint));
        } finally {
          set({ sharing: false });
        }
      },
    };
  };
