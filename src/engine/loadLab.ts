import { datasetNotes } from '../data/datasetNotes.ts';
import { loadDataset } from '../data/loadDataset.ts';
import { datasets } from '../data/registry.ts';
import type { Progress } from '../io/fetchFiles.ts';
import { encodeBatch } from '../model/tokenizer.ts';
import type { LabEvent, LoadedInfo } from '../protocol/events.ts';
import { LabError } from '../protocol/labError.ts';
import { folderOf, loadModel } from './assets.ts';
import { checkFirstPass } from './checkFirstPass.ts';
import type { DeviceLimits } from './deviceLimits.ts';
import type { Lab } from './lab.ts';
import { preparing } from './preparing.ts';

/**
 * Downloads (or takes from the cache), verifies and builds a model and a dataset.
 * @param post  takes the progress
 * @returns a lab whose model is the caller's to dispose, and what the page may know of it
 * @throws LabError for unknown ids, files that cannot be used, or two that do not belong together
 */
export async function loadLab(
  modelId: string,
  datasetId: string,
  baseUrl: string,
  limits: DeviceLimits,
  post: (event: LabEvent) => void,
): Promise<{ lab: Lab; info: LoadedInfo }> {
  const progress: Progress = (file, receivedBytes, totalBytes, fromCache) =>
    post({ type: 'load.progress', file, receivedBytes, totalBytes, fromCache });
  const datasetFolder = folderOf('dataset', datasetId, datasets, baseUrl);
  const building = () => post({ type: 'status', message: 'Building the model' });
  // Side by side: one arrives while the other is unpacked.
  const modelLoading = loadModel(modelId, baseUrl, limits, progress, building);
  const modelThere = modelLoading.catch(() => null);
  const dataset = await loadDataset(datasetFolder, progress).catch(async (error) => {
    (await modelThere)?.model.dispose();
    throw error;
  });
  const { id, label, print, model, tokenizer, normalisation, notes } = await modelLoading;
  const { imageSize: modelSize, activation } = model.config.vision;
  const { classNames, version, licence, imageSize } = dataset;
  if (modelSize !== imageSize) {
    model.dispose();
    throw new LabError(
      'size-mismatch',
      `${label} takes images of ${modelSize} px, ${dataset.label} has ${imageSize} px.`,
      'Choose a model and a dataset of the same image size.',
    );
  }
  const tokenise = (templates: readonly string[]) =>
    encodeBatch(
      tokenizer,
      classNames.flatMap((name) => templates.map((t) => t.replaceAll('{}', name))),
      model.config.text.maxPositions,
    );
  const lab: Lab = { pretrained: model, dataset, normalisation, tokenise, limits };
  try {
    await checkFirstPass(model, lab, label, (progress) =>
      post({ type: 'status', ...preparing(progress) }),
    );
  } catch (error) {
    model.dispose();
    throw error;
  }
  const all = [...notes, ...datasetNotes(dataset)];
  if (all.length > 0) post({ type: 'notes', notes: all });
  const parameterCount = [...model.variables.values()].reduce((sum, v) => sum + v.size, 0);
  const splits = dataset.splits.map(({ id, label, role, count }) => ({ id, label, role, count }));
  return {
    lab,
    info: {
      dataset: {
        id: datasetId,
        label: dataset.label,
        version,
        licence,
        classNames,
        splits,
        imageSize,
      },
      model: { id, label, ...print, parameterCount, activation },
    },
  };
}
