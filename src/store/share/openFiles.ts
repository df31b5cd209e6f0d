import { cutText } from '../../math/showValue.ts';
import { LabError } from '../../protocol/labError.ts';
import { handInKind } from '../../results/classroom/handIn.ts';
import { experimentKind, isExperiment } from '../../results/exports/experimentJson.ts';
import type { RunRecord } from '../../results/runRecord.ts';
import type { RunsSlice } from '../archive/state.ts';
import type { ClassroomSlice } from '../classroom/state.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { LabDeps } from '../kit/ports.ts';
import { toShown } from '../kit/toShown.ts';
import { demandNoRace } from '../run/runAtRest.ts';
import type { RunSlice, SetupSlice } from '../run/state.ts';
import type { LayoutSlice } from '../view/state.ts';
import type { ShareSlice } from './state.ts';
import { words } from './words.ts';

type Reads = ClassroomSlice &
  EngineSlice &
  LayoutSlice &
  RunSlice &
  RunsSlice &
  SetupSlice &
  ShareSlice;

/** Larger files than any that the lab writes are refused unread. */
const mostBytes = { json: 32e6, safetensors: 1e9 } as const;

const pair = ({ message, hint }: { readonly message: string; readonly hint: string }) =>
  [message, hint] as const;

function demandSize(file: File, kind: keyof typeof mostBytes) {
  if (file.size === 0) throw new LabError('empty-file', ...pair(words.empty(cutText(file.name))));
  if (file.size <= mostBytes[kind]) return;
  throw new LabError(
    'file-too-large',
    ...pair(words.tooLarge(cutText(file.name), mostBytes[kind])),
  );
}

/** null for a text that is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export type FileOpener = (files: readonly File[]) => Promise<void>;

/** Takes runs and weights out of files; what is wrong with one is said by its name. */
export function createFileOpener(
  { engine, archive, now }: Pick<LabDeps, 'engine' | 'archive' | 'now'>,
  set: (change: Partial<Reads> | ((state: Reads) => Partial<Reads>)) => void,
  get: () => Reads,
): FileOpener {
  /** Files are taken one after the other, however they come. */
  let opening = Promise.resolve();
  let imports = 0;
  const importRun = async (file: File) => {
    demandSize(file, 'json');
    const text = await file.text();
    if (text.includes(`"${experimentKind}"`)) {
      const value = parseJson(text);
      if (isExperiment(value)) return importSettings(value);
    }
    const { readRunJson } = await import('../../results/exports/runJson.ts');
    const record = readRunJson(text);
    const imported: RunRecord = {
      ...record,
      id: `file-${Math.round(now()).toString(36)}-${imports++}`,
      savedAt: Math.round(now()),
      imported: true,
    };
    await archive.saveRecord(imported);
    await get().loadRuns();
    get().showTray('runs');
  };
  /** What the next race is to be; starts nothing. */
  const importSettings = async (value: unknown) => {
    const { readExperiment } = await import('../../results/exports/readExperiment.ts');
    const { config, dataset } = readExperiment(value);
    const { catalogue } = get().engine;
    if (!catalogue) throw new LabError('not-loaded', ...pair(words.notReady));
    const { validateRunConfig } = await import('../../protocol/validateRunConfig.ts');
    validateRunConfig(config, catalogue);
    get().takeConfig(config);
    await get().pickAssets({});
    const { loaded } = get().engine;
    const here = loaded && `${loaded.dataset.id} ${loaded.dataset.version}`;
    const other = here && dataset && here !== dataset ? words.otherData(dataset, here) : null;
    set((state) => ({
      engine: { ...state.engine, notes: [words.settingsTaken, ...(other ? [other] : [])] },
    }));
  };
  const importWeights = async (file: File) => {
    demandNoRace(get());
    demandSize(file, 'safetensors');
    const measuring = words.measuring(cutText(file.name));
    /** Beside what the engine says of the file. */
    const changeNotes = (change: (notes: readonly string[]) => readonly string[]) =>
      set((state) => ({ engine: { ...state.engine, notes: change(state.engine.notes) } }));
    changeNotes((notes) => [...notes, measuring]);
    try {
      await engine.importWeights(file.name, new Uint8Array(await file.arrayBuffer()));
    } finally {
      changeNotes((notes) => notes.filter((note) => note !== measuring));
    }
  };

  /** What was handed in goes to the class; what is wrong with it stands there, on its line. */
  const collect = async (file: File) => {
    get().showClass('collect');
    await get().collect(cutText(file.name), () => {
      demandSize(file, 'json');
      return file.text();
    });
  };

  /** What was wrong with the file, by its name; null where it was taken. */
  const openFile = async (file: File): Promise<LabError | null> => {
    const name = cutText(file.name);
    try {
      const start = (await file.slice(0, 200).text()).trimStart();
      if (get().classroom.sheet === 'collect' || start.includes(`"${handInKind}"`)) {
        await collect(file);
      } else if (/\.json$/i.test(file.name) || start.startsWith('{')) await importRun(file);
      else if (/\.safetensors$/i.test(file.name)) await importWeights(file);
      else throw new LabError('wrong-file', ...pair(words.wrongFile(name)));
      return null;
    } catch (error) {
      const { code, message, hint } = toShown(error);
      return new LabError(code, message.includes(name) ? message : `${name}: ${message}`, hint);
    }
  };

  const openAll = async (files: readonly File[]) => {
    set({ sharing: true });
    const refused: LabError[] = [];
    try {
      for (const file of files) {
        const error = await openFile(file);
        if (error) refused.push(error);
      }
    } finally {
      set({ sharing: false });
    }
    const [first, second] = refused;
    if (first && second) {
      // Each with its own advice behind it.
      const messages = refused.map(({ message, hint }) => `${message} ${hint}`).join(' ');
      get().reportError(new LabError(first.code, messages, ''));
    } else if (first) get().reportError(first);
  };

  return (files) => {
    set({ commandError: null });
    opening = opening.then(() => openAll(files));
    return opening;
  };
}
