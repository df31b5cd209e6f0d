import { formatCount } from '../format.ts';
import { useLab } from '../useLab.ts';

/** Where the data goes (nowhere), and what is loaded. */
export function Foot() {
  const loaded = useLab((state) => state.engine.loaded);
  const folder = useLab(
    ({ engine }) =>
      engine.catalogue?.datasets.find(({ id }) => id === engine.loaded?.dataset.id)?.path,
  );
  return (
    <footer className="foot">
      <span>Images and weights stay in this tab.</span>
      {loaded && (
        <span>
          {loaded.model.label}, {formatCount(loaded.model.parameterCount)} parameters ·{' '}
          {loaded.dataset.label} {loaded.dataset.version}, {loaded.dataset.classNames.length}{' '}
          classes, {loaded.dataset.imageSize} px ·{' '}
          <a href={`${folder?.replace(/\/$/, '')}/attribution.html`}>image credits</a>
        </span>
      )}
    </footer>
  );
}
