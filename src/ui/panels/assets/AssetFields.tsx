import { type AssetIds, chooseAssets, isSameAssets } from '../../../protocol/assets.ts';
import type { DatasetInfo, ModelInfo } from '../../../protocol/catalogue.ts';
import { loadedAssets } from '../../../store/engine/loadedAssets.ts';
import { useLab } from '../../useLab.ts';
import { assets as words } from './words.ts';
import './assets.css';

/** One of the two. What fits nothing can be seen, not chosen, and says why. */
function AssetSelect({
  kind,
  entries,
  others,
}: {
  kind: 'model' | 'dataset';
  entries: readonly (ModelInfo | DatasetInfo)[];
  others: readonly (ModelInfo | DatasetInfo)[];
}) {
  const [own, other] =
    kind === 'model' ? (['modelId', 'datasetId'] as const) : (['datasetId', 'modelId'] as const);
  const setup = useLab((state) => state.setup);
  const catalogue = useLab((state) => state.engine.catalogue);
  const ready = useLab((state) => state.engine.phase === 'ready');
  const pickAssets = useLab((state) => state.pickAssets);
  const pending = useLab((state) => state.commandPending);
  const nameOf = ({ id, label, imageSize }: ModelInfo | DatasetInfo) => {
    const pair = catalogue && chooseAssets(setup, { [own]: id }, catalogue);
    if (!pair) return words.alone(label, imageSize);
    const brought = others.find((entry) => entry.id === pair[other]);
    return pair[other] === setup[other] || !brought ? label : words.brings(label, brought.label);
  };
  return (
    <label className="preset">
      <span>{words[kind]}</span>
      <select
        value={setup[own]}
        disabled={!ready || pending}
        title={entries.find(({ id }) => id === setup[own])?.summary}
        onChange={({ target }) => void pickAssets({ [own]: target.value })}
      >
        {entries.map((entry) => (
          <option
            key={entry.id}
            value={entry.id}
            title={entry.summary}
            disabled={!catalogue || chooseAssets(setup, { [own]: entry.id }, catalogue) === null}
          >
            {nameOf(entry)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** How far the files of another model or dataset have come. */
function Loading({ wanted }: { wanted: string }) {
  const files = useLab((state) => state.engine.files);
  const sum = (of: 'receivedBytes' | 'totalBytes') =>
    Object.values(files).reduce((total, file) => total + file[of], 0);
  return (
    <progress
      aria-label={words.loading(wanted)}
      title={words.loading(wanted)}
      value={sum('receivedBytes')}
      max={Math.max(1, sum('totalBytes'))}
    />
  );
}

/** Model and dataset of the next race. */
export function AssetFields() {
  const catalogue = useLab((state) => state.engine.catalogue);
  const setup = useLab((state) => state.setup);
  const engine = useLab((state) => state.engine);
  if (!catalogue) return <div className="asset-fields" />;
  const { models, datasets } = catalogue;
  const held: AssetIds | null = loadedAssets(engine);
  const differs = held !== null && !isSameAssets(held, setup);
  const labels = [
    ...models.filter(({ id }) => id === setup.modelId),
    ...datasets.filter(({ id }) => id === setup.datasetId),
  ].map(({ label }) => label);
  return (
    <div className="asset-fields">
      <AssetSelect kind="dataset" entries={datasets} others={models} />
      <AssetSelect kind="model" entries={models} others={datasets} />
      {held && engine.phase === 'loading' && <Loading wanted={labels.join(' · ')} />}
      {differs && engine.phase === 'ready' && <p className="help">{words.next}</p>}
    </div>
  );
}
